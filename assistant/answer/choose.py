"""Question + offer + chat model -> the model's choice, and what went wrong while it was asked."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.answer.prompt import SCHEMA
from assistant.answer.reply import Choice, read_reply
from assistant.chat.asked import Message, ask
from assistant.chat.failure import FailureReason, ModelFailure

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


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
