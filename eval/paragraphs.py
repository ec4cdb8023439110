"""Invented paragraphs of guidance, with questions in everyday words that their sentences answer."""

from pathlib import Path
from typing import Annotated, Final, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from eval.benchmark import Text
from eval.jsonl import records_of

FILE: Final = Path(__file__).with_name("paragraphs.jsonl")


class AskedOf(NamedTuple):
    """A question, and the number of the sentence that answers it, from 1."""

    question: Text
    sentence: Annotated[int, Field(ge=1)]


class InventedParagraph(BaseModel):
    """A paragraph under its heading, if it has one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    sentences: Annotated[tuple[Text, ...], Field(min_length=1)]
    questions: Annotated[tuple[AskedOf, ...], Field(min_length=1)]

    @property
    def whole(self) -> str:
        """As a chunk is embedded."""
        text = " ".join(self.sentences)
        return f"{self.title}. {text}" if self.title else text


def load_paragraphs(file: Path = FILE) -> list[InventedParagraph]:
    """The paragraphs of a file.

    Raises:
        SteunwijzerError: a line is not as it should be.
    """
    return records_of(file, InventedParagraph)
