"""Prepared question + chat model -> the answer of which the model chooses the sentences.

What our own rules choose is shown at once, and the choice takes its place in one step. Where own
words are wanted they come after it, once they have passed: nothing that was read is withdrawn.
"""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from assistant.answer.answer import Answer, Author, Notice, NoticeKind, Outcome
from assistant.answer.choose import choose
from assistant.answer.chosen import drafts_of
from assistant.answer.in_parts import in_parts
from assistant.answer.notices import MODEL_BROKE_OFF, MODEL_FAILED, missing, only_partly
from assistant.answer.offer import Offer
from assistant.answer.opinion import SecondOpinion
from assistant.answer.own_words import in_own_words
from assistant.answer.prepared import Prepared, told
from assistant.answer.prompt import choice_messages
from assistant.answer.reply import Answerable, Choice
from assistant.answer.ruled import by_rules
from assistant.chat.asked import Message
from assistant.chat.condition import Condition
from assistant.chat.failure import FailureReason, ModelFailure
from assistant.question.follow_up import Turn
from ingest.text.words import content_words, stem

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_ON_REFUSAL: Final = (NoticeKind.NOT_FOUND, NoticeKind.UNKNOWN_WORDS)


def without_model(prepared: Prepared) -> Answer:
    """The answer by our own rules: each part, all of a kind, or what is likeliest; or none."""
    if answer := in_parts(prepared):
        return answer
    ruled = by_rules(prepared)
    words = missing(ruled.untold)
    if ruled.outcome is Outcome.NOT_FOUND:
        return replace(prepared.blank, notices=(*prepared.blank.notices, *words))
    return told(prepared, ruled.drafts, Author.SOURCE, *words, outcome=ruled.outcome)


def selected(
    prepared: Prepared,
    offer: Offer,
    model: "BaseChatModel",
    history: Sequence[Turn],
    timeout_s: float,
    condition: Condition,
    opinion: SecondOpinion | None = None,
) -> Iterator[Answer]:
    """The answer by our own rules, not whole yet, then the one that stays, and that in own words.

    That is the model's choice, or what our rules chose where the model makes none. Where there is
    none by our rules the model decides whether there is one, so that nothing is denied before.
    Own words are asked for if there is somebody who gives a second `opinion` on them.
    """
    end_s = time.monotonic() + timeout_s
    plain = without_model(prepared)
    if plain.outcome is Outcome.ANSWERED:
        yield replace(plain, is_whole=False)
    elif plain.contacts:
        # Whom to call need not wait for the model.
        said = tuple(each for each in plain.notices if each.kind not in _ON_REFUSAL)
        yield replace(plain, is_whole=False, notices=said, hits=())
    choice, failure = choose(model, asked_of(prepared, offer, history), timeout_s)
    answer = _answer(prepared, offer, choice) if choice else None
    if choice and not answer:
        failure = ModelFailure(FailureReason.UNUSABLE)
    if failure:
        condition.failed(failure)
    else:
        condition.answered()
    if failure:
        answer = _with(answer, MODEL_BROKE_OFF) if answer else _with(plain, MODEL_FAILED)
    answer = answer or plain
    if opinion is None or failure or not answer.sentences:
        yield answer
        return
    yield replace(answer, is_whole=False)
    own = in_own_words(answer, model, opinion, end_s - time.monotonic())
    yield replace(answer, own_words=own)


def asked_of(prepared: Prepared, offer: Offer, history: Sequence[Turn]) -> list[Message]:
    """What a model is asked for a prepared question."""
    question = prepared.blank.question
    meant = prepared.blank.searched if history else question
    return choice_messages(offer, question, meant, history, prepared.profile)


def _with(answer: Answer, notice: Notice) -> Answer:
    return replace(answer, notices=(*answer.notices, notice))


def _answer(prepared: Prepared, offer: Offer, choice: Choice) -> Answer | None:
    """What a choice makes of the answer; None where it chose nothing that was offered."""
    words = _missing_words(prepared.blank.question, choice.missing)
    if choice.answerable is Answerable.NO:
        notices = (*prepared.blank.notices, *missing(words))
        return replace(prepared.blank, notices=notices, author=Author.MODEL)
    drafts = drafts_of(choice, offer, prepared.profile.publications)
    if not drafts:
        return None
    more = [only_partly(words)] if choice.answerable is Answerable.PARTLY else []
    return told(prepared, drafts, Author.MODEL, *more)


def _missing_words(question: str, missing: str) -> list[str]:
    """The words of the question that a model says there is nothing about.

    None where it says more than the question does: no word of a model is ever shown.
    """
    said = {stem(word) for word in content_words(missing)}
    asked = {stem(word) for word in content_words(question)}
    if not said or not said <= asked:
        return []
    spoken = dict.fromkeys(re.findall(r"[\w-]+", question))
    return [word for word in spoken if said & {stem(each) for each in content_words(word)}]
