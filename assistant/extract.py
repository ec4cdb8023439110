"""Evidence -> the sentences of an answer in the source's own words, with their citations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.answer import Citation, Sentence
from assistant.evidence import LIST_CHARS, Evidence
from ingest.document import Kind, Section
from ingest.index import Index
from ingest.sentences import Span, list_spans, sentence_spans

MAX_SENTENCES: Final = 5
SCORE_MARGIN: Final = 1.5
"""A sentence joins the best one if its score is at most this much lower."""
PARAGRAPH_MARGIN: Final = 4.0
"""The same for a sentence that follows the best one in its paragraph."""
SAME_MEANING: Final = 0.97
"""Two sentences with a cosine above this say the same; the corpus repeats itself here and there."""
_LEANING: Final = re.compile(
    r"(?:Dit|Deze|Dat|Die|Hierdoor|Daardoor|Daarom|Hierbij|Daarbij|Daarmee|Hiermee|Hij|Zij|Ze"
    r"|Het kan|Zo|Dan|Dergelijke|Bovendien|Daarnaast|Ook|Tegelijk|Tegelijkertijd|Toch|Dus"
    r"|Op die manier|In zo'n|Een tweede|Tot slot|Wel|Soms|Anders)\b"
)
"""A sentence that opens so leans on the one before it."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """A span of a section that is told as one: a sentence or a whole list."""

    section: Section
    span: Span


def extract(index: Index, evidence: Sequence[Evidence]) -> tuple[list[Sentence], list[Citation]]:
    """Choose and order the sentences that answer; each is a slice of its source.

    `evidence` is sorted, best first, and not empty. Passages of the section that answers best come
    first, and within a section they keep the source's order.
    """
    passages = _ordered(_joined(_completed(_chosen(evidence))))
    citations = [_cite(index, number, each) for number, each in enumerate(passages, start=1)]
    return [Sentence(item.quote, (item.number,)) for item in citations], citations


def _cite(index: Index, number: int, passage: _Passage) -> Citation:
    section = passage.section
    return Citation(
        number,
        index.sources[section.document_id],
        section,
        passage.span.start,
        passage.span.end,
        index.sources[section.voice] if section.kind is Kind.SUMMARY else None,
    )


def _chosen(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best evidence, without what repeats something better or lies in a chosen list.

    What goes on in the paragraph of the best sentence is let in more easily than the rest. A list
    sets no bar for sentences: it gathers words of many kinds, so that it scores higher than they.
    """
    best = next((item for item in evidence if not item.is_list), evidence[0])
    chosen: list[Evidence] = []
    for item in evidence:
        margin = PARAGRAPH_MARGIN if _goes_on(best, item) else SCORE_MARGIN
        is_near = item.score >= best.score - margin
        if len(chosen) < MAX_SENTENCES and is_near and _is_new(item, chosen):
            chosen.append(item)
    return chosen


def _goes_on(best: Evidence, item: Evidence) -> bool:
    """Whether a sentence follows the best one in its paragraph."""
    return (
        item.section == best.section
        and item.span.start > best.span.start
        and _same_paragraph(best.section.text, best.span, item.span)
    )


def _is_new(item: Evidence, chosen: Sequence[Evidence]) -> bool:
    return not any(
        _overlap(item, other) or float(item.vector @ other.vector) >= SAME_MEANING
        for other in chosen
    )


def _overlap(one: _Passage | Evidence, other: _Passage | Evidence) -> bool:
    return (
        one.section == other.section
        and one.span.start < other.span.end
        and other.span.start < one.span.end
    )


def _completed(chosen: Sequence[Evidence]) -> list[_Passage]:
    """Evidence with what it needs to be understood, up to the most that is read at once."""
    passages: list[_Passage] = []
    for item in chosen:
        for span in _with_context(item):
            passage = _Passage(item.section, span)
            is_new = not any(_overlap(passage, other) for other in passages)
            if is_new and len(passages) < MAX_SENTENCES:
                passages.append(passage)
    return passages


def _joined(passages: list[_Passage]) -> list[_Passage]:
    """Passages with the one sentence that was left out between two of the same paragraph."""
    joined = list(passages)
    for passage in passages:
        spans = sentence_spans(passage.section.text)
        for before, left_out, after in zip(spans, spans[1:], spans[2:], strict=False):
            gap = _Passage(passage.section, left_out)
            is_gap = (
                before == passage.span
                and _Passage(passage.section, after) in passages
                and _same_paragraph(passage.section.text, before, after)
            )
            if is_gap and gap not in joined and len(joined) < MAX_SENTENCES:
                joined.append(gap)
    return joined


def _with_context(item: Evidence) -> list[Span]:
    """The list that a sentence announces, or the sentence behind the one that it leans on."""
    text = item.section.text
    for listing in list_spans(text):
        if listing.start == item.span.start and listing.end - listing.start <= LIST_CHARS:
            return [listing]
    before = [span for span in sentence_spans(text) if span.end <= item.span.start][-1:]
    if before and _LEANING.match(item.text) and _same_paragraph(text, before[0], item.span):
        return [before[0], item.span]
    return [item.span]


def _same_paragraph(text: str, before: Span, after: Span) -> bool:
    return "\n\n" not in text[before.end : after.start]


def _ordered(passages: Sequence[_Passage]) -> list[_Passage]:
    """By document and section in the order of their best passages, then as the source has them."""
    documents = list(dict.fromkeys(passage.section.document_id for passage in passages))
    sections = list(dict.fromkeys(passage.section.id for passage in passages))
    return sorted(
        passages,
        key=lambda passage: (
            documents.index(passage.section.document_id),
            sections.index(passage.section.id),
            passage.span.start,
        ),
    )
