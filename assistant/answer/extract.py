"""Evidence -> the drafts of an answer in the source's own words.

What is told together is cited together: sentences that follow each other are one passage.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from assistant.answer.cite import Draft
from assistant.answer.evidence import Evidence
from ingest.text.sentences import Span, list_spans, sentence_spans
from ingest.text.words import words

MAX_CHOSEN: Final = 5
MIN_ODDS: Final = -1.2
"""Log-odds of a sentence that joins the best one: likelier than one in four to answer."""
SAME_WORDS: Final = 0.8
"""Two sentences that share so much of their words say the same; the corpus repeats itself."""


def extract(evidence: Sequence[Evidence]) -> list[Draft]:
    """Choose and order the sentences that answer; each is a slice of its source.

    `evidence` is sorted, best first, and not empty. Passages of the section that answers best come
    first, and within a section they keep the source's order.
    """
    whole = [_in_whole_list(item, evidence) for item in evidence]
    passages = _ordered(_joined([_completed(item) for item in _chosen(whole)]))
    return [Draft(text, (passage,)) for passage in passages for text in _told(passage)]


def _in_whole_list(item: Evidence, evidence: Sequence[Evidence]) -> Evidence:
    """The list that an item is of, with the item's odds: one item alone would seem to be all."""
    lists = (
        each
        for each in evidence
        if each.is_list and each.section == item.section and item.span.is_within(each.span)
    )
    whole = next(lists, None)
    return replace(whole, odds=item.odds) if whole else item


def _chosen(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best evidence, without what repeats something better or lies in a chosen list."""
    chosen: list[Evidence] = []
    for item in evidence:
        if len(chosen) == MAX_CHOSEN or (chosen and item.odds < MIN_ODDS):
            break
        if not any(_overlap(item, other) or _says_the_same(item, other) for other in chosen):
            chosen.append(item)
    return chosen


def _overlap(one: Evidence, other: Evidence) -> bool:
    return (
        one.section == other.section
        and one.span.start < other.span.end
        and other.span.start < one.span.end
    )


def _says_the_same(one: Evidence, other: Evidence) -> bool:
    own, others = set(words(one.text)), set(words(other.text))
    return len(own & others) >= SAME_WORDS * len(own | others)


def _completed(item: Evidence) -> Evidence:
    """Evidence with the sentence before it without which it cannot be understood."""
    return replace(item, span=Span(min(item.needs, item.span.start), item.span.end))


def _joined(passages: Sequence[Evidence]) -> list[Evidence]:
    """Passages that overlap or follow each other in a paragraph as one, under the best number."""
    joined: list[Evidence] = []
    for item in sorted(passages, key=lambda each: (each.section.id, each.span)):
        last = joined[-1] if joined else None
        if last and last.section == item.section and _is_next(last, item):
            best = min(last, item, key=lambda each: each.number)
            end = max(last.span.end, item.span.end)
            joined[-1] = replace(best, span=Span(last.span.start, end))
        else:
            joined.append(item)
    return sorted(joined, key=lambda each: each.number)


def _is_next(before: Evidence, after: Evidence) -> bool:
    """Whether at most one sentence of the same paragraph stands between two passages."""
    between = before.section.text[before.span.end : after.span.start]
    is_listed = before.is_list or after.is_list
    return (
        "\n" not in between
        and (not between.strip() or not is_listed)
        and (len(sentence_spans(between)) <= 1)
    )


def _ordered(passages: Sequence[Evidence]) -> list[Evidence]:
    """By document and section in the order of their best passages, then as the source has them."""
    documents = list(dict.fromkeys(item.section.document_id for item in passages))
    sections = list(dict.fromkeys(item.section.id for item in passages))
    return sorted(
        passages,
        key=lambda item: (
            documents.index(item.section.document_id),
            sections.index(item.section.id),
            item.span.start,
        ),
    )


def _told(passage: Evidence) -> Iterator[str]:
    """The sentences of a passage, and its lists whole."""
    text = passage.section.text
    lists = [each for each in list_spans(text) if each.is_within(passage.span)]
    at = passage.span.start
    for span in sorted([*lists, *sentence_spans(text)]):
        if at <= span.start and span.is_within(passage.span):
            yield text[span.start : span.end]
            at = span.end
