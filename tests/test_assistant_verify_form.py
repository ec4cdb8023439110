"""What a sentence must look like by itself, and which pieces of evidence it may be a wording of."""

import pytest

from assistant.answer.verify.form import is_well_formed, units

PLAIN = "Vrijwilligers steunen ouders bij vragen."


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "Ouders krijgen dan steun!",
        "@Ease geeft jongeren steun.",
        "3 ouders krijgen dan steun.",
        "Zij zegt: “ouders krijgen steun.”",
        "Zij zegt: ‘ouders krijgen steun.’",
        "Cliënten zijn één dag thuis.",
    ],
)
def test_one_plain_sentence_is_well_formed(text: str) -> None:
    assert is_well_formed(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ouders krijgen steun.",
        "Ouders krijgen dan steun",
        "Krijgen ouders dan steun?",
        "Ouders krijgen dan steun. Kinderen ook dan.",
        "- Ouders krijgen dan steun.",
        "“Ouders krijgen dan steun.",
        "Ouders krijgen dan\nsteun.",
        "Ouders krijgen dan\tsteun.",
        "Ouders krijgen dan\u2028steun.",
        "Ouders krijgen dan\x00 steun.",
        "Ouders krijgen dan st\u00adeun.",
        "Ouders krijgen dan steu\u0301n.",
        "Ouders krijgen dan steun ﬁjn.",
        "Ouders krijgen dan stеun.",
        "Ouders krijgen dan *steun*.",
        "Ouders krijgen dan_steun nu.",
        "Ouders krijgen dan hulp.nl steun.",
        "Ouders krijgen dan a@b steun.",
        "Ouders krijgen dan http: steun.",
        "Ouders krijgen dan //x steun.",
    ],
)
def test_anything_else_is_not(text: str) -> None:
    assert not is_well_formed(text)


def test_a_sentence_has_an_end() -> None:
    longest = "Ouders krijgen dan " + "x" * 380 + "."
    assert len(longest) == 400
    assert is_well_formed(longest)
    assert not is_well_formed(longest.replace("x.", "xx."))


def test_evidence_is_its_sentences_and_each_item_behind_what_announces_it() -> None:
    evidence = "Steun helpt. Het netwerk geeft:\n- hulp;\n- rust.\n\nEr is ook:\n- tijd."
    assert list(units(evidence)) == [
        "Steun helpt.",
        "Het netwerk geeft:",
        "Het netwerk geeft: hulp;",
        "Het netwerk geeft: rust.",
        "Het netwerk geeft: Er is ook:",
        "Er is ook: tijd.",
    ]


@pytest.mark.parametrize("question", ["Mag dat?", "Mag dat?³", "“Mag dat?”", "(Mag dat?)"])
def test_a_question_is_no_evidence(question: str) -> None:
    assert list(units(f"{question} Steun helpt.")) == ["Steun helpt."]
