"""A question and what was found for it -> all that an answer is made of, and the answer itself."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from assistant.answer.answer import Answer, Author, Nearest, Notice, NoticeKind, Outcome
from assistant.answer.carried import weighed_again
from assistant.answer.cite import Draft, cite
from assistant.answer.evidence import Evidence, gather, heading_share, numbered
from assistant.answer.notices import (
    chosen_sources,
    danger,
    decision,
    dutch_source,
    elsewhere,
    follow_up,
    for_citations,
    for_lost_content,
    not_chosen,
    not_found,
    not_in_corpus,
    not_in_named,
    personal_data,
)
from assistant.answer.onward import proposed
from assistant.answer.polarity import of_pole
from assistant.answer.support import clues_of, least_doubt, support, unknown_words
from assistant.answer.whole.find import find_whole
from assistant.answer.whole.item import told_on
from assistant.guard.guard import Watched
from assistant.guard.privacy import Masked
from assistant.question.follow_up import Reading
from assistant.question.language import language
from assistant.question.parts import QuestionPart
from assistant.question.shape import insists_on_all, pairs, sets_apart
from ingest.corpus.profile import Profile
from ingest.index.beside import Beside
from ingest.index.query import Query
from ingest.index.release import Release
from ingest.index.search import Found
from ingest.text.document import Hit, Section, Source, Standing
from ingest.text.words import fold

NAMED_SHARE: Final = 0.5
"""A question that names this share of a heading asks about its section: then the reader is told
what the conversion lost there, also where nothing of the section is cited."""

_WORD: Final = re.compile(r"[\w-]+")


class QuestionAsked(NamedTuple):
    """A question on its way: as it is shown, in normal form, and what is searched for of it.

    `meant` is what it is taken to mean after what was said before.
    """

    masked: Masked
    text: str
    focused: str
    meant: Reading


class PreparedPart(NamedTuple):
    """A part of a question, and what is known of it before it is answered.

    `is_on_topic` says whether what likeliest answers it has the words of what the first is about.
    """

    part: QuestionPart
    prepared: "Prepared"
    is_on_topic: bool = True


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is known of a question before it is answered.

    `blank` is the answer if there is none; without evidence it stays that. `said` are the notices
    that hold whatever the answer becomes, and `beside` what else may be asked. `whole` is told as
    it is, where a question asks for one; where the texts have none as such, `is_all` says that all
    that may answer is wanted. `parts` are those of a question in parts, in the order asked.
    """

    blank: Answer
    said: tuple[Notice, ...]
    profile: Profile
    sources: Mapping[str, Source]
    beside: Beside
    whole: tuple[Draft, ...] = ()
    is_all: bool = False
    parts: tuple[PreparedPart, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What an answer is chosen from, best first; empty where there surely is none."""
        return self.blank.weighed


def prepare(
    release: Release, asked: QuestionAsked, query: Query, found: Found, watched: Watched
) -> Prepared:
    """See how far what was found supports an answer, and gather its evidence if it does."""
    clues = clues_of(release, query, found)
    supported = support(release, query, found, clues)
    hits = nearest(release, found.hits)
    notices = _notices(release, asked, watched)
    one_sided = _one_sided(release, _own(asked, query))
    lost = for_lost_content(_asked_about(release, query, hits))
    blank = Answer(
        asked.masked.text,
        asked.focused,
        Outcome.NOT_FOUND,
        (),
        (),
        hits,
        _distinct([*notices, *_nothing_found(release, query), *one_sided, *lost]),
        supported,
        contacts=watched.to_call(release.contacts),
        publications=release.profile.publications,
        release_id=release.id,
        clues=clues,
        weighed=_evidence(release, query, found, asked)
        if supported >= least_doubt(release, found)
        else (),
    )
    others = _elsewhere(release, query, NoticeKind.UNKNOWN_WORDS)
    left_out = _not_chosen(release, query, NoticeKind.UNKNOWN_WORDS)
    said = (*notices, *others, *left_out, *one_sided, *lost)
    return Prepared(
        blank,
        said,
        release.profile,
        release.sources,
        release.beside,
        told_on(release, asked.meant)
        or find_whole(release, query, _own(asked, query), found.hits, blank.weighed),
        is_all=insists_on_all(_own(asked, query)),
    )


def _evidence(
    release: Release, query: Query, found: Found, asked: QuestionAsked
) -> tuple[Evidence, ...]:
    """What an answer may be chosen from, best first: of the pole that is asked for."""
    weighed = weighed_again(gather(release, query, found.hits), asked.meant)
    return tuple(numbered(of_pole(_own(asked, query), weighed)))


def _own(asked: QuestionAsked, query: Query) -> str:
    """What was asked, without what was said before: that may have had another shape."""
    return asked.meant.own if asked.meant.own != asked.meant.text else query.text


def _one_sided(release: Release, question: str) -> list[Notice]:
    """Says what the texts do not have of two things that a question puts side by side."""
    if not sets_apart(question):
        return []
    compared = {word for pair in pairs(question) for word in (*pair.one, *pair.other)}
    unsaid = {word for word in compared if not release.words.is_said(word)}
    return not_in_corpus([word for word in _WORD.findall(question) if fold(word) in unsaid])


def told(
    prepared: Prepared,
    drafts: Sequence[Draft],
    author: Author,
    *more: Notice,
    outcome: Outcome = Outcome.ANSWERED,
) -> Answer:
    """The answer that drafts make, with what the reader must know of what it cites."""
    sentences, citations = cite(drafts)
    lost = for_lost_content(citation.section for citation in citations)
    spoken = dutch_source(language(prepared.blank.question))
    quoted = for_citations(citations, prepared.profile.publications, prepared.sources)
    # Who is in danger calls first, and asks on later.
    is_calm = not prepared.blank.contacts
    more_to_ask = proposed(prepared.beside, prepared.blank.question, citations) if is_calm else ()
    return replace(
        prepared.blank,
        outcome=outcome,
        sentences=sentences,
        citations=citations,
        notices=_distinct([*prepared.said, *more, *spoken, *quoted, *lost]),
        author=author,
        onward=more_to_ask,
    )


def nearest(release: Release, hits: Sequence[Hit]) -> tuple[Nearest, ...]:
    """Hits ready to be shown."""
    return tuple(
        Nearest(hit, section, release.sources[section.document_id])
        for hit in hits
        for section in [release.sections[hit.chunk.section_id]]
    )


def _nothing_found(release: Release, query: Query) -> list[Notice]:
    """Why there is no answer, and where to look further."""
    advisers, named = release.profile.advisers, query.named
    if named.sources:
        own = [release.sources[each] for each in named.sources if release.holds(each)]
        said = [not_in_named(own, advisers)] if own else []
        return [*said, *_not_chosen(release, query, NoticeKind.NOT_FOUND)]
    if named.elsewhere:
        return _elsewhere(release, query, NoticeKind.NOT_FOUND)
    is_chosen = release.chosen is not None
    unknown = unknown_words(release, query.text)
    return [not_found(advisers, is_chosen=is_chosen), *not_in_corpus(unknown)]


def _not_chosen(release: Release, query: Query, kind: NoticeKind) -> list[Notice]:
    """Which sources a question names that may not be searched."""
    others = [each for each in query.named.sources if not release.holds(each)]
    return not_chosen([release.sources[each] for each in others], kind)


def _elsewhere(release: Release, query: Query, kind: NoticeKind) -> list[Notice]:
    indexes = [each for each in release.sources.values() if each.standing is Standing.INDEX]
    return elsewhere(query.named.elsewhere, indexes, kind)


def _notices(release: Release, asked: QuestionAsked, watched: Watched) -> list[Notice]:
    """What the reader must know whether or not there is an answer, the most urgent first."""
    contacts, profile = watched.to_call(release.contacts), release.profile
    kinds = asked.masked.kinds
    return [
        *([danger(contacts)] if contacts else []),
        *([personal_data(kinds, profile.clients)] if kinds else []),
        *([follow_up(asked.focused)] if asked.focused != asked.text else []),
        *chosen_sources(release.chosen or (), len(release.published)),
        *([decision(profile.decision)] if watched.decides else []),
    ]


def _asked_about(release: Release, query: Query, hits: Sequence[Nearest]) -> list[Section]:
    """The sections of which a question names most of the heading."""
    asked = query.rarity.keys()
    return [
        hit.section for hit in hits if heading_share(release, hit.section, asked) >= NAMED_SHARE
    ]


def _distinct(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    return tuple(dict.fromkeys(notices))
