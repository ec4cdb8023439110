"""Prepared question + chat model -> what the model replied, for who sets it up."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from assistant.answer.chosen import drafts_of
from assistant.answer.offer import Offer
from assistant.answer.prepared import Prepared
from assistant.answer.prompt import CHARS_PER_TOKEN, SCHEMA
from assistant.answer.reply import Answerable, read_reply
from assistant.answer.selected import asked_of
from assistant.chat.asked import ask
from assistant.chat.failure import FailureReason, ModelFailure
from assistant.question.follow_up import Turn

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


NO_MODEL: Final = (
    "Er is geen taalmodel om te proberen.",
    "Zet STEUNWIJZER_CHAT op aanbieder:model.",
)


class Trial(NamedTuple):
    """What came of asking a model once.

    `reply` is as it came, `sentences` are what a reader would get of it, none if it `refuses` or
    for the reason `why` says in Dutch. Tokens are estimated from characters.
    """

    question: str
    reply: str
    sentences: tuple[str, ...]
    refuses: bool
    why: str
    elapsed_s: float
    asked_tokens: int
    reply_tokens: int


def trial(
    prepared: Prepared,
    offer: Offer,
    model: "BaseChatModel",
    history: Sequence[Turn],
    timeout_s: float,
) -> Trial:
    """Ask once, as for a reader."""
    messages = asked_of(prepared, offer, history)
    start = time.perf_counter()
    reply = ask(model, messages, timeout_s, SCHEMA)
    elapsed_s = time.perf_counter() - start
    choice = read_reply(reply.text)
    refuses = choice is not None and choice.answerable is Answerable.NO
    drafts = drafts_of(choice, offer, prepared.profile.publications) if choice else []
    failure = reply.failure
    if not failure and not (refuses or drafts):
        failure = ModelFailure(FailureReason.UNUSABLE)
    return Trial(
        prepared.blank.question,
        reply.text,
        tuple(draft.text for draft in drafts),
        refuses,
        str(failure) if failure else "",
        elapsed_s,
        _tokens(" ".join(text for _, text in messages)),
        _tokens(reply.text),
    )


def _tokens(text: str) -> int:
    return round(len(text) / CHARS_PER_TOKEN)
