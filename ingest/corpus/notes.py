"""corpus/annotations -> what the maintainer wrote there, file by file, before it has a place.

Each file but two is about one section and holds a hash of the text that it was accepted for.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, PositiveInt, model_validator

from ingest.corpus.checked import Filled, Strict, read_toml
from ingest.corpus.folder import toml_files
from ingest.text.document import Section
from ingest.text.errors import CorpusError
from ingest.text.text_file import is_there

FOLDER: Final = "annotations"
DRAFTS: Final = "drafts"
"""What a chat model wrote, and nobody looked at."""
SYNTHESIS: Final = "synthesis.toml"
"""Questions whose answer lies in several sections."""
ABOUT_SEVERAL: Final = Path(FOLDER) / SYNTHESIS
"""The same, in the corpus folder."""
UNANSWERED: Final = "unanswered.toml"
"""Questions that the corpus does not answer."""

SentenceNumbers = Annotated[tuple[PositiveInt, ...], Field(min_length=1)]
"""Sentences of a passage, the first of which is 1."""


class AskedNote(Strict):
    """Questions, and the sentences of a passage that answer them."""

    told: SentenceNumbers
    questions: tuple[Filled, ...] = Field(min_length=1)


class PassageNote(Strict):
    """What is written of the passage that begins with `quote`.

    `gone` says that somebody knows that it is not in the text any more.
    """

    quote: Filled
    plain: Filled
    terms: tuple[Filled, ...]
    questions: tuple[Filled, ...] = ()
    asked: tuple[AskedNote, ...] = ()
    gone: bool = False

    @model_validator(mode="after")
    def _is_asked_for(self) -> "PassageNote":
        if not self.questions and not self.asked:
            raise ValueError("questions en asked zijn allebei leeg")
        return self


class SectionNotes(Strict):
    """What is written of a section and of its passages."""

    plain: Filled
    passage: tuple[PassageNote, ...] = Field(min_length=1)


class NotesFile(SectionNotes):
    """The same with the id that the section had, and the hash of the text that it is about.

    The hash is empty if it was never accepted.
    """

    section: Filled
    sha256: str = ""

    @property
    def notes(self) -> SectionNotes:
        """What is written, without what the tool keeps."""
        return SectionNotes(plain=self.plain, passage=self.passage)


class PassageStart(Strict):
    """Where a passage that answers in part begins, and the numbers of the sentences that do.

    `gone` is as of a passage.
    """

    section: Filled
    quote: Filled
    told: SentenceNumbers | None = None
    gone: bool = False


class SynthesisNote(Strict):
    """A question that several passages answer together."""

    question: Filled
    passages: tuple[PassageStart, ...] = Field(min_length=2)

    @property
    def documents(self) -> frozenset[str]:
        """The documents of which it names a section."""
        return frozenset(start.section.partition("/")[0] for start in self.passages)


class _SynthesisFile(Strict):
    question: tuple[SynthesisNote, ...]


class _UnansweredFile(Strict):
    questions: tuple[Filled, ...] = Field(min_length=1)


def load_notes(corpus: Path, kept_in: str = FOLDER) -> Iterator[tuple[Path, NotesFile]]:
    """The files about one section each, checked to be the only one about it.

    They are kept in a folder of the corpus: FOLDER, or DRAFTS for what nobody looked at.

    Two may have the name of one section for a while, but not be about the same text.

    Raises:
        CorpusError: a file is no annotation, or about the section of another.
    """
    about: dict[str, tuple[Path, str]] = {}
    folder = corpus / kept_in
    for path in toml_files(folder):
        if path in (folder / SYNTHESIS, folder / UNANSWERED):
            continue
        file = read_toml(path, NotesFile)
        other, sha256 = about.setdefault(file.section, (path, file.sha256))
        if other != path and (not file.sha256 or sha256 in ("", file.sha256)):
            raise CorpusError(
                f"{other} en {path} gaan allebei over de sectie '{file.section}'.",
                "Voeg ze samen, of verwijder er een.",
            )
        yield path, file


def load_synthesis(corpus: Path) -> tuple[SynthesisNote, ...]:
    """The questions that several passages answer together; there may be none.

    Raises:
        CorpusError: the file is not as it should be.
    """
    path = corpus / ABOUT_SEVERAL
    return read_toml(path, _SynthesisFile).question if is_there(path) else ()


def load_unanswered(corpus: Path) -> tuple[str, ...]:
    """The questions that the corpus does not answer; none may be known.

    Raises:
        CorpusError: the file is not as it should be.
    """
    path = corpus / FOLDER / UNANSWERED
    return read_toml(path, _UnansweredFile).questions if is_there(path) else ()


def text_hash(*sections: Section) -> str:
    """The hash by which an annotation knows the text that it was made for: mostly one section's."""
    return hashlib.sha256("\0".join(section.text for section in sections).encode()).hexdigest()
