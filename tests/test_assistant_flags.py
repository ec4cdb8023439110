"""What our own flags say of own words: each one fires, and leaves alone what it may."""

import pytest

from assistant.answer.flags import LONGEST_CHARS, Flag, Grounds, flags, without_marks

GUEST = (
    "Een gastgezin vangt een kind twee dagen per week op. Meestal is dat een gezin uit de buurt. "
    "De hulp kan voorkomen dat een kind moet verhuizen.¹ Ouders betalen niets. "
    "Als er zorgen zijn over veiligheid, kijkt de gemeente mee. "
    "Mag een oma ook een gastgezin zijn? Daar is geen vast antwoord op."
)
GROUNDS = Grounds((GUEST,), ("Opvang door Huis aan Huis", "Wat is opvang in 2024?"))


@pytest.mark.parametrize(
    "text",
    [
        "Een gastgezin past twee dagen per week op een kind.",
        "Vaak woont het gezin in de buurt.",
        "De hulp kan een verhuizing voorkomen.",
        "De hulp kan een verhuizing voorkomen¹ [1].",
        "Voor ouders kost het niets.",
        "Op de vraag of een oma gastgezin mag zijn, is geen vast antwoord.",
        "Mag een oma gastgezin zijn?",
        "Huis aan Huis vangt in 2024 een kind op.",
        "Bij zorgen over veiligheid kijkt de gemeente mee.",
    ],
)
def test_what_says_the_same_in_other_words_may_pass(text: str) -> None:
    assert flags(text, GROUNDS) == frozenset()


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Een gastgezin vangt een kind drie dagen per week op.", Flag.NUMBER),
        ("Een gastgezin vangt een kind 2,5 dagen per week op.", Flag.NUMBER),
        ("Een gastgezin vangt een kind een jaar op.", Flag.NUMBER),
        ("Een gastgezin van Humanitas vangt een kind op.", Flag.NAME),
        ("Een gastgezin met een VOG vangt een kind op.", Flag.NAME),
        ("VOG is nodig voor een gastgezin.", Flag.NAME),
        ("Het gezin @thuis vangt een kind op.", Flag.NAME),
        ("Een gastgezin vangt geen kind twee dagen per week op.", Flag.DENIAL),
        ("Ouders betalen veel.", Flag.DENIAL),
        ("De hulp voorkomt dat een kind verhuist.", Flag.HEDGE),
        ("Het is een gezin uit de buurt.", Flag.HEDGE),
        ("Meestal is het alleen een gezin uit de buurt.", Flag.STRONGER),
        ("Elk gastgezin vangt een kind twee dagen per week op.", Flag.STRONGER),
        ("De gemeente kijkt mee uit zorgen over veiligheid.", Flag.CONDITION),
        ("Een oma mag ook een gastgezin zijn.", Flag.QUESTION),
        ("De hulp kan verhuizen voorkomen, omdat een kind vaste opvang heeft.", Flag.CAUSE),
        ("Ik vind dat een gastgezin een kind opvangt.", Flag.SPEAKER),
        ("Een hond blaft en een kat miauwt in de tuin bij het gezin.", Flag.OTHER),
        ("A family has a child for the days.", Flag.FORM),
        ("Een [gastgezin](javascript:x) vangt een kind op.", Flag.FORM),
        ("Een gastgezin vangt zelden een kind op.", Flag.DENIAL),
        ("Een gаstgezin vangt een kind op.", Flag.LETTERS),
        ("Een gast\u200bgezin vangt een kind op.", Flag.LETTERS),
        ("Een ｇastgezin vangt een kind op.", Flag.LETTERS),
        ("Een gastgezin vangt een kind op", Flag.FORM),
        ("Een gastgezin.\nVangt een kind op.", Flag.FORM),
        ("Een gastgezin staat op www.opvang.nl.", Flag.FORM),
        ("Een gastgezin vangt op. Het kind vindt dat fijn.", Flag.FORM),
    ],
)
def test_each_flag_fires(text: str, flag: Flag) -> None:
    assert flag in flags(text, GROUNDS)


def test_a_sentence_may_be_as_long_as_it_reads_easily() -> None:
    assert Flag.FORM not in flags("a" * (LONGEST_CHARS - 1) + ".", GROUNDS)
    assert Flag.FORM in flags("a" * LONGEST_CHARS + ".", GROUNDS)


def test_several_passages_may_carry_one_sentence() -> None:
    both = Grounds(("Een buur helpt twee uur.", "Een oom helpt drie uur."))
    assert flags("Een buur helpt twee uur en een oom drie uur.", both) == frozenset()
    assert Flag.NUMBER in flags("Een buur helpt twee uur en een oom vier uur.", both)


def test_a_clause_that_is_hardly_told_need_not_bring_its_denial() -> None:
    cited = Grounds(("Een mentor luistert naar de jongere, en hij geeft dan niet meteen raad.",))
    assert flags("Een mentor luistert.", cited) == frozenset()
    assert Flag.DENIAL in flags("Een mentor luistert en geeft meteen raad.", cited)


def test_marks_are_not_words() -> None:
    assert without_marks("Een JIM¹ helpt [12].²") == "Een JIM helpt."
