"""A question that nothing is searched for -> whom to call if there is danger, and why no more.

It is too long or no question, the index cannot be read, or there is no assistant at all: none of
these may stand between somebody in danger and the number to call.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from assistant.answer.answer import Answer, Notice, Outcome
from assistant.answer.notices import danger, failed, personal_data
from assistant.guard.guard import watch
from assistant.guard.masked import shown
from assistant.guard.privacy import Masked, Privacy
from assistant.question.typed import read
from ingest.corpus.contacts import Contact, load_contacts
from ingest.corpus.profile import neutral_profile
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import BUNDLED_CORPUS

NOT_SEARCHED: Final = -1.0
"""The support of an answer to what was not searched for."""


def refused(masked: Masked, contacts: Sequence[Contact], why: Notice, clients: str = "") -> Answer:
    """What is said where nothing is searched for.

    `contacts` are empty where there is no danger, and `clients` where their name is not known.
    """
    others = clients or neutral_profile().clients
    notices = [
        *([danger(contacts)] if contacts else []),
        *([personal_data(masked.kinds, others)] if masked.kinds else []),
        why,
    ]
    return Answer(
        masked.text,
        masked.text,
        Outcome.NOT_FOUND,
        (),
        (),
        (),
        tuple(notices),
        NOT_SEARCHED,
        contacts=tuple(contacts),
    )


def failed_answer(
    question: str,
    mask: Callable[[str], Masked],
    contacts: Sequence[Contact],
    why: str,
    clients: str = "",
) -> Answer:
    """What is said where an answer failed; danger is told by the words of the question alone."""
    watched = watch(read(question).text)
    return refused(shown(question, mask), watched.to_call(contacts), failed(why), clients)


def without_assistant(question: str, corpus: Path, why: str) -> Answer:
    """The same where no assistant can be opened, with whom to call from the corpus folder.

    If those cannot be read there is still somebody to call, and the answer says what is wrong.
    """
    try:
        contacts = load_contacts(corpus)
    except SteunwijzerError as error:
        contacts, why = load_contacts(BUNDLED_CORPUS), f"{why} {error}"
    return failed_answer(question, Privacy(()).mask, contacts, why)
