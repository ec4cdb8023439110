"""Item of an answer that more is asked of -> what the text goes on with where it stands."""

from typing import Final

from assistant.answer.carried import SAME_WORDS, spoken_of
from assistant.answer.cite import Draft
from assistant.answer.extract import FULL_WORDS, told_in
from assistant.answer.whole.opening import evidence_at
from assistant.question.follow_up import Reading
from assistant.question.leaning import own_words
from ingest.index.release import Release
from ingest.text.place import Place
from ingest.text.words import words

MORE_WORDS: Final = 2 * FULL_WORDS
"""Of an item are told at most so many words: it was read already how it begins."""


def told_on(release: Release, meant: Reading) -> tuple[Draft, ...]:
    """The item of an answer and what follows it in its paragraph: "Vertel meer over de tweede".

    Nothing where something else is asked of the item, or where the text does not go on.
    """
    if not meant.item or own_words(meant.own.replace(meant.item, " ")):
        return ()
    begun = _place_of(release, meant)
    if begun is None:
        return ()
    text, end = release.sections[begun.section_id].text, begun.end
    for each in release.sentences(begun.section_id):
        is_next = each.start >= end and "\n" not in text[end : each.start]
        if is_next and len(words(text[begun.start : each.end])) <= MORE_WORDS:
            end = each.end
    if end == begun.end:
        return ()
    passage = evidence_at(release, Place(begun.section_id, begun.start, end))
    return tuple(Draft(told, (passage,)) for told in told_in(passage))


def _place_of(release: Release, meant: Reading) -> Place | None:
    """The sentence that the item is, in the section that it is of most; None if there is none."""
    item = set(words(meant.item))
    weights = spoken_of(release, meant)
    for section_id in sorted(weights, key=lambda each: -weights[each]):
        for place in release.sentences(section_id):
            own = set(words(place.span.of(release.sections[section_id].text)))
            if own and len(own & item) >= SAME_WORDS * min(len(own), len(item)):
                return place
    return None
