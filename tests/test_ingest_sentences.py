"""Sentences: found whole, in order, in Dutch prose as the guidance writes it."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.sentences import list_spans, sentence_spans


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dit helpt. Dat ook.", ["Dit helpt.", "Dat ook."]),
        (
            "Wat mag je delen en met wie? Vraag het na!",
            ["Wat mag je delen en met wie?", "Vraag het na!"],
        ),
        (
            "Steun, bijv. Oma of o.a. Jan, helpt. Ja.",
            ["Steun, bijv. Oma of o.a. Jan, helpt.", "Ja."],
        ),
        (
            "Zie Lam, E. & Ligtermoet, I. (2018) over steun.",
            ["Zie Lam, E. & Ligtermoet, I. (2018) over steun."],
        ),
        (
            "Zorgt niet voor veiligheid⁸. Toch blijft het.",
            ["Zorgt niet voor veiligheid⁸.", "Toch blijft het."],
        ),
        (
            "Echt aan zet komen.⁶ Daarmee verandert het.",
            ["Echt aan zet komen.⁶", "Daarmee verandert het."],
        ),
        ("Die ik vertrouw... Hij zorgt.", ["Die ik vertrouw...", "Hij zorgt."]),
        ('"Dat is doorbroken." Zo zei hij.', ['"Dat is doorbroken."', "Zo zei hij."]),
        ("Bij artikel 19. De norm geldt.", ["Bij artikel 19.", "De norm geldt."]),
        (
            "Het kan op vier manieren:\n\n- praktisch;\n- emotioneel.",
            ["Het kan op vier manieren:", "praktisch;", "emotioneel."],
        ),
        (
            "1. Het brengt in kaart\n2. Om te leren kennen",
            ["Het brengt in kaart", "Om te leren kennen"],
        ),
        ("  \n\n ", []),
    ],
)
def test_sentences_are_found(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet="abAB .!?:()\"'\n-1²", max_size=200))
def test_spans_are_ordered_and_lose_no_letter(text: str) -> None:
    spans = sentence_spans(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    outside = [
        text[a:b]
        for a, b in zip(
            [0, *(s.end for s in spans)], [*(s.start for s in spans), len(text)], strict=True
        )
    ]
    assert not any(char.isalpha() for gap in outside for char in gap)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het kan zo:\n\n- een;\n- twee.\n\nEn verder.", ["Het kan zo:\n\n- een;\n- twee."]),
        ("Een zin.\n\n- een\n- twee", ["- een\n- twee"]),
        ("- een\n- twee\n\nNa.\n\n1. drie\n2. vier", ["- een\n- twee", "1. drie\n2. vier"]),
        ("Geen lijst - maar een streepje.", []),
    ],
)
def test_lists_are_found_with_what_announces_them(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in list_spans(text)] == expected
