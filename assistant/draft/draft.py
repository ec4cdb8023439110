"""Chat model + section -> a draft of its notes."""

from typing import TYPE_CHECKING, Final

from assistant.chat.asked import ask
from assistant.chat.failure import FailureReason, ModelFailure
from assistant.draft.prompt import SCHEMA, draft_messages
from assistant.draft.read import read_draft
from ingest.corpus.notes import SectionNotes
from ingest.text.document import Section

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

DRAFT_CHARS: Final = 20_000
"""A draft of a section has some 2,000; of a long one some 6,000."""


def draft(model: "BaseChatModel", title: str, section: Section, timeout_s: float) -> SectionNotes:
    """What a model notes of a section of the publication with this title.

    Raises:
        ModelFailure: it says nothing that can be used, or cannot be asked.
    """
    reply = ask(model, draft_messages(title, section), timeout_s, SCHEMA, DRAFT_CHARS)
    notes = read_draft(reply.text, section)
    if notes is None:
        raise reply.failure or ModelFailure(FailureReason.UNUSABLE)
    return notes
