"""corpus/talk.toml -> what people say to the assistant or ask about it, and what it says then.

A corpus folder without that file gets the one of the package, which holds for any publication.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Annotated, Final

from pydantic import AfterValidator, Field, field_validator

from ingest.corpus.checked import Filled, Strict, read_toml
from ingest.text.settings import BUNDLED_CORPUS
from ingest.text.text_file import is_there

FILE: Final = "talk.toml"
BLANKS: Final = frozenset(
    "subject sources clients deciders advisers readers call model leaves kept feedback".split()
)
"""What may stand between braces in a text; the assistant knows what goes there."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that people say to the assistant or ask about it, and what it says then.

    `text` is Dutch, with BLANKS between braces; `examples` is what people say, at least one.
    To small talk nothing but that text is apt; see Talk.unsure for the others.
    """

    id: str
    text: str
    examples: tuple[str, ...]
    small_talk: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """All topics, and `real`: questions near them that the corpus is to answer.

    `unsure` is said where a question is about the assistant, but on which topic is not clear.
    """

    topics: tuple[Topic, ...]
    real: tuple[str, ...]
    unsure: str

    @property
    def examples(self) -> tuple[str, ...]:
        """What people say, topic by topic."""
        return tuple(each for topic in self.topics for each in topic.examples)


NO_TALK: Final = Talk((), (), "")


def _can_be_filled(text: str) -> str:
    try:
        blanks = [name for _, name, *_ in Formatter().parse(text) if name is not None]
    except ValueError:
        raise ValueError("er staat een accolade die niet sluit of niet opent") from None
    for name in set(blanks) - BLANKS:
        raise ValueError(f"'{{{name}}}' kan niet worden ingevuld")
    return " ".join(text.split())


_Said = Annotated[Filled, AfterValidator(_can_be_filled)]


class _Topic(Strict):
    id: Filled
    text: _Said
    examples: tuple[Filled, ...] = Field(min_length=1)
    small_talk: bool = False


class _File(Strict):
    unsure: _Said
    real: tuple[Filled, ...] = Field(min_length=1)
    topic: tuple[_Topic, ...] = Field(min_length=1)

    @field_validator("topic")
    @classmethod
    def _are_told_apart(cls, topics: tuple[_Topic, ...]) -> tuple[_Topic, ...]:
        for name, times in Counter(each.id for each in topics).items():
            if times > 1:
                raise ValueError(f"'{name}' staat er meer dan één keer in")
        return topics


def load_talk(corpus: Path) -> Talk:
    """Read the file of a corpus folder, or else that of the package.

    Raises:
        CorpusError: it is not as it should be.
    """
    own = corpus / FILE
    file = read_toml(own if is_there(own) else BUNDLED_CORPUS / FILE, _File)
    topics = tuple(Topic(**dict(each)) for each in file.topic)
    return Talk(topics, file.real, file.unsure)
