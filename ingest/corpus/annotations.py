"""Notes and sections -> what each passage says in everyday words, and questions that it answers.

Annotations only help to find a passage; they are never shown and never cited. They are where their
text is now (see follow.py). One whose text changed after it was accepted is stale: it is still
searched with as far as its passages can be found, and what cannot be is lost, and told.
Document expansion, by hand: Nogueira et al., https://arxiv.org/abs/1904.08375.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from ingest.corpus.follow import Followed, document_id, follow, start_holder
from ingest.corpus.lost import Lost, find_lost
from ingest.corpus.notes import (
    ABOUT_SEVERAL,
    DRAFTS,
    PassageNote,
    PassageStart,
    SynthesisNote,
    load_notes,
    load_synthesis,
    load_unanswered,
)
from ingest.text.document import Section
from ingest.text.errors import CorpusError
from ingest.text.place import Place
from ingest.text.sentences import sentence_spans


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the sentences that answer it.

    None are named where the passage answers as a whole.
    """

    question: str
    told: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Annotation:
    """What is known of a passage; `is_draft` says that a chat model wrote it.

    Nobody looked at a draft.
    """

    place: Place
    plain: str
    asked: tuple[Asked, ...]
    terms: tuple[str, ...]
    is_draft: bool = False

    @property
    def words(self) -> str:
        """All its words, to be searched beside those of the text."""
        return " ".join((self.plain, *(each.question for each in self.asked), *self.terms))


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """Where a passage that answers in part begins, and the sentences of it that do."""

    begins: Place
    told: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Synthesis:
    """A question that several passages answer together."""

    question: str
    parts: tuple[AnswerPart, ...]


@dataclass(frozen=True, slots=True)
class Annotations:
    """All annotations of a corpus.

    `unanswered` are questions that it does not answer; `stale` names the sections whose text
    changed after their annotation was accepted, as they were called then; `lost` is what of the
    annotations can be found nowhere.
    """

    passages: tuple[Annotation, ...]
    synthesis: tuple[Synthesis, ...]
    unanswered: tuple[str, ...]
    stale: tuple[str, ...]
    lost: tuple[Lost, ...] = ()


NO_ANNOTATIONS: Final = Annotations((), (), (), ())


def load_annotations(
    corpus: Path, sections: Sequence[Section], out: Collection[str] = ()
) -> Annotations:
    """Read the annotations of a corpus folder; there may be none.

    What is said of the documents `out`, whose texts are not answered from, is passed over.

    Raises:
        CorpusError: a file is no annotation or about the section of another, or one that is not
            stale names what is not there.
    """
    notes = [each for each in load_notes(corpus) if document_id(each[1].section) not in out]
    followed = follow(notes, sections)
    drafted = _drafted(corpus, followed, sections)
    passages = (*_place_passages(followed), *_place_passages(drafted, is_draft=True))
    asked = [each for each in load_synthesis(corpus) if not each.documents & set(out)]
    return Annotations(
        passages,
        tuple(_synthesis(corpus / ABOUT_SEVERAL, asked, followed, sections, passages)),
        load_unanswered(corpus),
        tuple(own.file.section for own in followed if not own.is_fresh and not own.is_let_go),
        tuple(find_lost(corpus, followed, asked, sections)),
    )


def check_placeable(own: Followed, synthesis: Sequence[SynthesisNote]) -> None:
    """See that notes, and the questions of several passages, hold for the text as it is now.

    Raises:
        CorpusError: they name what is not there.
    """
    passages = list(_placed(own, _starts([own]), is_fresh=True))
    for question in synthesis:
        for start in question.passages:
            if start.section == own.file.section:
                section = own.holder(start.quote)
                if section:
                    _part(ABOUT_SEVERAL, start, section, passages, is_fresh=True)
                elif not start.gone:
                    raise _not_there(ABOUT_SEVERAL, [start.quote], start.section)


def _drafted(
    corpus: Path, followed: Sequence[Followed], sections: Sequence[Section]
) -> list[Followed]:
    """Drafts of the very text that there is now, of sections that nobody wrote notes of."""
    written = {section.id for own in followed for section in own.sections}
    return [
        own
        for own in follow(list(load_notes(corpus, DRAFTS)), sections)
        if own.is_fresh and not own.lost and written.isdisjoint(each.id for each in own.sections)
    ]


def _place_passages(
    followed: Sequence[Followed], *, is_draft: bool = False
) -> Iterator[Annotation]:
    """The passages that can be found, each up to where the next of any notes begins.

    Raises:
        CorpusError: notes of this very text name what is not there.
    """
    starts = _starts(followed)
    for own in followed:
        for placed in _placed(own, starts, is_fresh=own.is_fresh):
            yield replace(placed, is_draft=is_draft)


def _starts(followed: Sequence[Followed]) -> Mapping[str, Sequence[int]]:
    """Where passages begin in each section, by its id, in order."""
    found: dict[str, list[int]] = defaultdict(list)
    for own in followed:
        for passage, section in zip(own.file.passage, own.places, strict=True):
            if section:
                found[section.id].append(section.text.index(passage.quote))
    return {section_id: sorted(starts) for section_id, starts in found.items()}


def _placed(
    own: Followed, starts: Mapping[str, Sequence[int]], *, is_fresh: bool
) -> Iterator[Annotation]:
    if is_fresh and own.lost:
        raise _not_there(own.path, [each.quote for each in own.lost], own.file.section)
    for section in own.sections:
        pairs = zip(own.file.passage, own.places, strict=True)
        found = sorted(
            ((section.text.index(each.quote), each) for each, place in pairs if place == section),
            key=lambda each: each[0],
        )
        if is_fresh:
            _check_apart(own.path, found)
        for start, passage in found:
            later = starts[section.id][bisect_right(starts[section.id], start) :]
            place = Place(section.id, start, next(iter(later), len(section.text)))
            yield _annotation(own.path, section, place, passage, is_fresh=is_fresh)


def _annotation(
    path: Path, section: Section, place: Place, passage: PassageNote, *, is_fresh: bool
) -> Annotation:
    own = _sentences(section, place.start, place.end)
    asked = [Asked(question, ()) for question in passage.questions]
    asked += [
        Asked(question, told)
        for each in passage.asked
        for told in [_told(path, passage.quote, own, each.told, is_fresh=is_fresh)]
        for question in each.questions
    ]
    return Annotation(place, passage.plain, tuple(asked), passage.terms)


def _check_apart(path: Path, found: Sequence[tuple[int, PassageNote]]) -> None:
    """Refuse two passages that begin at one place; in a changed text they both hold there."""
    for (start, one), (other_start, other) in pairwise(found):
        if start == other_start:
            raise CorpusError(
                f"In {path}: de passages '{one.quote[:60]}' en '{other.quote[:60]}' beginnen op"
                " dezelfde plaats.",
                "Voeg ze samen, of neem van een van de twee andere woorden over.",
            )


def _sentences(section: Section, start: int, end: int) -> list[Place]:
    """The sentences that begin in a passage, in order."""
    spans = sentence_spans(section.text)
    return [Place(section.id, *span) for span in spans if start <= span.start < end]


def _told(
    path: Path, quote: str, own: Sequence[Place], numbers: Sequence[int], *, is_fresh: bool
) -> tuple[Place, ...]:
    """The sentences with these numbers; those that a changed passage has no more are left out."""
    wrong = next((number for number in numbers if number > len(own)), None)
    if wrong and is_fresh:
        raise CorpusError(
            f"In {path}: de passage '{quote[:60]}' heeft geen zin {wrong}, maar {len(own)}.",
            "Verbeter de nummers achter 'told'.",
        )
    return tuple(own[number - 1] for number in numbers if number <= len(own))


def _synthesis(
    path: Path,
    synthesis: Sequence[SynthesisNote],
    followed: Sequence[Followed],
    sections: Sequence[Section],
    passages: Sequence[Annotation],
) -> Iterator[Synthesis]:
    fresh = {own.file.section for own in followed if own.is_fresh}
    for question in synthesis:
        parts = []
        for start in question.passages:
            is_fresh = start.section in fresh
            section = start_holder(start, followed, sections)
            if section:
                parts.append(_part(path, start, section, passages, is_fresh=is_fresh))
            elif is_fresh and not start.gone:
                raise _not_there(path, [start.quote], start.section)
        if parts:
            yield Synthesis(question.question, tuple(parts))


def _part(
    path: Path,
    start: PassageStart,
    section: Section,
    passages: Sequence[Annotation],
    *,
    is_fresh: bool,
) -> AnswerPart:
    at = section.text.index(start.quote)
    begins = Place(section.id, at, at + 1)
    whole = Place(section.id, at, len(section.text))
    around = next((each.place for each in passages if begins.is_within(each.place)), whole)
    own = _sentences(section, around.start, around.end)
    return AnswerPart(begins, _told(path, start.quote, own, start.told or (), is_fresh=is_fresh))


def _not_there(path: Path, quotes: Sequence[str], section_id: str) -> CorpusError:
    named = ", ".join(f"'{quote[:60]}'" for quote in quotes)
    stand = "staat" if len(quotes) == 1 else "staan"
    return CorpusError(
        f"In {path}: {named} {stand} niet in de sectie '{section_id}'.",
        "Neem de eerste woorden van de passage letterlijk over.",
    )
