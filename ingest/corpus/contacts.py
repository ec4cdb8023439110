"""corpus/contacts.toml -> whom to call in danger; corpus/danger.toml -> what that sounds like.

A corpus folder without these files gets those of the package: there is always somebody to call.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from ingest.corpus.checked import Filled, Strict, read_toml
from ingest.text.errors import CorpusError
from ingest.text.settings import BUNDLED_CORPUS
from ingest.text.text_file import is_there

CONTACTS: Final = "contacts.toml"
FORMER_CONTACTS: Final = "safety.toml"
"""What the file was called before; one that is still there would be missed by nobody."""
EXAMPLES: Final = "danger.toml"


class Concern(StrEnum):
    """What a text may give cause to: the one word of rules, of what is learnt, and of contacts.

    SUICIDE is danger by somebody's own hand, CHILD a child in danger that speaks for itself, and
    DECISION a question for a decision that is not the assistant's.
    """

    DANGER = "danger"
    SUICIDE = "suicide"
    CHILD = "child"
    DECISION = "decision"


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
    `everyday` are questions on other texts, from no danger, some of which ask for a decision; they
    tell too what lies beyond the corpus (see Sorts.beyond).
    """

    contacts: tuple[Contact, ...]
    danger: tuple[str, ...]
    suicide: tuple[str, ...]
    calm: tuple[str, ...]
    decision: tuple[str, ...]
    advice: tuple[str, ...]
    everyday: tuple[str, ...]

    @property
    def examples(self) -> tuple[tuple[str, ...], ...]:
        """The questions of every sort, in this order."""
        return (self.danger, self.suicide, self.calm, self.decision, self.advice, self.everyday)


NO_SAFETY: Final = Safety((), (), (), (), (), (), ())


def in_order(contacts: Sequence[Contact], concerns: Sequence[Concern]) -> tuple[Contact, ...]:
    """Whom to call, first those for what is the matter, in the order in which that is given."""
    first = [each for concern in concerns for each in contacts if each.first_for is concern]
    return tuple(dict.fromkeys([*first, *contacts]))


class _Contact(Strict):
    name: Filled
    purpose: Filled
    phone: Filled
    hours: Filled
    url: str = ""
    first_for: Concern | None = None
    source: Filled
    checked: date

    @field_validator("first_for")
    @classmethod
    def _is_danger(cls, concern: Concern | None) -> Concern | None:
        """Nobody is called because a decision is asked for."""
        if concern is Concern.DECISION:
            raise PydanticCustomError("no_danger", "no danger")
        return concern


class _ContactsFile(Strict):
    contact: tuple[_Contact, ...] = Field(min_length=1)


class _ExamplesFile(Strict):
    danger: tuple[Filled, ...] = Field(min_length=1)
    suicide: tuple[Filled, ...] = ()
    calm: tuple[Filled, ...] = Field(min_length=1)
    decision: tuple[Filled, ...] = Field(min_length=1)
    advice: tuple[Filled, ...] = Field(min_length=1)
    everyday: tuple[Filled, ...] | None = None


def load_contacts(corpus: Path) -> tuple[Contact, ...]:
    """Whom to call, from a corpus folder.

    Raises:
        CorpusError: the file is not as it should be, or has the name that it had before.
    """
    _check_name(corpus)
    return tuple(
        Contact(each.name, each.purpose, each.phone, each.hours, each.url, each.first_for)
        for each in read_toml(_file(corpus, CONTACTS), _ContactsFile).contact
    )


def looked_up(corpus: Path) -> list[tuple[str, str, date]]:
    """Of each contact its name, where its number was looked up, and when.

    Raises:
        CorpusError: as `load_contacts`.
    """
    _check_name(corpus)
    found = read_toml(_file(corpus, CONTACTS), _ContactsFile).contact
    return [(each.name, each.source, each.checked) for each in found]


def load_safety(corpus: Path) -> Safety:
    """Read both files of a corpus folder.

    Where a file of examples says nothing of `everyday`, that of the package does: what counts as
    danger was chosen with it.

    Raises:
        CorpusError: one is not as it should be.
    """
    contacts = load_contacts(corpus)
    examples = read_toml(_file(corpus, EXAMPLES), _ExamplesFile)
    everyday = examples.everyday
    if everyday is None:
        everyday = read_toml(BUNDLED_CORPUS / EXAMPLES, _ExamplesFile).everyday
    return Safety(
        contacts,
        examples.danger,
        examples.suicide,
        examples.calm,
        examples.decision,
        examples.advice,
        everyday or (),
    )


def _check_name(corpus: Path) -> None:
    """See that nobody's own contacts are passed over because the file was renamed."""
    former = corpus / FORMER_CONTACTS
    if not is_there(former):
        return
    if is_there(corpus / CONTACTS):
        raise CorpusError(
            f"{former} wordt niet meer gelezen: de nummers staan nu in {CONTACTS} ernaast.",
            f"Zet wat je nodig hebt in {CONTACTS} en verwijder {FORMER_CONTACTS}.",
        )
    raise CorpusError(
        f"{former} wordt niet meer gelezen: dit bestand heet nu {CONTACTS}.",
        f"Geef het de naam {CONTACTS}.",
    )


def _file(corpus: Path, name: str) -> Path:
    return corpus / name if is_there(corpus / name) else BUNDLED_CORPUS / name
