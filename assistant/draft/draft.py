"""Chat model + section -> a draft of its notes."""

from typing import TYPE_CHECKING, Final

from assistant.chat.failure import FailureReason, ModelFailure
from assistant.chat.model import has_structured_output, stream_text
from assistant.draft.prompt import SCHEMA, draft_messages
from assistant.draft.read import read_draft
from ingest.corpus.notes import SectionNotes
from ingest.text.document import Section

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

REPLY_CHARS: Final = 20_000
"""A draft of a section has some 2,000; of a long one some 6,000."""


def draft(model: "BaseChatModel", title: str, section: Section, timeout_s: float) -> SectionNotes:
    """What a model notes of a section of the publication with this title.

    Raises:
        ModelFailure: it says nothing that can be used, or cannot be asked.
    """
    schema = SCHEMA if has_structured_output(model) else None
    pieces: list[str] = []
    failure: ModelFailure | None = None
    try:
        for piece in stream_text(
            model,
            draft_messages(title, section),
            schema=schema,
            timeout_s=timeout_s,
            max_chars=REPLY_CHARS,
        ):
            pieces.append(piece)  # noqa: PERF402  # what came is kept when it breaks off
    except ModelFailure as error:
        failure = error
    notes = read_draft("".join(pieces), section)
    if notes is None:
        raise failure or ModelFailure(FailureReason.UNUSABLE)
    return notes
