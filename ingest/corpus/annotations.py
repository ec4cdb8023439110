"""corpus/annotations -> what each passage says in everyday words, and questions that it answers.

Annotations only help to find a passage; they are never shown and never cited. Each file is about
one section and holds a hash of its text: when the text changes, the annotation is stale. A stale
one is still searched with as far as its passages can be found, until somebody has looked at it.
Document expansion, by hand: Nogueira et al., https://arxiv.org/abs/1904.08375.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, PositiveInt, StringConstraints, model_validator

from ingest.corpus.checked import Strict, read_toml
from ingest.corpus.folder import toml_files
from ingest.text.document import Section
from ingest.text.errors import CorpusError
from ingest.text.place import Place
from ingest.text.sentences import sentence_spans
from ingest.text.text_file import is_there

FOLDER: Final = "annotations"
SYNTHESIS: Final = "synthesis.toml"
"""Questions whose answer lies in several sections."""
UNANSWERED: Final = "unanswered.toml"
"""Questions that the corpus does not answer."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


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
    changed after their annotation was made.
    """

    passages: tuple[Annotation, ...]
    synthesis: tuple[Synthesis, ...]
    unanswered: tuple[str, ...]
    stale: tuple[str, ...]


NO_ANNOTATIONS: Final = Annotations((), (), (), ())


Numbers = Annotated[tuple[PositiveInt, ...], Field(min_length=1)]
"""Sentences of a passage, the first of which is 1."""


class _Asked(Strict):
    told: Numbers
    questions: tuple[Text, ...] = Field(min_length=1)


class _Passage(Strict):
    quote: Text
    plain: Text
    terms: tuple[Text, ...]
    questions: tuple[Text, ...] = ()
    asked: tuple[_Asked, ...] = ()

    @model_validator(mode="after")
    def _is_asked_for(self) -> "_Passage":
        if not self.questions and not self.asked:
            raise ValueError("questions en asked zijn allebei leeg")
        return self


class _SectionFile(Strict):
    section: Text
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    plain: Text
    passage: tuple[_Passage, ...] = Field(min_length=1)


class _Place(Strict):
    section: Text
    quote: Text
    told: Numbers | None = None


class _Question(Strict):
    question: Text
    passages: tuple[_Place, ...] = Field(min_length=2)


class _SynthesisFile(Strict):
    question: tuple[_Question, ...]


class _UnansweredFile(Strict):
    questions: tuple[Text, ...] = Field(min_length=1)


def load_annotations(corpus: Path, sections: Sequence[Section]) -> Annotations:
    """Read the annotations of a corpus folder; there may be none.

    Raises:
        CorpusError: a file is no annotation or about the section of another, or one that is not
            stale names what is not there.
    """
    folder = corpus / FOLDER
    by_id = {section.id: section for section in sections}
    passages: list[Annotation] = []
    stale: list[str] = []
    for path, file in _section_files(folder):
        section = by_id.get(file.section)
        is_fresh = section is not None and file.sha256 == text_hash(section)
        if not is_fresh:
            stale.append(file.section)
        if section is not None:
            passages += _passages(path, file, section, is_fresh=is_fresh)
    synthesis = _synthesis(folder / SYNTHESIS, by_id, passages, frozenset(stale))
    unanswered = folder / UNANSWERED
    return Annotations(
        tuple(passages),
        tuple(synthesis),
        read_toml(unanswered, _UnansweredFile).questions if is_there(unanswered) else (),
        tuple(stale),
    )


def _section_files(folder: Path) -> Iterator[tuple[Path, _SectionFile]]:
    """The files about one section each, checked to be the only one about it."""
    about: dict[str, Path] = {}
    for path in toml_files(folder):
        if path in (folder / SYNTHESIS, folder / UNANSWERED):
            continue
        file = read_toml(path, _SectionFile)
        if file.section in about:
            raise CorpusError(
                f"{about[file.section]} en {path} gaan allebei over de sectie '{file.section}'.",
                "Voeg ze samen, of verwijder er een.",
            )
        about[file.section] = path
        yield path, file


def text_hash(section: Section) -> str:
    """The hash by which an annotation knows the text that it was made for."""
    return hashlib.sha256(section.text.encode()).hexdigest()


def _passages(
    path: Path, file: _SectionFile, section: Section, *, is_fresh: bool
) -> Iterator[Annotation]:
    """The passages that can be found, each up to where the next begins."""
    found = [(section.text.find(passage.quote), passage) for passage in file.passage]
    lost = next((passage for at, passage in found if at < 0), None)
    if lost and is_fresh:
        raise _lost(path, lost.quote, file.section)
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


def _check_apart(path: Path, found: Sequence[tuple[int, _Passage]]) -> None:
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
    sections: Mapping[str, Section],
    passages: Sequence[Annotation],
    stale: frozenset[str],
) -> Iterator[Synthesis]:
    if not is_there(path):
        return
    for question in read_toml(path, _SynthesisFile).question:
        found = (_part(path, each, sections, passages, stale) for each in question.passages)
        if parts := tuple(part for part in found if part):
            yield Synthesis(question.question, parts)


def _part(
    path: Path,
    place: _Place,
    sections: Mapping[str, Section],
    passages: Sequence[Annotation],
    stale: frozenset[str],
) -> AnswerPart | None:
    section = sections.get(place.section)
    at = section.text.find(place.quote) if section else -1
    if section is None or at < 0:
        if place.section in stale:
            return None
        raise _lost(path, place.quote, place.section)
    begins = Place(section.id, at, at + 1)
    whole = Place(section.id, at, len(section.text))
    around = next((each.place for each in passages if begins.is_within(each.place)), whole)
    own = _sentences(section, around.start, around.end)
    is_fresh = section.id not in stale
    told = _told(path, place.quote, own, place.told or (), is_fresh=is_fresh)
    return AnswerPart(begins, told)


def _lost(path: Path, quote: str, section_id: str) -> CorpusError:
    return CorpusError(
        f"In {path}: '{quote[:60]}' staat niet in de sectie '{section_id}'.",
        "Neem de eerste woorden van de passage letterlijk over.",
    )
