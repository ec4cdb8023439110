"""Evidence of the pole that is asked for."""

from evidence_fakes import evidence, section

from assistant.answer.polarity import BESIDE, of_pole

GOOD = section("een", "Voordelen van hulp", "Het is dichtbij. Er is een risico.")
BAD = section("een", "Wat speelt er", "Het netwerk raakt overbelast. Bel dan.")
OTHER = section("een", "Iets anders", "Hulp heeft als voordeel dat zij blijft. Ook dit staat er.")

NEAR = evidence(1, GOOD, "Het is dichtbij.")
RISK = evidence(2, GOOD, "Er is een risico.")
WORN = evidence(3, BAD, "Het netwerk raakt overbelast.")
THEN = evidence(4, BAD, "Bel dan.")
STAYS = evidence(5, OTHER, "Hulp heeft als voordeel dat zij blijft.")
ALSO = evidence(6, OTHER, "Ook dit staat er.")
ALL = (NEAR, RISK, WORN, THEN, STAYS, ALSO)


def numbers(question: str) -> list[int]:
    return [item.number for item in of_pole(question, ALL)]


def test_who_asks_for_risks_gets_no_advantages() -> None:
    assert numbers("Wat zijn de risico's?") == [2, 3, 4]


def test_what_speaks_for_no_pole_comes_after_what_does() -> None:
    told = {item.number: item.odds for item in of_pole("Wat zijn de risico's?", ALL)}
    assert (told[3], told[4]) == (WORN.odds, THEN.odds - BESIDE)


def test_who_asks_for_advantages_gets_no_risks() -> None:
    assert numbers("Wat zijn de voordelen?") == [1, 4, 5, 6]


def test_where_nothing_speaks_against_there_is_nothing_to_tell() -> None:
    assert of_pole("Wat zijn de nadelen?", (NEAR, STAYS, ALSO)) == ()


def test_other_questions_keep_all() -> None:
    assert of_pole("Wat is hulp?", ALL) == ALL
