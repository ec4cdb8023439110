"""Question + evidence -> the evidence of the pole that is asked for: no advantages for risks."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.answer.evidence import Evidence
from assistant.question.shape import Pole, pole_asked
from ingest.text.words import fold

BESIDE: Final = 3.0
"""What speaks for neither pole answers so much less likely, in log-odds, where one is asked for."""
_WORDS: Final = {
    Pole.AGAINST: re.compile(
        r"\b(?:nade(?:el|len)|risico|gevaar|gevaren|gevaarlijk|valkuil|ondermijn|escale|overbelast"
        r"|belemmer|drempel|dilemma|spanning|onzeker|rolverwarring|lastig|moeilijk|schadelijk)"
    ),
    Pole.FOR: re.compile(
        r"\b(?:voorde(?:el|len)|meerwaarde|pluspunt|winst|positie(?:f|ve)\b|bescherm|goedkoper)"
    ),
}

_HEADINGS: Final = {
    Pole.AGAINST: re.compile(r"\b(?:nadelen|risico|gevaren|valkuilen|bezwaren)"),
    Pole.FOR: re.compile(r"\b(?:voordelen|meerwaarde|waarde|beschermend)"),
}


def of_pole(question: str, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence without what speaks for the other pole than the one that a question asks for.

    Who asks what speaks against something is told what does, with the rest of its section, and
    nothing where nothing does: what a text leaves unsaid is no drawback. Questions that ask for no
    pole keep all.
    """
    pole = pole_asked(question)
    if pole is None:
        return tuple(evidence)
    other = Pole.AGAINST if pole is Pole.FOR else Pole.FOR
    kept = [item for item in evidence if _speaks(pole, item) or not _speaks(other, item)]
    if pole is Pole.FOR:
        return tuple(kept)
    sections = {item.section.id for item in kept if _speaks(pole, item)}
    return tuple(
        item if _speaks(pole, item) else replace(item, odds=item.odds - BESIDE)
        for item in kept
        if item.section.id in sections
    )


def _speaks(pole: Pole, item: Evidence) -> bool:
    """Whether a piece speaks for a pole: in its words, or else by the heading that it is under."""
    own = fold(item.text)
    if any(words.search(own) for words in _WORDS.values()):
        return _WORDS[pole].search(own) is not None
    heading = fold(item.section.headings[-1]) if item.section.headings else ""
    return _HEADINGS[pole].search(heading) is not None
