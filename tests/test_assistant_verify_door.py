"""The door: what is said of a sentence beside the evidence that it names, and by whom."""

from dataclasses import replace

import pytest
from evidence_fakes import evidence, section, source
from verify_words import judged, usage

from assistant.answer.entailment import Entailment
from assistant.answer.verify.flaw import Flaw
from assistant.answer.verify.verifier import Verifier

TOLD = "Ouders krijgen samen rust."
SECTION = section("Wijzer", "Wonen", TOLD)


class FakeEntailment(Entailment):
    """Entails what it is told to, and remembers what it was asked."""

    def __init__(self, *, entails: bool) -> None:
        self._says = entails
        self.asked: list[tuple[str, str]] = []

    def entails(self, premise: str, hypothesis: str) -> bool:
        self.asked.append((premise, hypothesis))
        return self._says


@pytest.mark.parametrize(("entails", "found"), [(True, None), (False, Flaw.NOT_ENTAILED)])
def test_a_model_of_entailment_has_the_last_word(entails: bool, found: Flaw | None) -> None:
    model = FakeEntailment(entails=entails)
    verifier = Verifier(usage(TOLD), model)
    assert verifier.flaw("Ouders krijgen dan rust.", evidence(1, SECTION)) is found
    assert model.asked == [(TOLD, "Ouders krijgen dan rust.")]


def test_a_model_of_entailment_saves_no_sentence() -> None:
    model = FakeEntailment(entails=True)
    verifier = Verifier(usage(TOLD), model)
    assert verifier.flaw("Ouders krijgen dan werk.", evidence(1, SECTION)) is Flaw.NEW_WORD
    assert model.asked == []


@pytest.mark.parametrize("name", ["Wonen", "Wijzer", "Pleegzorg"])
def test_an_opening_may_name_heading_source_or_guideline(name: str) -> None:
    item = replace(evidence(1, SECTION), guideline=source("Pleegzorg"))
    verifier = Verifier(usage(TOLD))
    assert verifier.flaw(f"Bij {name} krijgen ouders rust.", item) is None
    assert verifier.flaw("Bij Werken krijgen ouders rust.", item) is Flaw.NEW_NAME


def test_a_source_without_a_guideline_is_no_failure() -> None:
    assert Verifier(usage(TOLD)).flaw(TOLD, evidence(1, SECTION)) is None


def test_an_opening_that_the_evidence_has_too_may_stay() -> None:
    told = "Bij Wonen krijgen ouders rust."
    assert judged(told, told, "Wonen") is None


def test_of_several_sentences_the_one_that_comes_nearest_is_told_of() -> None:
    told = "Ouders krijgen soms rust. Kinderen spelen graag buiten."
    assert judged("Ouders krijgen altijd rust.", told) is Flaw.BENT
    assert judged("Ouders krijgen werk en geld.", told) is Flaw.NEW_WORD


def test_what_is_new_goes_before_what_is_misplaced_and_that_before_what_is_bent() -> None:
    told = "Vader zoekt soms moeder thuis."
    assert judged("Moeder zoekt vader in Utrecht.", told) is Flaw.NEW_NAME
    assert judged("Moeder zoekt vader thuis.", told) is Flaw.ORDER
    assert judged("Vader zoekt moeder thuis.", told) is Flaw.BENT


def test_one_sentence_of_the_evidence_carries_it_whatever_the_others_say() -> None:
    told = "Ouders krijgen nooit rust. Ouders krijgen samen rust."
    assert judged("Ouders krijgen dan rust.", told) is None


def test_evidence_of_questions_alone_carries_nothing() -> None:
    assert judged("Ouders krijgen dan rust.", "Krijgen ouders rust?") is Flaw.NEW_WORD


def test_form_goes_before_language_and_both_before_the_words() -> None:
    assert judged("The parents that support their children", TOLD) is Flaw.FORM
    assert judged("The parents that support their children.", TOLD) is Flaw.LANGUAGE


def test_words_of_the_field_are_those_of_the_profile() -> None:
    assert judged("Een steunpilaar zoekt vader thuis.", "Vader zoekt een steunpilaar thuis.")
    assert judged("Het netwerk zoekt rust.", "Het sociale netwerk zoekt vrede.") is None
    assert judged("Het huis zoekt rust.", "Het dure huis zoekt rust.") is Flaw.ORDER
    assert judged("Een kring van vrienden zoekt rust.", "Een netwerk zoekt rust.") is None
