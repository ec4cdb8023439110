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
PHRASES: Final = {
    Lead.ANSWER: "",
    Lead.ACTION: "Wat je kunt doen",
    Lead.CAUTION: "Let op",
    Lead.CONDITIONS: "Wanneer dit geldt",
    Lead.REASONS: "Waarom",
    Lead.EXAMPLE: "Een voorbeeld",
    Lead.EXPERIENCE: "Wat iemand zelf vertelt",
    Lead.DIFFERENCE: "Het verschil",
    Lead.BOTH_SIDES: "Wat ervoor en ertegen pleit",
    Lead.UNDECIDED: "{gives} hierop geen vast antwoord. Dit staat er wel",
    Lead.FURTHER: "Ook van belang",
}


def phrase(lead: Lead, cited: str) -> str:
    """What a group of sentences is told under, or nothing.

    `cited` is what they are from, if that is one publication with a noun: "de richtlijn"; or empty.
    """
    gives = f"{cited[0].upper()}{cited[1:]} geeft" if cited else "De bronnen geven"
    return PHRASES[lead].format(gives=gives)
