"""Question + offer + chat model -> the model's choice, and what went wrong while it was asked."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from assistant.answer.prompt import SCHEMA, Message
from assistant.answer.reply import Choice, read_reply
from assistant.chat.failure import FailureReason, ModelFailure
from assistant.chat.model import has_structured_output, stream_text

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

REPLY_CHARS: Final = 6000
"""A choice has some 300; a model that explains itself some thousands more."""


class Reply(NamedTuple):
    """What a model said, and why that was not all, if it was not."""

    text: str
    failure: ModelFailure | None


def choose(
    model: "BaseChatModel", messages: Sequence[Message], timeout_s: float
) -> tuple[Choice | None, ModelFailure | None]:
    """The choice, as far as it can be read, and the failure if there was one.

    What a model chose before it broke off counts. Without a choice there always is a failure.
    """
    reply = ask(model, messages, timeout_s, SCHEMA)
    choice = read_reply(reply.text)
    if choice is None and reply.failure is None:
        return None, ModelFailure(FailureReason.UNUSABLE)
    return choice, reply.failure


def ask(
    model: "BaseChatModel", messages: Sequence[Message], timeout_s: float, schema: dict[str, Any]
) -> Reply:
    """The reply as it came; without structured output by the schema if the server lacks that."""
    end_s = time.monotonic() + timeout_s
    if has_structured_output(model):
        reply = _asked(model, messages, timeout_s, schema)
        if not reply.failure or reply.failure.reason is not FailureReason.UNSUPPORTED_FORMAT:
            return reply
    return _asked(model, messages, max(0.0, end_s - time.monotonic()), None)


def _asked(
    model: "BaseChatModel",
    messages: Sequence[Message],
    timeout_s: float,
    schema: dict[str, Any] | None,
) -> Reply:
    pieces: list[str] = []
    try:
        for piece in stream_text(
            model, messages, schema=schema, timeout_s=timeout_s, max_chars=REPLY_CHARS
        ):
            pieces.append(piece)  # noqa: PERF402  # what came is kept when it breaks off
    except ModelFailure as failure:
        return Reply("".join(pieces), failure)
    return Reply("".join(pieces), None)
