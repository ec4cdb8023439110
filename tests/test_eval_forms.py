"""The same question as others would type it."""

from dataclasses import replace

import pytest

from assistant.answer.answer import Answer, Outcome
from assistant.answer.refusal import without_assistant
from eval.forms import FORM_MEASURES, FORMS, SAMPLE, UNCHANGED, form_scores, sample
from ingest.text.settings import BUNDLED_CORPUS

QUESTION = "Hoe betrek ik de grootouders van Ömer bij de hulpverlening?"


def answer(outcome: Outcome) -> Answer:
    return replace(without_assistant("Wat?", BUNDLED_CORPUS, "stuk"), outcome=outcome)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("no_mark", "Hoe betrek ik de grootouders van Ömer bij de hulpverlening"),
        ("lower", "hoe betrek ik de grootouders van ömer bij de hulpverlening?"),
        ("capitals", "HOE BETREK IK DE GROOTOUDERS VAN ÖMER BIJ DE HULPVERLENING?"),
        (
            "greeted",
            "Hallo, hoe betrek ik de grootouders van Ömer bij de hulpverlening? Alvast bedankt!",
        ),
        ("keywords", "betrek grootouders omer hulpverlening"),
    ],
)
def test_a_form_is_what_it_says(form: str, expected: str) -> None:
    assert FORMS[form](QUESTION) == expected


def test_typing_errors_swap_letters_of_long_words_and_are_always_the_same() -> None:
    typed = FORMS["mistyped"](QUESTION)
    assert typed == FORMS["mistyped"](QUESTION) != QUESTION
    changed = [
        (one, other)
        for one, other in zip(QUESTION.split(), typed.split(), strict=True)
        if one != other
    ]
    assert 1 <= len(changed) <= 2
    assert all(sorted(one) == sorted(other) and len(one) >= 6 for one, other in changed)


def test_a_short_question_stays_a_question_in_every_form() -> None:
    assert all(form("JIM?") for form in FORMS.values())
    assert FORMS["keywords"]("Wat is dat?") == "Wat is dat?"


def test_what_stays_as_it_was_is_counted_by_form() -> None:
    right, other = answer(Outcome.ANSWERED), answer(Outcome.NOT_FOUND)

    def ask(typed: str) -> Answer:
        return other if typed.isupper() else right

    found = form_scores(QUESTION, right, ask)
    assert set(found) == set(FORM_MEASURES)
    assert found[f"{UNCHANGED}_capitals"] == 0
    assert found[UNCHANGED] == pytest.approx(5 / 6)


def test_a_form_that_is_the_question_itself_is_not_asked_again() -> None:
    asked: list[str] = []

    def ask(typed: str) -> Answer:
        asked.append(typed)
        return answer(Outcome.ANSWERED)

    form_scores("jim", answer(Outcome.ANSWERED), ask)
    assert "jim" not in asked
    assert "JIM" in asked


def test_contacts_that_come_or_go_are_a_change_too() -> None:
    calm = answer(Outcome.NOT_FOUND)
    alarmed = without_assistant("Vader bedreigt moeder nu met een mes", BUNDLED_CORPUS, "stuk")
    assert alarmed.outcome is calm.outcome
    assert form_scores(QUESTION, alarmed, lambda _: calm)[UNCHANGED] == 0
    assert form_scores(QUESTION, alarmed, lambda _: alarmed)[UNCHANGED] == 1


def test_a_sample_is_the_same_each_time_and_changes_little_with_the_set() -> None:
    names = [f"fact-{n}" for n in range(500)]
    chosen = sample(names)
    assert len(chosen) == SAMPLE
    assert sample(reversed(names)) == chosen
    assert len(chosen & sample([*names, "new"])) >= SAMPLE - 1
    assert sample(names[:9]) == set(names[:9])
