"""What of its passages a sentence in own words tells: clauses, the sentences near it, the best."""

from assistant.answer.told_part import BEGINNING_CHARS, beginnings, told_of

OOM = "Een oom brengt het kind naar school, maar hij blijft niet eten."
TANTE = "Een tante leest voor."


def test_the_clauses_that_are_mostly_told_are_found() -> None:
    told = told_of("De oom brengt het kind.", [f"{OOM} {TANTE}"])
    assert told.mostly == ("Een oom brengt het kind naar school",)
    assert (told.near, told.best) == (OOM, OOM)


def test_a_clause_of_which_little_is_told_is_left_out() -> None:
    told = told_of("De oom fietst.", ["Een oom brengt het kind naar school."])
    assert told.mostly == ()
    assert told.best == "Een oom brengt het kind naar school."
    half = told_of("De oom brengt haar.", ["Een oom brengt het kind thuis naar school."])
    assert half.mostly == ("Een oom brengt het kind thuis naar school.",)


def test_a_sentence_is_near_with_half_of_the_words_of_the_best() -> None:
    passage = "Opa kookt soep samen. Oma kookt soep. Hond kookt."
    assert told_of("Opa kookt samen soep.", [passage]).near == (
        "Opa kookt samen soep.".replace("samen soep", "soep samen") + " Oma kookt soep."
    )


def test_several_passages_are_told_together() -> None:
    told = told_of("Een oom brengt het kind en een tante leest voor.", [OOM, TANTE])
    assert set(told.mostly) == {"Een oom brengt het kind naar school", TANTE}


def test_without_passages_nothing_is_told() -> None:
    told = told_of("Een oom.", [])
    assert (told.mostly, told.near, told.best) == ((), "", "")


def test_words_are_the_same_by_their_beginnings() -> None:
    assert BEGINNING_CHARS == 5
    assert beginnings("pasklare antwoorden") == beginnings("pasklaar antwoord")
