"""What a face needs of the assistant."""

from collections.abc import Iterator
from typing import Protocol

from assistant.answer.answer import Answer
from assistant.guard.privacy import Masked
from assistant.question.follow_up import Turn
from ingest.corpus.contacts import Contact
from ingest.corpus.profile import Profile


class Asks(Protocol):
    """What answers questions; assistant.assistant.Assistant does."""

    def ask(self, question: str, history: tuple[Turn, ...] = ()) -> Answer:
        """Answer one question; `history` holds the earlier turns, oldest first."""

    def stream(self, question: str, history: tuple[Turn, ...] = ()) -> Iterator[Answer]:
        """The answer as it grows; the last one is whole."""

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Whom to call when somebody is in danger."""

    @property
    def profile(self) -> Profile:
        """What is particular to the publication that is answered from."""

    def mask(self, text: str) -> Masked:
        """A text without personal data."""
