"""Notes and sections -> what each passage says in everyday words, and questions that it answers.

Annotations only help to find a passage; they are never shown and never cited. Where the text of a
section changed after its annotation was accepted, the annotation is stale. A stale one is still
searched with as far as its passages can be found, until somebody has looked at it.
Document expansion, by hand: Nogueira et al., https://arxiv.org/abs/1904.08375.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from ingest.corpus.notes import (
    FOLDER,
    SYNTHESIS,
    NotesFile,
    PassageNote,
    PassageStart,
    SynthesisNote,
    load_notes,
    load_synthesis,
    load_unanswered,
    text_hash,
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
    """What is known of a passage."""

    place: Place
    plain: str
    asked: tuple[Asked, ...]
    terms: tuple[str, ...]

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
    changed after their annotation was accepted.
    """

    passages: tuple[Annotation, ...]
    synthesis: tuple[Synthesis, ...]
    unanswered: tuple[str, ...]
    stale: tuple[str, ...]


ABOUT_SEVERAL: Final = Path(FOLDER) / SYNTHESIS
NO_ANNOTATIONS: Final = Annotations((), (), (), ())


def load_annotations(corpus: Path, sections: Sequence[Section]) -> Annotations:
    """Read the annotations of a corpus folder; there may be none.

    Raises:
        CorpusError: a file is no annotation or about the section of another, or one that is not
            stale names what is not there.
    """
    by_id = {section.id: section for section in sections}
    passages: list[Annotation] = []
    stale: list[str] = []
    for path, file in load_notes(corpus):
        section = by_id.get(file.section)
        is_fresh = section is not None and file.sha256 == text_hash(section)
        if not is_fresh:
            stale.append(file.section)
        if section is not None:
            passages += placed(path, file, section, is_fresh=is_fresh)
    synthesis = _synthesis(corpus, by_id, passages, frozenset(stale))
    return Annotations(tuple(passages), tuple(synthesis), load_unanswered(corpus), tuple(stale))


def check_placeable(
    path: Path, file: NotesFile, section: Section, synthesis: Sequence[SynthesisNote]
) -> None:
    """See that notes, and the questions of several passages, hold for the text as it is now.

    `path` is that of the notes, as it is to be named.

    Raises:
        CorpusError: they name what is not there.
    """
    passages = list(placed(path, file, section, is_fresh=True))
    for question in synthesis:
        for start in question.passages:
            if start.section == section.id:
                _part(ABOUT_SEVERAL, start, {section.id: section}, passages, frozenset())


def placed(
    path: Path, file: NotesFile, section: Section, *, is_fresh: bool
) -> Iterator[Annotation]:
    """The passages that can be found, each up to where the next begins.

    Raises:
        CorpusError: notes of this very text name what is not there.
    """
    found = [(section.text.find(passage.quote), passage) for passage in file.passage]
    lost = [passage.quote for at, passage in found if at < 0]
    if lost and is_fresh:
        raise _lost(path, lost, file.section)
    found = sorted(((at, passage) for at, passage in found if at >= 0), key=lambda each: each[0])
    if is_fresh:
        _check_apart(path, found)
    for start, passage in found:
        end = next((at for at, _ in found if at > start), len(section.text))
        own = _sentences(section, start, end)
        asked = [Asked(question, ()) for question in passage.questions]
        asked += [
            Asked(question, told)
            for each in passage.asked
            for told in [_told(path, passage.quote, own, each.told, is_fresh=is_fresh)]
            for question in each.questions
        ]
        place = Place(section.id, start, end)
        yield Annotation(place, passage.plain, tuple(asked), passage.terms)


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
    corpus: Path,
    sections: Mapping[str, Section],
    passages: Sequence[Annotation],
    stale: frozenset[str],
) -> Iterator[Synthesis]:
    path = corpus / ABOUT_SEVERAL
    for question in load_synthesis(corpus):
        found = (_part(path, each, sections, passages, stale) for each in question.passages)
        if parts := tuple(part for part in found if part):
            yield Synthesis(question.question, parts)


def _part(
    path: Path,
    start: PassageStart,
    sections: Mapping[str, Section],
    passages: Sequence[Annotation],
    stale: frozenset[str],
) -> AnswerPart | None:
    section = sections.get(start.section)
    at = section.text.find(start.quote) if section else -1
    if section is None or at < 0:
        if start.section in stale:
            return None
        raise _lost(path, [start.quote], start.section)
    begins = Place(section.id, at, at + 1)
    whole = Place(section.id, at, len(section.text))
    around = next((each.place for each in passages if begins.is_within(each.place)), whole)
    own = _sentences(section, around.start, around.end)
    is_fresh = section.id not in stale
    told = _told(path, start.quote, own, start.told or (), is_fresh=is_fresh)
    return AnswerPart(begins, told)


def _lost(path: Path, quotes: Sequence[str], section_id: str) -> CorpusError:
    named = ", ".join(f"'{quote[:60]}'" for quote in quotes)
    stand = "staat" if len(quotes) == 1 else "staan"
    return CorpusError(
        f"In {path}: {named} {stand} niet in de sectie '{section_id}'.",
        "Neem de eerste woorden van de passage letterlijk over.",
    )
