"""What a group of sentences is introduced with: fixed phrases, of which a model names the key."""

from enum import StrEnum
from typing import Final


class Lead(StrEnum):
    """What a group of sentences is to the question; the phrase for it is never a model's."""

    ANSWER = "antwoord"
    ACTION = "doen"
    CAUTION = "let_op"
    CONDITIONS = "voorwaarden"
    REASONS = "redenen"
    EXAMPLE = "voorbeeld"
    EXPERIENCE = "ervaring"
    DIFFERENCE = "verschil"
    BOTH_SIDES = "twee_kanten"
    UNDECIDED = "geen_vast_antwoord"
    FURTHER = "verder"


MEANINGS: Final = {
    Lead.ANSWER: "het directe antwoord",
    Lead.ACTION: "wat iemand kan doen",
    Lead.CAUTION: "waarop iemand moet letten",
    Lead.CONDITIONS: "wanneer iets geldt",
    Lead.REASONS: "waarom iets zo is",
    Lead.EXAMPLE: "een voorbeeld",
    Lead.EXPERIENCE: "wat iemand zelf vertelt",
    Lead.DIFFERENCE: "waarin dingen verschillen",
    Lead.BOTH_SIDES: "wat ervoor en ertegen pleit",
    Lead.UNDECIDED: "de bron laat de vraag open; dit staat er wel over",
    Lead.FURTHER: "wat er ook bij hoort",
}
"""What a chat model is told of each."""
