"""Prepared question + chat model -> the answer in its words, as far as they pass, as it grows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer.answer import Answer, Author
from assistant.answer.cite import Draft
from assistant.answer.entailment import Entailment
from assistant.answer.extract import extract
from assistant.answer.generate import generate
from assistant.answer.notices import MODEL_FAILED
from assistant.answer.prepared import Prepared, told
from assistant.answer.verify.usage import usage_of
from assistant.answer.verify.verifier import Verifier
from assistant.chat.failure import ModelFailure

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


def worded(
    prepared: Prepared, model: "BaseChatModel", entailment: Entailment | None, timeout_s: float
) -> Iterator[Answer]:
    """The answer after every sentence; the last is whole, in the source's words if those fail.

    There must be evidence.
    """
    extracted = extract(prepared.evidence, is_all=prepared.is_all)
    verifier = Verifier(usage_of(prepared.lexicon, prepared.profile), entailment)
    question, evidence = prepared.blank.question, prepared.evidence
    drafts: list[Draft] = []
    has_own = False
    if prepared.blank.contacts:
        # Whom to call need not wait for the model's first sentence.
        yield replace(prepared.blank, is_whole=False)
    try:
        for draft, is_own in generate(
            model, question, evidence, verifier, prepared.profile, timeout_s
        ):
            drafts.append(draft)
            has_own |= is_own
            yield replace(told(prepared, drafts, Author.MODEL), is_whole=False)
    except ModelFailure:
        has_own = False
    if has_own and _answers(drafts, extracted):
        yield told(prepared, drafts, Author.MODEL)
    else:
        yield told(prepared, extracted, Author.SOURCE, MODEL_FAILED)


def _answers(drafts: Sequence[Draft], extracted: Sequence[Draft]) -> bool:
    """Whether the drafts rest on some of what the source itself would be quoted for."""
    best = {item.number for draft in extracted for item in draft.evidence}
    return any(item.number in best for draft in drafts for item in draft.evidence)
