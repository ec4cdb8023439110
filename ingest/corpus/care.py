"""corpus/safety.toml -> whom to call in danger; corpus/danger.toml -> what that sounds like.

A corpus folder without these files gets those of the package: there is always somebody to call.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from ingest.corpus.checked import Strict, read_toml
from ingest.text.settings import BUNDLED_CORPUS
from ingest.text.text_file import is_there

CONTACTS: Final = "safety.toml"
EXAMPLES: Final = "danger.toml"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Concern(StrEnum):
    """What is the matter where there is danger; CHILD is a child that speaks for itself."""

    DANGER = "danger"
    SUICIDE = "suicide"
    CHILD = "child"


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call: `purpose` says when, `hours` when they answer; `url` may be empty.

    `first_for` is what must be the matter for it to be called first, if there is such a thing.
    """

    name: str
    purpose: str
    phone: str
    hours: str
    url: str
    first_for: Concern | None = None


@dataclass(frozen=True, slots=True)
class Safety:
    """Contacts in the order of display, and questions by what they call for.

    `danger` are questions from acute danger, `suicide` those where it comes from oneself, `calm`
    others near them; `decision` are questions that ask for a decision, `advice` others near those.
    """

    contacts: tuple[Contact, ...]
    danger: tuple[str, ...]
    suicide: tuple[str, ...]
    calm: tuple[str, ...]
    decision: tuple[str, ...]
    advice: tuple[str, ...]

    @property
    def examples(self) -> tuple[tuple[str, ...], ...]:
        """The questions of every sort, in this order."""
        return (self.danger, self.suicide, self.calm, self.decision, self.advice)


NO_SAFETY: Final = Safety((), (), (), (), (), ())


def in_order(contacts: Sequence[Contact], concerns: Sequence[Concern]) -> tuple[Contact, ...]:
    """Whom to call, first those for what is the matter, in the order in which that is given."""
    first = [each for concern in concerns for each in contacts if each.first_for is concern]
    return tuple(dict.fromkeys([*first, *contacts]))


class _Contact(Strict):
    name: Text
    purpose: Text
    phone: Text
    hours: Text
    url: str = ""
    first_for: Concern | None = None
    source: Text
    checked: date


class _ContactsFile(Strict):
    contact: tuple[_Contact, ...] = Field(min_length=1)


class _ExamplesFile(Strict):
    danger: tuple[Text, ...] = Field(min_length=1)
    suicide: tuple[Text, ...] = ()
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
            Contact(each.name, each.purpose, each.phone, each.hours, each.url, each.first_for)
            for each in contacts
        ),
        examples.danger,
        examples.suicide,
        examples.calm,
        examples.decision,
        examples.advice,
    )


def _file(corpus: Path, name: str) -> Path:
    return corpus / name if is_there(corpus / name) else BUNDLED_CORPUS / name
