"""Evidence -> the sentences of an answer in the source's own words, with their citations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.answer import Citation, Sentence
from assistant.evidence import Evidence
from ingest.document import Section
from ingest.index import Index
from ingest.sentences import Span, sentence_spans

MAX_SENTENCES: Final = 5
SCORE_MARGIN: Final = 0.045
"""A sentence joins the best one if its score is at most this much lower."""
SAME_MEANING: Final = 0.97
"""Two sentences with a cosine above this say the same; the corpus repeats itself here and there."""
LIST_CHARS: Final = 1500
"""A list is given whole up to this length."""
_LIST_MARK: Final = re.compile(r"(?:- |\d+\. )$")
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
    passages = _ordered(_completed(_chosen(evidence)))
    citations = [
        Citation(
            number,
            index.sources[passage.section.document_id],
            passage.section,
            passage.span.start,
            passage.span.end,
        )
        for number, passage in enumerate(passages, start=1)
    ]
    return [Sentence(item.quote, (item.number,)) for item in citations], citations


def _chosen(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best sentences, without those that repeat a better one."""
    floor = evidence[0].score - SCORE_MARGIN
    chosen: list[Evidence] = []
    for item in evidence:
        if item.score < floor or len(chosen) == MAX_SENTENCES:
            break
        if all(float(item.vector @ other.vector) < SAME_MEANING for other in chosen):
            chosen.append(item)
    return chosen


def _completed(chosen: Sequence[Evidence]) -> list[_Passage]:
    """Sentences with what they need to be understood, up to the most that is read at once."""
    passages: list[_Passage] = []
    for item in chosen:
        for span in _with_context(item, chosen):
            passage = _Passage(item.section, span)
            if passage not in passages and len(passages) < MAX_SENTENCES:
                passages.append(passage)
    return passages


def _with_context(item: Evidence, chosen: Sequence[Evidence]) -> list[Span]:
    """The sentence's list as a whole, or the sentence behind the one that it leans on."""
    text = item.section.text
    spans = sentence_spans(text)
    listing = _list_around(text, spans, item.span)
    if listing and _wants_whole_list(text, listing, item, chosen):
        return [listing]
    place = spans.index(item.span)
    if place and _LEANING.match(item.text) and _same_paragraph(text, spans[place - 1], item.span):
        return [spans[place - 1], item.span]
    return [item.span]


def _wants_whole_list(text: str, listing: Span, item: Evidence, chosen: Sequence[Evidence]) -> bool:
    """Whether the question is after the list: its opening is chosen, or several of its items."""
    inside = [
        other
        for other in chosen
        if other.section == item.section
        and listing.start <= other.span.start
        and other.span.end <= listing.end
    ]
    is_opening = text[item.span.start : item.span.end].endswith(":")
    return is_opening or len(inside) >= _MIN_ITEMS


_MIN_ITEMS: Final = 3


def _list_around(text: str, spans: Sequence[Span], span: Span) -> Span | None:
    """The list that a sentence opens or belongs to, from its opening to its last item."""
    items = [other for other in spans if _is_item(text, other)]
    place = spans.index(span)
    first = place + 1 if text[span.start : span.end].endswith(":") else place
    run = [other for other in _block(text, spans, first) if other in items]
    if not run:
        return None
    opening = spans.index(run[0]) - 1
    start = run[0].start - len(_mark_before(text, run[0]))
    if opening >= 0 and text[: spans[opening].end].endswith(":"):
        start = spans[opening].start
    listing = Span(start, run[-1].end)
    return listing if listing.end - listing.start <= LIST_CHARS else None


def _block(text: str, spans: Sequence[Span], place: int) -> list[Span]:
    """The sentences that no blank line parts from the one at `place`."""
    if place >= len(spans):
        return []
    low = high = place
    while low > 0 and _same_paragraph(text, spans[low - 1], spans[low]):
        low -= 1
    while high + 1 < len(spans) and _same_paragraph(text, spans[high], spans[high + 1]):
        high += 1
    return list(spans[low : high + 1])


def _same_paragraph(text: str, before: Span, after: Span) -> bool:
    return "\n\n" not in text[before.end : after.start]


def _is_item(text: str, span: Span) -> bool:
    line = text.rfind("\n", 0, span.start) + 1
    return re.match(r"\s*(?:- |\d+\. )", text[line : span.end]) is not None


def _mark_before(text: str, span: Span) -> str:
    match = _LIST_MARK.search(text[: span.start].rsplit("\n", 1)[-1])
    return match[0] if match else ""


def _ordered(passages: Sequence[_Passage]) -> list[_Passage]:
    """By section in the order of its best passage, then as the source has them."""
    sections = list(dict.fromkeys(passage.section.id for passage in passages))
    return sorted(
        passages, key=lambda passage: (sections.index(passage.section.id), passage.span.start)
    )
