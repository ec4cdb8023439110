"""A question and what was found for it -> all that an answer is made of, and the answer itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from assistant.answer.answer import Answer, Author, Nearest, Notice, NoticeKind, Outcome
from assistant.answer.carried import weighed_again
from assistant.answer.cite import Draft, cite
from assistant.answer.evidence import Evidence, gather, heading_share
from assistant.answer.notices import (
    danger,
    decision,
    elsewhere,
    follow_up,
    for_citations,
    for_lost_content,
    not_found,
    not_in_corpus,
    not_in_named,
    personal_data,
)
from assistant.answer.support import clues_of, support, unknown_words
from assistant.guard.guard import Watched
from assistant.guard.privacy import Masked
from assistant.question.follow_up import Reading
from ingest.corpus.profile import Profile
from ingest.index.query import Query
from ingest.index.release import Release
from ingest.index.search import Found
from ingest.text.document import Hit, Section, Source, Standing

NAMED_SHARE: Final = 0.5
"""A question that names this share of a heading asks about its section: then the reader is told
what the conversion lost there, also where nothing of the section is cited."""


class QuestionAsked(NamedTuple):
    """A question on its way: as it is shown, in normal form, and what is searched for of it.

    `meant` is what it is taken to mean after what was said before.
    """

    masked: Masked
    text: str
    focused: str
    meant: Reading


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is known of a question before it is answered.

    `blank` is the answer if there is none; without evidence it stays that. `said` are the notices
    that hold whatever the answer becomes.
    """

    blank: Answer
    said: tuple[Notice, ...]
    profile: Profile
    sources: Mapping[str, Source]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What an answer is chosen from, best first; empty where there is no support."""
        return self.blank.weighed


def prepare(
    release: Release, asked: QuestionAsked, query: Query, found: Found, watched: Watched
) -> Prepared:
    """See how far what was found supports an answer, and gather its evidence if it does."""
    clues = clues_of(release, query, found)
    supported = support(release, query, clues)
    hits = nearest(release, found.hits)
    notices = _notices(release, asked, watched)
    lost = for_lost_content(_asked_about(release, query, hits))
    blank = Answer(
        asked.masked.text,
        asked.focused,
        Outcome.NOT_FOUND,
        (),
        (),
        hits,
        _distinct([*notices, *_nothing_found(release, query), *lost]),
        supported,
        contacts=watched.to_call(release.contacts),
        publications=release.profile.publications,
        release_id=release.id,
        clues=clues,
        weighed=weighed_again(gather(release, query, found.hits), asked.meant)
        if supported >= 0
        else (),
    )
    others = _elsewhere(release, query, NoticeKind.UNKNOWN_WORDS)
    said = (*notices, *others, *lost)
    return Prepared(blank, said, release.profile, release.sources)


def told(prepared: Prepared, drafts: Sequence[Draft], author: Author, *more: Notice) -> Answer:
    """The answer that drafts make, with what the reader must know of what it cites."""
    sentences, citations = cite(drafts)
    lost = for_lost_content(citation.section for citation in citations)
    quoted = for_citations(citations, prepared.profile.publications, prepared.sources)
    return replace(
        prepared.blank,
        outcome=Outcome.ANSWERED,
        sentences=sentences,
        citations=citations,
        notices=_distinct([*prepared.said, *more, *quoted, *lost]),
        author=author,
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
        return [not_in_named([release.sources[each] for each in named.sources], advisers)]
    if named.elsewhere:
        return _elsewhere(release, query, NoticeKind.NOT_FOUND)
    return [not_found(advisers), *not_in_corpus(unknown_words(release, query.text))]


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
