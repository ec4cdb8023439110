"""What is shown of a question: masked, on one line, cut where it must be, and masked once."""

import re

import pytest

from assistant.guard.masked import shown, without_masks
from assistant.guard.privacy import Masked, PersonalKind, Privacy
from assistant.question.typed import QUESTION_CHARS


class Counting:
    """Masks "Kees", and remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def __call__(self, text: str) -> Masked:
        self.given.append(text)
        masked = text.replace("Kees", "[naam]")
        return Masked(masked, (PersonalKind.NAME,) if masked != text else ())


def unmasked(text: str) -> Masked:
    return Masked(text, ())


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("Wat is een JIM?", "Wat is een JIM?"),
        ("Wat wil Kees?", "Wat wil [naam]?"),
        ("Wat wil\nKees?\r\n\tEn nu?", "Wat wil [naam]? En nu?"),
        ("Wat  is \x07 een\u200b JIM?", "Wat is een JIM?"),
    ],
)
def test_what_reads_the_same_on_one_line_is_masked_once(question: str, line: str) -> None:
    mask = Counting()
    assert shown(question, mask).text == line
    assert mask.given == [question]


def test_what_reads_otherwise_on_one_line_is_masked_again() -> None:
    mask = Counting()
    masked = shown("Wat wil Ke\u00ad\nes? En Kees?", mask)
    assert masked == Masked("Wat wil Ke es? En [naam]?", (PersonalKind.NAME,))
    assert len(mask.given) == 2


def test_what_is_cut_is_masked_again() -> None:
    mask = Counting()
    shown("Kees wil hulp. " * QUESTION_CHARS, mask)
    assert len(mask.given) == 2


def test_kinds_of_both_looks_are_told_each_once() -> None:
    looks = iter([(PersonalKind.NAME, PersonalKind.BSN), (PersonalKind.PHONE, PersonalKind.NAME)])
    masked = shown("Een pleeg\u00ad\nkind", lambda text: Masked(text, next(looks)))
    assert masked.kinds == (PersonalKind.NAME, PersonalKind.BSN, PersonalKind.PHONE)


@pytest.mark.parametrize(
    "question",
    [
        "Zoë Pee-\nters zoekt hulp",
        "bel 06-12\n345678 en 06\n12345678",
        "bsn 123\u00ad\n456782",
        "geb. 14-03-\n2009",
        "woont op Kerk\u00ad\nstraat\n12",
    ],
)
def test_nothing_that_a_line_end_cut_in_two_comes_back(question: str) -> None:
    bare = shown(question, Privacy([]).mask).text
    assert "[" in bare
    assert not re.search("Pee|ters|456|2009|straat", bare)


def test_what_is_shown_is_one_line_and_no_longer_than_a_question() -> None:
    assert shown("Wat\n is\x07 \u200been JIM?", unmasked).text == "Wat is een JIM?"
    long = shown("steunfiguur " * 2000, unmasked).text
    assert QUESTION_CHARS - 20 < len(long) <= QUESTION_CHARS + 2
    assert long.endswith("steunfiguur …")


@pytest.mark.parametrize("more", [0, 1])
def test_a_question_is_cut_from_one_character_too_many(more: int) -> None:
    line = shown("Wat is dat " + "x" * (QUESTION_CHARS - 11 + more), unmasked).text
    assert line.endswith("…") is bool(more)


@pytest.mark.parametrize("filler", ["a ", "x"])
def test_nothing_is_left_of_a_number_where_a_long_question_is_cut(filler: str) -> None:
    """Whether the end of what is looked at, or of what is shown, falls in it."""

    def masks(text: str) -> Masked:
        return Masked(text.replace("06-12345678", ""), ())

    for at in (QUESTION_CHARS, QUESTION_CHARS + 200):
        for offset in range(12):
            start = filler * ((at - offset) // len(filler))
            question = start + "06-12345678" + " en verder" * 60
            assert not re.search("[0-9]", shown(question, masks).text)


def test_nothing_is_left_of_a_number_at_the_end_of_what_is_looked_at() -> None:
    """Also where masks are so much shorter that what is shown would reach that end."""

    def masks(text: str) -> Masked:
        return Masked(text.replace("naam " * 100, "").replace("06-12345678", ""), ())

    for offset in range(12):
        start = "naam " * 100 + "a " * 1850
        question = start[: QUESTION_CHARS + 200 - offset] + "06-12345678" + " en verder" * 60
        assert len(start) == QUESTION_CHARS + 200
        assert not re.search("[0-9]", shown(question, masks).text)


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        ("Mag [naam] naar oma?", "Mag naar oma?"),
        ("Mag [naam]'s zus mee?", "Mag zus mee?"),
        ("Zijn BSN is [bsn], mag dat?", "Zijn BSN is , mag dat?"),
        ("Met bsn [bsn] van [naam]", "Met van"),
        ("Wat is een JIM?", "Wat is een JIM?"),
        ("[naam]", "[naam]"),
    ],
)
def test_masks_are_not_searched_for(question: str, bare: str) -> None:
    assert without_masks(question) == bare
