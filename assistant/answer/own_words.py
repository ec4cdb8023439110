"""An answer of chosen sentences + chat model -> what they come down to, in words of its own.

It is asked after the choice, with nothing but what was chosen: so the choice is what it would be
without, and the words are about what the reader sees. What fails is never shown.
"""

import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from assistant.answer.answer import Answer, Citation, OwnWords
from assistant.answer.flags import Grounds, flags, without_marks
from assistant.answer.opinion import SecondOpinion
from assistant.answer.own_prompt import MOST_SENTENCES, WORDS_SCHEMA, heading, words_messages
from assistant.chat.asked import ask
from assistant.chat.mended import json_values

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

LEAST_S: Final = 1.0
"""In less time no model says anything: then it is not asked."""


def in_own_words(
    answer: Answer, model: "BaseChatModel", opinion: SecondOpinion, timeout_s: float
) -> tuple[OwnWords, ...]:
    """At most three sentences that passed; none where the model fails or there is no time left."""
    end_s = time.monotonic() + timeout_s
    if timeout_s < LEAST_S or not answer.citations:
        return ()
    messages = words_messages(answer.searched, answer.citations)
    reply = ask(model, messages, timeout_s, WORDS_SCHEMA)
    passed = []
    for said in read_own_words(reply.text):
        left_s = end_s - time.monotonic()
        if left_s > 0 and may_be_shown(said, answer, opinion, left_s):
            passed.append(said)
    return tuple(passed)


def may_be_shown(said: OwnWords, answer: Answer, opinion: SecondOpinion, timeout_s: float) -> bool:
    """Whether a sentence names passages of the answer, and nothing speaks against it."""
    cited = [each for each in answer.citations if each.number in said.citations]
    if not cited or len(cited) < len(said.citations):
        return False
    if flags(said.text, grounds_of(cited, answer.question)):
        return False
    return opinion(said.text, cited, timeout_s)


def grounds_of(citations: Sequence[Citation], question: str) -> Grounds:
    """What a sentence may be made of that cites these."""
    named = (each.guideline or each.source for each in citations)
    beside = (*map(heading, citations), *(each.title for each in named), question)
    return Grounds(tuple(each.quote for each in citations), beside)


def read_own_words(reply: str) -> tuple[OwnWords, ...]:
    """The first sentences of a reply, each once; none where it has no JSON that holds any."""
    for value in json_values(reply):
        if said := tuple(dict.fromkeys(_sentences(value))):
            return said[:MOST_SENTENCES]
    return ()


def _sentences(value: Any) -> Iterator[OwnWords]:
    listed = value.get("sentences") if isinstance(value, dict) else None
    for each in listed if isinstance(listed, list) else []:
        text = each.get("text") if isinstance(each, dict) else None
        numbers = each.get("evidence") if isinstance(each, dict) else None
        if isinstance(text, str) and isinstance(numbers, list):
            own = [number for number in numbers if type(number) is int]
            yield OwnWords(without_marks(text).strip(), tuple(dict.fromkeys(own)))
