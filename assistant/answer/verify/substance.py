"""Words of a sentence and of its evidence -> a word of substance that the evidence lacks."""

from collections.abc import Sequence
from typing import Final

from assistant.answer.verify.flaw import Flaw
from assistant.answer.verify.language import language
from assistant.answer.verify.word import Word, are_forms, is_held

PART_WORDS: Final = 4
"""So near each other stand the parts of a compound that is written out."""
LEAD_WORDS: Final = 8
"""So long may an opening be that only says where the evidence stands: "Bij de richtlijn X"."""


def new_word(said: Sequence[Word], told: Sequence[Word]) -> Flaw | None:
    """What is new in a sentence beside its evidence: a number, a name or another word."""
    for word in said:
        is_weighed = word.has_substance or word.text in language().auxiliaries
        if not is_weighed or is_held(word, told) or _is_part(word, said, told):
            continue
        if word.is_number:
            return Flaw.NEW_NUMBER
        return Flaw.NEW_NAME if word.is_name else Flaw.NEW_WORD
    return None


def without_lead(said: Sequence[Word], context: Sequence[Word]) -> Sequence[Word]:
    """The sentence without an opening that names the heading: "Bij Kop", "In de richtlijn".

    `context` are the words of the headings and titles above the evidence.
    """
    if not said or said[0].text not in language().openers:
        return said
    end = 1
    is_named = False
    while end < len(said) and (not said[end].has_substance or is_held(said[end], context)):
        word = said[end]
        if word.bend or word.text in language().auxiliaries or word.is_person:
            break
        is_named |= word.is_name or word.is_publication
        end += 1
    return said[end:] if is_named and end <= LEAD_WORDS else said


def _is_part(word: Word, said: Sequence[Word], told: Sequence[Word]) -> bool:
    """Whether it is part of a compound that the sentence writes out: "plaatsing in een gezin"."""
    place = said.index(word)
    near = [each.text for each in said[max(0, place - PART_WORDS) : place + PART_WORDS]]
    return any(
        any(are_forms(part, word.text) for part in other.parts)
        and all(any(are_forms(part, each) for each in near) for part in other.parts)
        for other in told
        if len(other.parts) > 1
    )
