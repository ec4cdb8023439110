"""corpus/profile.toml -> what is particular to a publication and its field.

What a corpus does not say is neutral (neutral.toml), and so is all of it where there is no such
file: nothing of one publication may be said of another.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator

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
class FieldWords:
    """Words of the field by what they do in a sentence, folded but for phrases in lower case.

    `people` can change places in a sentence: who does what to whom. Of these `broad` stay the same
    whatever stands behind them. `droppable` are adjectives that may be left out, `same` groups of
    words that say the same, and `phrases` pairs of a set phrase and the word that it is read as.
    """

    people: tuple[str, ...] = ()
    broad: tuple[str, ...] = ()
    droppable: tuple[str, ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    phrases: tuple[tuple[str, str], ...] = ()


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
    words: FieldWords


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
        file.words.words(),
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


def _split(words: Any) -> Any:
    """Words with spaces between them, or a list; all else is left for the check to name."""
    if isinstance(words, list) and all(isinstance(word, str) for word in words):
        words = " ".join(words)
    return tuple(fold(words).split()) if isinstance(words, str) else words


def _folded(articles: dict[str, str]) -> dict[str, str]:
    return {fold(noun): article for noun, article in articles.items()}


_Line = Annotated[str, AfterValidator(_one_line)]
_Filled = Annotated[_Line, Field(min_length=1)]
_Words = Annotated[tuple[str, ...], BeforeValidator(_split)]
_Articles = Annotated[dict[str, Literal["de", "het"]], AfterValidator(_folded)]


class _WordsTable(Strict):
    people: _Words = ()
    broad: _Words = ()
    droppable: _Words = ()
    same: tuple[_Words, ...] = ()
    phrases: dict[str, _Filled] = Field(default_factory=dict)

    @field_validator("broad")
    @classmethod
    def _are_people(cls, broad: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        for word in set(broad) - {*info.data.get("people", broad)}:
            raise ValueError(f"'{word}' staat niet bij 'people'")
        return broad

    @field_validator("same")
    @classmethod
    def _are_apart(cls, groups: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        for word, times in Counter(word for group in groups for word in group).items():
            if times > 1:
                raise ValueError(f"'{word}' staat er meer dan één keer in")
        return groups

    @field_validator("phrases")
    @classmethod
    def _are_one_word(cls, phrases: dict[str, str]) -> dict[str, str]:
        for word in phrases.values():
            if " " in word:
                raise ValueError(f"'{word}' is meer dan één woord")
        return phrases

    def words(self) -> FieldWords:
        phrases = tuple((said.lower(), fold(word)) for said, word in self.phrases.items())
        return FieldWords(self.people, self.broad, self.droppable, self.same, phrases)


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
    words: _WordsTable = _WordsTable()

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
