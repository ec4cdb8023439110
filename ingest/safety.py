"""corpus/safety.toml -> whom to call in danger; corpus/danger.toml -> what that sounds like.

A corpus folder without these files gets those of the package: there is always somebody to call.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from ingest.checked import Strict, read_toml
from ingest.settings import BUNDLED_CORPUS
from ingest.text_file import is_there

CONTACTS: Final = "safety.toml"
EXAMPLES: Final = "danger.toml"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call: `purpose` says when, `hours` when they answer; `url` may be empty."""

    name: str
    purpose: str
    phone: str
    hours: str
    url: str


@dataclass(frozen=True, slots=True)
class Safety:
    """Contacts in the order of display, and questions by what they call for.

    `danger` are questions from acute danger, `calm` others near them; `decision` are questions that
    ask for a decision, `advice` others near those.
    """

    contacts: tuple[Contact, ...]
    danger: tuple[str, ...]
    calm: tuple[str, ...]
    decision: tuple[str, ...]
    advice: tuple[str, ...]

    @property
    def examples(self) -> tuple[tuple[str, ...], ...]:
        """The questions of every sort, in this order."""
        return (self.danger, self.calm, self.decision, self.advice)


NO_SAFETY: Final = Safety((), (), (), (), ())


class _Contact(Strict):
    name: Text
    purpose: Text
    phone: Text
    hours: Text
    url: str = ""
    source: Text
    checked: date


class _ContactsFile(Strict):
    contact: tuple[_Contact, ...] = Field(min_length=1)


class _ExamplesFile(Strict):
    danger: tuple[Text, ...] = Field(min_length=1)
    calm: tuple[Text, ...] = Field(min_length=1)
    decision: tuple[Text, ...] = Field(min_length=1)
    advice: tuple[Text, ...] = Field(min_length=1)


def load_safety(corpus: Path) -> Safety:
    """Read both files of a corpus folder.

    Raises:
        CorpusError: one is not as it should be.
    """
    contacts = read_toml(_file(corpus, CONTACTS), _ContactsFile).contact
    examples = read_toml(_file(corpus, EXAMPLES), _ExamplesFile)
    return Safety(
        tuple(
            Contact(each.name, each.purpose, each.phone, each.hours, each.url) for each in contacts
        ),
        examples.danger,
        examples.calm,
        examples.decision,
        examples.advice,
    )


def _file(corpus: Path, name: str) -> Path:
    return corpus / name if is_there(corpus / name) else BUNDLED_CORPUS / name
