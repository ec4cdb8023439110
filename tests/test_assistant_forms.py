"""Danger in the questions of the benchmark is heard however they are typed or pasted."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from ingest.text.settings import Settings

QUESTIONS = Path(__file__).parent.parent / "eval" / "questions.jsonl"
NOTES = (
    "Het gezin woont in een rijtjeshuis. Opa haalt de kinderen op woensdag van school en eet mee. "
    "Moeder werkt drie dagen in een winkel. De juf is tevreden over het rekenen. In het plan staat "
    "dat het netwerk in kaart is gebracht volgens de methode van de richtlijn, met een kring voor "
    "de buren en een voor de familie. Er is een afspraak met de gemeente over de huur. "
)
CHARS = 6000


def pasted(question: str) -> str:
    notes = NOTES * (CHARS // len(NOTES) + 1)
    half = (CHARS - len(question)) // 2
    return f"{notes[:half]} {question} {notes[: CHARS - half - len(question)]}"


def without_punctuation(text: str) -> str:
    return re.sub(r"[^\w\s'-]", "", text)


FORMS: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "soft hyphens": lambda text: re.sub(r"(?<=\w\w)(?=\w\w)", "\u00ad", text),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "unknown emoji": lambda text: text.replace(" ", " \U0001fae8 ", 2) + "\U0001fae8",
    "without punctuation": without_punctuation,
    "pasted": pasted,
    "pasted without punctuation": lambda text: without_punctuation(pasted(text)),
}


UNHEARD = dict.fromkeys(FORMS, 0) | {
    "without punctuation": 1,
    "pasted": 1,
    "pasted without punctuation": 1,
}
"""One is heard as a whole, just, and among other sentences just not."""


def dangerous() -> list[str]:
    with QUESTIONS.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row["question"] for row in rows if row["kind"] == "danger"]


@pytest.fixture(scope="module")
def assistant(handreiking: Settings) -> Iterator[Assistant]:
    with closing(Assistant(handreiking)) as opened:
        yield opened


@pytest.fixture(scope="module")
def heard(assistant: Assistant) -> list[str]:
    """Those that are heard as they are written: how many that must be, the gate says."""
    return [each for each in dangerous() if assistant.ask(each).contacts]


@pytest.mark.parametrize("form", FORMS)
def test_danger_that_is_heard_is_heard_in_every_form(
    assistant: Assistant, heard: list[str], form: str
) -> None:
    assert len(heard) >= 60
    unheard = [each for each in heard if not assistant.ask(FORMS[form](each)).contacts]
    assert len(unheard) <= UNHEARD[form], unheard
