"""corpus/profile.toml -> what is particular to a publication and its field.

What a corpus does not say is neutral (neutral.toml), and so is all of it where there is no such
file: nothing of one publication may be said of another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from ingest.corpus.checked import Strict, checked, parse_toml
from ingest.corpus.publications import Publications
from ingest.text.text_file import is_there, read_text
from ingest.text.words import fold

FILE: Final = "profile.toml"
NEUTRAL: Final = Path(__file__).parent / "neutral.toml"
MIN_OFF_TOPIC: Final = 10
"""Fewer say nothing of how far apart such questions lie."""
TITLES_SHOWN: Final = 3
NO_TITLES: Final = "de bronnen"


@dataclass(frozen=True, slots=True)
class Profile:
    """What the assistant says and knows of a publication and its field, in plain Dutch.

    `subject` is what it answers from, `tagline` stands under its name, and `examples` and
    `placeholder` are questions to start with. `clients` are those of whom nothing may be typed,
    `deciders` with whom the reader decides, `advisers` whom to ask where there is no answer,
    `decision` is said of a decision, and `readers` are those whom a chat model is told to help.
    `off_topic` are questions that no text of the field answers.
    """

    tagline: str
    subject: str
    placeholder: str
    examples: tuple[str, ...]
    clients: str
    deciders: str
    advisers: str
    decision: str
    readers: str
    off_topic: tuple[str, ...]
    publications: Publications


def load_profile(corpus: Path, titles: Sequence[str]) -> Profile:
    """The profile of a corpus folder whose documents have these titles.

    Raises:
        CorpusError: the file is not as it should be.
    """
    path = corpus / FILE
    return _profile(path, parse_toml(read_text(path), str(path)) if is_there(path) else {}, titles)


def neutral_profile(titles: Sequence[str] = ()) -> Profile:
    """What holds for documents with these titles of which nothing else is known."""
    return _profile(NEUTRAL, {}, titles)


def _profile(path: Path, own: dict[str, Any], titles: Sequence[str]) -> Profile:
    file = checked({**_neutral(), **own}, path, _File)
    subject = file.subject or _listed(titles)
    return Profile(
        file.tagline or f"Antwoorden uit {subject}",
        subject,
        file.placeholder,
        file.examples,
        file.clients,
        file.deciders,
        file.advisers,
        file.decision,
        file.readers,
        file.off_topic,
        Publications(tuple(file.publications.items()), file.summarised),
    )


@cache
def _neutral() -> dict[str, Any]:
    return parse_toml(read_text(NEUTRAL), str(NEUTRAL))


def _listed(titles: Sequence[str]) -> str:
    """Titles as a Dutch enumeration; of many only the first are named."""
    if not titles:
        return NO_TITLES
    shown = list(titles)
    if len(shown) > TITLES_SHOWN:
        others = len(shown) - TITLES_SHOWN + 1
        shown = [*shown[: TITLES_SHOWN - 1], f"{others} andere documenten"]
    *before, last = shown
    return f"{', '.join(before)} en {last}" if before else last


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _folded(articles: dict[str, str]) -> dict[str, str]:
    return {fold(noun): article for noun, article in articles.items()}


_Line = Annotated[str, AfterValidator(_one_line)]
_Filled = Annotated[_Line, Field(min_length=1)]
_Articles = Annotated[dict[str, Literal["de", "het"]], AfterValidator(_folded)]


class _File(Strict):
    tagline: _Line = ""
    subject: _Line = ""
    placeholder: _Line
    examples: tuple[_Filled, ...]
    clients: _Filled
    deciders: _Filled
    advisers: _Filled
    decision: _Filled
    readers: _Filled
    off_topic: tuple[_Filled, ...]
    publications: _Articles
    summarised: _Filled

    @field_validator("off_topic")
    @classmethod
    def _are_enough(cls, questions: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(questions)) < MIN_OFF_TOPIC:
            raise ValueError(f"hier horen minstens {MIN_OFF_TOPIC} verschillende vragen")
        return questions

    @field_validator("summarised")
    @classmethod
    def _is_a_publication(cls, noun: str, info: ValidationInfo) -> str:
        if noun not in info.data.get("publications", (noun,)):
            raise ValueError(f"'{noun}' staat niet onder [publications]")
        return noun
