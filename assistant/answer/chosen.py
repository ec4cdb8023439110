"""Choice + offer -> the drafts of an answer: the source's own words, in the model's order.

A sentence brings along the one that it leans on, an item of a list what announces the list, and a
list of which all is chosen is told as one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from assistant.answer.cite import Draft
from assistant.answer.evidence import Evidence
from assistant.answer.extract import SHORT_LIST_CHARS, told_in
from assistant.answer.lead import phrase
from assistant.answer.offer import Offer
from assistant.answer.reply import Choice, Shortening
from ingest.corpus.publications import Publications
from ingest.text.place import Place, Span
from ingest.text.sentences import list_spans, sentence_spans
from ingest.text.words import words

MOST_TOLD: Final = 15
"""Of what was chosen no more is told: a reader wants an answer, not the publication."""
CUT: Final = "[...]"
_MIN_WORDS: Final = 4
_GAP: Final = re.compile(r"[^\S\n]*\n?[^\S\n]*(?:- |\d+\. )?")
"""What stands between two sentences of a paragraph, or two items of a list."""
_ENDS: Final = (",", ";", ":", "–", "—")
_BENDING: Final = frozenset(
    """
    niet geen nooit niemand niets noch nauwelijks alleen slechts enkel tenzij mits behalve zonder
    als indien wanneer zolang zodra voordat nadat totdat hoewel kan kunnen mag mogen moet moeten
    hoeft hoeven soms meestal vaak mogelijk misschien zou zouden lijkt lijken blijkt volgens
    bijvoorbeeld maar echter toch wel of vooral juist dan not no never only unless if may must
    """.split()
)
"""Words without which the rest of a sentence may say something else: they are never cut off."""


def drafts_of(choice: Choice, offer: Offer, publications: Publications) -> list[Draft]:
    """What a choice tells; nothing where it names only what was not offered."""
    items = {item.number: item for item in offer.items}
    cuts = {each.number: each for each in choice.shortenings}
    named = [(group.lead, items[n]) for group in choice.groups for n in group.numbers if n in items]
    whole = _whole_lists([item for _, item in named], offer.items)
    titles = {item.source.title for _, item in named}
    cited = publications.short(*titles) if len(titles) == 1 else ""
    drafts: list[Draft] = []
    told: list[Evidence] = []
    for lead, item in named[:MOST_TOLD]:
        under = phrase(lead, cited)
        if any(item.place.is_within(each.place) for each in told):
            continue
        for passage in _with_context(item, whole, told):
            if item.number in cuts and (short := _shortened(passage, cuts[item.number])):
                told.append(short.evidence[0])
                drafts.append(replace(short, under=under))
                continue
            last = told[-1] if told else None
            if last and drafts[-1].under == under and _follows(last, passage):
                passage = _from(last, passage)
                drafts = [each for each in drafts if each.evidence != (last,)]
            told.append(passage)
            drafts += [Draft(text, (passage,), under) for text in told_in(passage)]
    return drafts


def _whole_lists(chosen: Sequence[Evidence], offered: Sequence[Evidence]) -> Mapping[int, Evidence]:
    """By the number of a chosen item the list that it is of, where that is told whole.

    It is if all of it is chosen, or if it is short.
    """
    own = {item.number for item in chosen}
    whole = {}
    for item in chosen:
        span = _list_of(item)
        if span is None:
            continue
        all_of = _at(item, span)
        rest = [each for each in offered if each.place.is_within(all_of.place)]
        if len(all_of.text) <= SHORT_LIST_CHARS or all(each.number in own for each in rest):
            whole[item.number] = replace(all_of, is_list=True)
    return whole


def _with_context(
    item: Evidence, whole: Mapping[int, Evidence], told: Sequence[Evidence]
) -> Iterator[Evidence]:
    """A chosen sentence or item behind what it needs to be understood, if that is not told yet."""
    if item.number in whole:
        yield whole[item.number]
        return
    span = _list_of(item)
    announced = _announcement(item, span) if span else None
    if announced and not any(announced.place.is_within(each.place) for each in told):
        yield announced
    before = Place(item.section.id, item.needs, item.needs + 1)
    is_told = any(before.is_within(each.place) for each in told)
    yield _at(item, Span(item.place.start if is_told else item.needs, item.place.end))


def _list_of(item: Evidence) -> Span | None:
    lists = list_spans(item.section.text)
    return next((each for each in lists if item.place.span.is_within(each)), None)


def _announcement(item: Evidence, whole: Span) -> Evidence | None:
    """The sentence before a list that announces it, if there is one."""
    first = next(each for each in sentence_spans(item.section.text) if each.end > whole.start)
    text = first.of(item.section.text)
    return _at(item, first) if first.start == whole.start and text.endswith(":") else None


def _follows(before: Evidence, after: Evidence) -> bool:
    """Whether a passage goes on where another ends, in one paragraph or list."""
    if before.section.id != after.section.id or after.place.end <= before.place.end:
        return False
    overlaps = before.place.start <= after.place.start <= before.place.end
    gap = before.section.text[before.place.end : after.place.start]
    return overlaps or (before.place.end <= after.place.start and _GAP.fullmatch(gap) is not None)


def _from(before: Evidence, after: Evidence) -> Evidence:
    return _at(before, Span(before.place.start, after.place.end))


def _at(item: Evidence, span: Span) -> Evidence:
    return replace(item, place=Place(item.section.id, *span))


def _shortened(passage: Evidence, wanted: Shortening) -> Draft | None:
    """A part of a sentence, with signs where it was cut; None where it is better told whole.

    It is cut at a comma or the like, and nothing is cut off that may bend what is left.
    """
    text = passage.text
    start = text.find(wanted.first) if wanted.first.strip() else -1
    last = text.find(wanted.last, start) if wanted.last.strip() and start >= 0 else -1
    if last < 0:
        return None
    end = last + len(wanted.last)
    before, kept, after = text[:start].rstrip(), text[start:end].strip(), text[end:].strip()
    is_clean = (not before or before.endswith(_ENDS)) and (
        not after or kept.endswith(_ENDS) or after.startswith((*_ENDS, "."))
    )
    off = {*words(before), *words(after)}
    is_cut = bool(off)
    if not (is_clean and is_cut) or off & _BENDING or len(words(kept)) < _MIN_WORDS:
        return None
    at = passage.place.start + text.index(kept, start)
    told = f"{CUT} {kept}" if before else kept
    told = f"{told} {CUT}" if words(after) else told
    return Draft(told, (_at(passage, Span(at, at + len(kept))),))
