"""Messages -> the whole reply of a chat model, as far as it came, by a schema if it takes one."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from assistant.chat.failure import FailureReason, ModelFailure
from assistant.chat.model import has_structured_output, stream_text

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Message = tuple[str, str]
"""A role and what is said in it."""
REPLY_CHARS: Final = 6000
"""A choice has some 300; a model that explains itself some thousands more."""


class Reply(NamedTuple):
    """What a model said, and why that was not all, if it was not."""

    text: str
    failure: ModelFailure | None


def ask(
    model: "BaseChatModel",
    messages: Sequence[Message],
    timeout_s: float,
    schema: dict[str, Any],
    max_chars: int = REPLY_CHARS,
) -> Reply:
    """The reply as it came; without structured output by the schema if the server lacks that."""
    end_s = time.monotonic() + timeout_s
    if has_structured_output(model):
        reply = _asked(model, messages, timeout_s, schema, max_chars)
        if not reply.failure or reply.failure.reason is not FailureReason.UNSUPPORTED_FORMAT:
            return reply
    return _asked(model, messages, max(0.0, end_s - time.monotonic()), None, max_chars)


def _asked(
    model: "BaseChatModel",
    messages: Sequence[Message],
    timeout_s: float,
    schema: dict[str, Any] | None,
    max_chars: int,
) -> Reply:
    pieces: list[str] = []
    try:
        for piece in stream_text(
            model, messages, schema=schema, timeout_s=timeout_s, max_chars=max_chars
        ):
            pieces.append(piece)  # noqa: PERF402  # what came is kept when it breaks off
    except ModelFailure as failure:
        return Reply("".join(pieces), failure)
    return Reply("".join(pieces), None)
