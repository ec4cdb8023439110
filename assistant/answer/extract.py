"""Evidence -> the drafts of an answer in the source's own words.

What is told together is cited together: sentences that follow each other are one passage.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from assistant.answer.cite import Draft
from assistant.answer.evidence import Evidence
from ingest.text.place import Place
from ingest.text.sentences import list_spans, sentence_spans
from ingest.text.words import words

MAX_CHOSEN: Final = 5
MIN_ODDS: Final = -1.2
"""Log-odds of a sentence that joins the best one: likelier than one in four or five to answer."""
LEAD_MARGIN: Final = 0.5
"""What stands by itself leads if its log-odds are at most so much below those of the best."""
ASKING_MARGIN: Final = 1.0
"""The same where the best is a question of the text, which seldom is what it answers."""
SHORT_WORDS: Final = 40
FULL_WORDS: Final = 70
"""What is shorter goes on with what leans on it, up to so many words: 20 seconds of reading."""
SHORT_LIST_CHARS: Final = 250
LIST_MARGIN: Final = 1.0
"""A list that is longer is told whole if its log-odds are at most so much below its item's: on the
dev questions one in four of such lists answers as a whole, and of the others one in six."""
MAX_OF_OTHERS: Final = 2
"""So many are told from other documents than what answers best: beside the shipped text new ones
lose none of their right sentences so, and 2 of 92 words."""
MAX_OF_ALL: Final = 8
MIN_ODDS_OF_ALL: Final = -1.75
LIST_MARGIN_OF_ALL: Final = 2.5
"""The same for who asks for all of a kind: of 14 such dev questions 10 are told completely, with
the margins above 8; from -2.0 on as many, with a third more words beside the point."""
SAME_WORDS: Final = 0.8
"""Two sentences that share so much of their words say the same; the corpus repeats itself."""


def extract(
    evidence: Sequence[Evidence], *, is_all: bool = False, least: float = MIN_ODDS
) -> list[Draft]:
    """Choose and order the sentences that answer; each is a slice of its source.

    `evidence` is sorted, best first, and not empty. What answers best leads. Then come the others
    of its section, and those of other sections, which keep the source's order; all from log-odds of
    `least` on. More is told if `is_all`: for who asks for all of a kind.
    """
    lists = [_in_whole_list(item, evidence, is_all=is_all) for item in evidence]
    chosen = _chosen(lists, least, is_all=is_all)
    chosen = _gone_on(chosen, evidence)
    lead = _completed(_lead(chosen))
    passages = _led(_ordered(_joined([_completed(item) for item in chosen]), lead), lead)
    return [Draft(text, (passage,)) for passage in passages for text in told_in(passage)]


def _in_whole_list(item: Evidence, evidence: Sequence[Evidence], *, is_all: bool) -> Evidence:
    """The list that an item is of, with the item's odds, where all of it is wanted.

    It is if it is short, or hardly less likely to answer than the item is.
    """
    lists = (each for each in evidence if each.is_list and item.place.is_within(each.place))
    whole = next(lists, None)
    margin = LIST_MARGIN_OF_ALL if is_all else LIST_MARGIN
    if whole and (len(whole.text) <= SHORT_LIST_CHARS or whole.odds >= item.odds - margin):
        return replace(whole, odds=max(item.odds, whole.odds))
    return item


def _chosen(evidence: Sequence[Evidence], least: float, *, is_all: bool) -> list[Evidence]:
    """The best evidence, without what repeats something better or lies in a chosen list."""
    is_more = is_all and not evidence[0].is_list  # a list that leads is all there is
    most, least = (MAX_OF_ALL, MIN_ODDS_OF_ALL) if is_more else (MAX_CHOSEN, least)
    chosen: list[Evidence] = []
    others = 0
    for item in evidence:
        if len(chosen) == most or (chosen and item.odds < least):
            break
        if any(item.place.touches(other.place) or _says_the_same(item, other) for other in chosen):
            continue
        is_other = item.section.document_id != evidence[0].section.document_id
        if is_other and not is_more and others == MAX_OF_OTHERS:
            continue
        others += is_other
        chosen.append(item)
    return chosen


def _says_the_same(one: Evidence, other: Evidence) -> bool:
    own, others = set(words(one.text)), set(words(other.text))
    return len(own & others) >= SAME_WORDS * len(own | others)


def _gone_on(chosen: Sequence[Evidence], evidence: Sequence[Evidence]) -> list[Evidence]:
    """What is chosen, with what follows where it breaks off.

    That is what the text says to its own questions, the others of a row of questions, and what
    leans on a short answer ("Daarom is een aanbeveling ...").
    """
    whole = list(chosen)
    said = filter(None, (_said_to(each, evidence) for each in chosen))
    rows = (item for each in chosen for item in _row_after(each, evidence))
    for item in chain(said, rows):
        if not any(item.place.touches(other.place) for other in whole):
            whole.append(item)
    length = _length(chosen)
    if len(whole) > len(chosen):
        room = length + SHORT_WORDS
    else:
        room = FULL_WORDS if length < SHORT_WORDS else 0
    while (leaning := _leaning_on(whole, evidence)) and _length([*whole, leaning]) <= room:
        whole.append(leaning)
    return whole


def _said_to(asking: Evidence, evidence: Sequence[Evidence]) -> Evidence | None:
    """What comes in the paragraph of a question of the text after it, and is none itself."""
    if not asking.is_asking:
        return None
    after = (
        item
        for item in evidence
        if item.section == asking.section
        and not (item.is_list or item.is_asking)
        and item.place.start >= asking.place.end
        and "\n" not in item.section.text[asking.place.end : item.place.start]
    )
    return min(after, key=lambda item: item.place.start, default=None)


def _row_after(opening: Evidence, evidence: Sequence[Evidence]) -> Iterator[Evidence]:
    """The questions right after one that opens a row ("Vragen hierbij zijn: wie ...? Wat ...?")."""
    if not opening.is_asking or ":" not in opening.text:
        return
    end = opening.place.end
    own = (each for each in evidence if each.section == opening.section and not each.is_list)
    for item in sorted(own, key=lambda each: each.place.start):
        if item.place.start < end:
            continue
        if not item.is_asking or opening.section.text[end : item.place.start].strip(" "):
            return
        yield item
        end = item.place.end


def _leaning_on(chosen: Sequence[Evidence], evidence: Sequence[Evidence]) -> Evidence | None:
    """The likeliest sentence that leans on one that is chosen, right before it."""
    ends = {(item.section.id, item.place.end) for item in chosen}
    return next(
        (
            item
            for item in evidence
            if item.needs < item.place.start
            and (item.section.id, len(item.section.text[: item.place.start].rstrip())) in ends
            and not any(item.place.touches(other.place) for other in chosen)
        ),
        None,
    )


def _length(chosen: Sequence[Evidence]) -> int:
    return sum(len(words(item.text)) for item in chosen)


def _completed(item: Evidence) -> Evidence:
    """Evidence with the sentence before it without which it cannot be understood."""
    return _from_to(item, min(item.needs, item.place.start), item.place.end)


def _joined(passages: Sequence[Evidence]) -> list[Evidence]:
    """Passages that overlap or follow each other in a paragraph as one, under the best number."""
    joined: list[Evidence] = []
    for item in sorted(passages, key=lambda each: each.place):
        last = joined[-1] if joined else None
        if last and last.section == item.section and _is_next(last, item):
            best = min(last, item, key=lambda each: each.number)
            end = max(last.place.end, item.place.end)
            joined[-1] = _from_to(best, last.place.start, end)
        else:
            joined.append(item)
    return sorted(joined, key=lambda each: each.number)


def _is_next(before: Evidence, after: Evidence) -> bool:
    """Whether at most one sentence of the same paragraph stands between two passages."""
    between = before.section.text[before.place.end : after.place.start]
    is_listed = before.is_list or after.is_list
    return (
        "\n" not in between
        and (not between.strip() or not is_listed)
        and (len(sentence_spans(between)) <= 1)
    )


def _ordered(passages: Sequence[Evidence], lead: Evidence) -> list[Evidence]:
    """By document and section, the lead's first and then the best; then as the source has them."""
    best_first = [lead, *passages]
    documents = list(dict.fromkeys(item.section.document_id for item in best_first))
    sections = list(dict.fromkeys(item.section.id for item in best_first))
    return sorted(
        passages,
        key=lambda item: (
            documents.index(item.section.document_id),
            sections.index(item.section.id),
            item.place.start,
        ),
    )


def _lead(chosen: Sequence[Evidence]) -> Evidence:
    """What is told first: the best that stands by itself, if it is hardly less likely.

    And that is no question of the text, if there is something else.
    """
    best = chosen[0]
    margin = ASKING_MARGIN if best.is_asking else LEAD_MARGIN
    near = [item for item in chosen if item.odds >= best.odds - margin]
    alone = [item for item in near if item.needs >= item.place.start]
    return next((item for item in alone if not item.is_asking), next(iter(alone), best))


def _led(passages: Sequence[Evidence], lead: Evidence) -> Iterator[Evidence]:
    """The passages, with that of the lead first, and of that what comes before it after it."""
    own = next(each for each in passages if lead.place.is_within(each.place))
    yield _from_to(own, lead.place.start, own.place.end)
    before = own.section.text[own.place.start : lead.place.start].rstrip()
    if before:
        yield _from_to(own, own.place.start, own.place.start + len(before))
    yield from (each for each in passages if each is not own)


def told_in(passage: Evidence) -> Iterator[str]:
    """The sentences of a passage, and its lists whole."""
    text, whole = passage.section.text, passage.place.span
    lists = [each for each in list_spans(text) if each.is_within(whole)]
    at = whole.start
    # A list begins where the sentence that announces it does, and goes before that.
    for span in sorted([*lists, *sentence_spans(text)], key=lambda each: (each.start, -each.end)):
        if at <= span.start and span.is_within(whole):
            yield span.of(text)
            at = span.end


def _from_to(item: Evidence, start: int, end: int) -> Evidence:
    """The same evidence, as far as from `start` to `end`."""
    return replace(item, place=Place(item.section.id, start, end))
