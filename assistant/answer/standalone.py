"""A follow-up question + chat model -> a question that stands by itself, if it is the same one."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from assistant.answer.prompt import standalone_messages
from assistant.chat.model import stream_text
from assistant.question.follow_up import Turn
from assistant.question.leaning import own_words
from ingest.text.words import content_words, stem

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

STANDALONE_CHARS: Final = 300
STANDALONE_SHARE: Final = 0.25
"""So much of its time does a model get to make a follow-up stand by itself."""


def standalone_by_model(
    model: "BaseChatModel", question: str, history: Sequence[Turn], timeout_s: float
) -> str:
    """A follow-up question as one that stands by itself; empty where the model makes none of it.

    Raises:
        ModelFailure: the model gave no whole answer.
    """
    messages = standalone_messages(question, history)
    pieces = stream_text(
        model, messages, schema=None, timeout_s=timeout_s, max_chars=STANDALONE_CHARS
    )
    lines = [line.strip() for line in "".join(pieces).strip().splitlines() if line.strip()]
    return lines[0] if len(lines) == 1 and _is_rewrite(lines[0], question, history) else ""


def _is_rewrite(text: str, question: str, history: Sequence[Turn]) -> bool:
    """Whether it asks what was asked, and says of what, all in words of the conversation."""
    said, asked = _stems(content_words(text)), _stems(content_words(question))
    before = _stems(
        word for turn in history for word in content_words(f"{turn.question} {turn.answer}")
    )
    return (
        text.endswith("?")
        and said <= asked | before
        and _stems(own_words(question)) <= said
        and bool(said & before - asked)
    )


def _stems(found: Iterable[str]) -> set[str]:
    return {stem(word) for word in found}
