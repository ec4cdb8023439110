"""corpus/annotations -> what each passage says in everyday words, and questions that it answers.

Annotations only help to find a passage; they are never shown and never cited. Each file is about
one section and holds a hash of its text: when the text changes, the annotation is stale. A stale
one is still searched with as far as its passages can be found, until somebody has looked at it.
Document expansion, by hand: Nogueira et al., https://arxiv.org/abs/1904.08375.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from ingest.document import Section
from ingest.errors import CorpusError

FOLDER: Final = "annotations"
SYNTHESIS: Final = "synthesis.toml"
"""Questions whose answer lies in several sections."""
UNANSWERED: Final = "unanswered.toml"
"""Questions that the corpus does not answer."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


@dataclass(frozen=True, slots=True)
class Annotation:
    """What is known of a passage: characters `start` to `end` of a section's text."""

    section_id: str
    start: int
    end: int
    plain: str
    questions: tuple[str, ...]
    terms: tuple[str, ...]

    @property
    def words(self) -> str:
        """All its words, to be searched beside those of the text."""
        return " ".join((self.plain, *self.questions, *self.terms))


@dataclass(frozen=True, slots=True)
class Synthesis:
    """A question that several passages answer together, each a place in a section's text."""

    question: str
    places: tuple[tuple[str, int], ...]


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


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Passage(_Strict):
    quote: Text
    plain: Text
    questions: tuple[Text, ...] = Field(min_length=1)
    terms: tuple[Text, ...]


class _SectionFile(_Strict):
    section: Text
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    plain: Text
    passage: tuple[_Passage, ...] = Field(min_length=1)


class _Place(_Strict):
    section: Text
    quote: Text


class _Question(_Strict):
    question: Text
    passages: tuple[_Place, ...] = Field(min_length=2)


class _SynthesisFile(_Strict):
    question: tuple[_Question, ...]


class _UnansweredFile(_Strict):
    questions: tuple[Text, ...] = Field(min_length=1)


File = TypeVar("File", bound=BaseModel)


def load_annotations(corpus: Path, sections: Sequence[Section]) -> Annotations:
    """Read the annotations of a corpus folder; there may be none.

    Raises:
        CorpusError: a file is no annotation, or one that is not stale names what is not there.
    """
    folder = corpus / FOLDER
    by_id = {section.id: section for section in sections}
    passages: list[Annotation] = []
    stale: list[str] = []
    for path in sorted(folder.rglob("*.toml")):
        if path in (folder / SYNTHESIS, folder / UNANSWERED):
            continue
        file = _read(path, _SectionFile)
        section = by_id.get(file.section)
        is_fresh = section is not None and file.sha256 == text_hash(section)
        if not is_fresh:
            stale.append(file.section)
        if section is not None:
            passages += _passages(path, file, section, is_fresh=is_fresh)
    synthesis = _synthesis(folder / SYNTHESIS, by_id, frozenset(stale))
    unanswered = folder / UNANSWERED
    return Annotations(
        tuple(passages),
        tuple(synthesis),
        _read(unanswered, _UnansweredFile).questions if unanswered.exists() else (),
        tuple(stale),
    )


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
    ends = [*(at for at, _ in found[1:]), len(section.text)]
    for (start, passage), end in zip(found, ends, strict=True):
        yield Annotation(section.id, start, end, passage.plain, passage.questions, passage.terms)


def _synthesis(
    path: Path, sections: Mapping[str, Section], stale: frozenset[str]
) -> Iterator[Synthesis]:
    if not path.exists():
        return
    for question in _read(path, _SynthesisFile).question:
        places = []
        for place in question.passages:
            section = sections.get(place.section)
            at = section.text.find(place.quote) if section else -1
            if at >= 0:
                places.append((place.section, at))
            elif place.section not in stale:
                raise _lost(path, place.quote, place.section)
        if places:
            yield Synthesis(question.question, tuple(places))


def _read(path: Path, kind: type[File]) -> File:
    try:
        return kind.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(
            f"{path} is geen geldige TOML: {error}.", "Verbeter het bestand."
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise CorpusError(
            f"In {path} klopt '{field}' niet ({first['msg']}).", "Verbeter dit veld."
        ) from error


def _lost(path: Path, quote: str, section_id: str) -> CorpusError:
    return CorpusError(
        f"In {path}: '{quote[:60]}' staat niet in de sectie '{section_id}'.",
        "Neem de eerste woorden van de passage letterlijk over.",
    )
