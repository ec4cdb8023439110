"""A sentence and the passages that it cites -> whether it follows from them: a second opinion."""

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from assistant.answer.answer import Citation
from assistant.answer.entailment import Entailment
from assistant.answer.own_prompt import OPINION_SCHEMA, heading, opinion_messages
from assistant.chat.asked import ask
from assistant.chat.mended import json_values
from ingest.text.normal import one_line
from ingest.text.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SecondOpinion = Callable[[str, Sequence[Citation], float], bool]
"""Says of a sentence and its citations, within so many seconds, whether it follows from them."""
_YES: Final = frozenset({"yes", "ja", "true"})


def opinion_of(settings: Settings, model: "BaseChatModel | None") -> SecondOpinion | None:
    """Who gives the second opinion; None where no own words are wanted, or no model could give any.

    Raises:
        SteunwijzerError: the model for entailment cannot be used.
    """
    if not settings.own_words or model is None:
        return None
    return by_entailment(settings.entailment) if settings.entailment else by_model(model)


def by_entailment(name: str) -> SecondOpinion:
    """The opinion of a model for natural language inference, by name or folder.

    Raises:
        SteunwijzerError: it cannot be used.
    """
    entailment = Entailment(name)

    def follows(text: str, citations: Sequence[Citation], timeout_s: float) -> bool:
        end_s = time.monotonic() + timeout_s
        told = "\n".join(f"{heading(each)}. {one_line(each.quote)}" for each in citations)
        return entailment.entails(told, text) and time.monotonic() <= end_s

    return follows


def by_model(model: "BaseChatModel") -> SecondOpinion:
    """The opinion of a chat model that is told nothing but the sentence and its passages."""

    def follows(text: str, citations: Sequence[Citation], timeout_s: float) -> bool:
        messages = opinion_messages(text, citations)
        reply = ask(model, messages, timeout_s, OPINION_SCHEMA)
        return reply.failure is None and _is_yes(reply.text)

    return follows


def _is_yes(reply: str) -> bool:
    """Whether a reply says yes and nothing else: what cannot be read is no."""
    said = [value.get("supported") for value in json_values(reply) if isinstance(value, dict)]
    return bool(said) and all(str(each).strip().lower() in _YES for each in said)
