"""Each rule by itself: what is new, where it stands, what bends it; and how two words compare."""

import pytest
from verify_words import usage

from assistant.answer.verify.bends import bent
from assistant.answer.verify.flaw import Flaw
from assistant.answer.verify.order import misplaced
from assistant.answer.verify.reading import read_words
from assistant.answer.verify.substance import new_word, without_lead
from assistant.answer.verify.word import Word, are_forms, are_same


def both(said: str, told: str) -> tuple[list[Word], list[Word]]:
    known = usage(said, told)
    return read_words(said, known), read_words(told, known)


def made(text: str, **flags: object) -> Word:
    plain = dict.fromkeys(
        ("is_number", "is_name", "is_person", "is_broad", "is_droppable", "is_publication"),
        False,
    )
    given = {"has_substance": True, "keys": frozenset({text}), "parts": frozenset()}
    return Word(text, bend="", **({"base": "", **plain, **given} | flags))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("gids", "gids", True),
        ("gids", "gidsen", True),
        ("gidsen", "gids", True),
        ("gids", "gidsheid", True),
        ("gids", "gidsbaar", False),
        ("gid", "gids", False),
        ("werkt", "werkplek", False),
        ("balk", "balt", False),
        ("werking", "werkheid", True),
        ("werken", "wezen", False),
    ],
)
def test_forms_of_a_word_differ_in_their_ending_alone(one: str, other: str, is_same: bool) -> None:
    assert are_forms(one, other) is is_same


def test_names_and_people_are_only_known_by_what_they_are() -> None:
    assert are_same(made("gids"), made("gidsen"))
    for flag in ("is_name", "is_person"):
        assert not are_same(made("gids", **{flag: True}), made("gidsen"))
        assert not are_same(made("gidsen"), made("gids", **{flag: True}))
        assert are_same(made("gids", **{flag: True}), made("gids"))


def test_a_number_is_the_same_as_a_number_alone() -> None:
    number = made("2", keys=frozenset({"2"}), is_number=True)
    assert are_same(number, made("twee", keys=frozenset({"2"}), is_number=True))
    assert not are_same(number, made("3", keys=frozenset({"3"}), is_number=True))
    assert not are_same(number, made("twee", keys=frozenset({"2"})))
    assert not are_same(made("twee", keys=frozenset({"2"})), number)


def test_a_verb_is_known_without_its_particle_on_either_side() -> None:
    assert are_same(made("opvangt", base="vangt"), made("vangt"))
    assert are_same(made("vangt"), made("opvangt", base="vangt"))
    assert not are_same(made("vangt"), made("opvangt"))


@pytest.mark.parametrize(
    ("said", "told", "found"),
    [
        ("Zij zoeken rust.", "Zij zoeken rust thuis.", None),
        ("Zij zoeken werk.", "Zij zoeken rust.", Flaw.NEW_WORD),
        ("Zij zoeken Utrecht.", "Zij zoeken rust.", Flaw.NEW_NAME),
        ("Zij zoeken 12 dingen.", "Zij zoeken dingen.", Flaw.NEW_NUMBER),
        ("Zij zoeken vrede.", "Zij zoeken rust.", None),
        ("Zij hebben dat samen.", "Zij zoeken dat samen.", Flaw.NEW_WORD),
        ("Zij heeft dat samen.", "Zij hebben dat samen.", None),
        ("Zij zoeken dat soms.", "Zij zoeken dat.", None),
        ("De opvang in een groep helpt.", "De groepsopvang helpt.", None),
        ("De opvang helpt.", "De groepsopvang helpt een groep.", Flaw.NEW_WORD),
        ("De opvang er dus ook in een groep helpt.", "De groepsopvang helpt.", Flaw.NEW_WORD),
    ],
)
def test_no_word_of_substance_is_new(said: str, told: str, found: Flaw | None) -> None:
    assert new_word(*both(said, told)) is found


@pytest.mark.parametrize(
    ("text", "context", "left"),
    [
        ("Bij Wonen zoeken zij rust.", "Wonen", "zoeken zij rust"),
        ("Bij Wonen zoeken zij rust.", "Werken", "bij wonen zoeken zij rust"),
        ("Over Wonen zoeken zij rust.", "Wonen", "over wonen zoeken zij rust"),
        ("Bij wonen zoeken zij rust.", "Wonen", "bij wonen zoeken zij rust"),
        ("In de richtlijn wonen zoeken zij.", "Richtlijn wonen", "zoeken zij"),
        ("In het boek wonen zoeken zij.", "Boek wonen", "in het boek wonen zoeken zij"),
        ("Bij Wonen soms zoeken zij.", "Wonen soms", "soms zoeken zij"),
        ("Bij Wonen is dat zo.", "Wonen", "is dat zo"),
        ("Bij Wonen ouders zoeken zij.", "Wonen ouders", "ouders zoeken zij"),
        ("Bij ouders Wonen zoeken zij.", "Wonen ouders", "bij ouders wonen zoeken zij"),
        ("Bij Aa in de Bb van de Cc zoeken zij.", "Aa Bb Cc", "zoeken zij"),
        (
            "Bij Aa in de Bb van de Cc Dd zoeken zij.",
            "Aa Bb Cc Dd",
            "bij aa in de bb van de cc dd zoeken zij",
        ),
        ("", "Wonen", ""),
    ],
)
def test_an_opening_that_names_the_heading_is_left_out(text: str, context: str, left: str) -> None:
    said, told = both(text, context)
    assert " ".join(word.text for word in without_lead(said, told)) == left


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Zij zoeken rust thuis.", "Zij zoeken samen rust thuis."),
        ("Zij kunnen rust zoeken.", "Zij zoeken kunnen rust."),
        ("Zij zoeken rust in huis.", "Zij zoeken rust in het huis."),
        ("Het netwerk helpt hen.", "Het sociale netwerk helpt hen."),
        ("Het boze team helpt hen.", "Het boze team helpt hen."),
        ("Kinderen geven rust.", "Kinderen krijgen steun en geven rust."),
        ("De steun geeft hun rust, zoals dat hoort.", "De steun geeft hun rust."),
    ],
)
def test_a_word_may_move_with_its_verb_or_preposition(said: str, told: str) -> None:
    assert misplaced(*both(said, told)) is None


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Moeder zoekt vader thuis.", "Vader zoekt moeder thuis."),
        ("Anne zoekt Utrecht op.", "Utrecht zoekt Anne op."),
        ("Rust vinden zij thuis.", "Thuis vinden zij rust."),
        ("Zij zoeken rust met huis.", "Zij zoeken rust in huis."),
        ("Zij zoeken huis in rust.", "Zij zoeken rust in huis."),
        ("Zij zoeken bij 2 rust na 10.", "Zij zoeken bij 10 rust na 2."),
        ("Zij zoeken, na huis, rust in werk.", "Zij zoeken, na werk, rust in huis."),
        ("Het team helpt hen.", "Het boze team helpt hen."),
        ("Het boze team helpt hen.", "Het team helpt boze ouders."),
        ("Ouders zoeken rust.", "Ouders met schulden zoeken rust."),
        ("Kinderen geven steun.", "Kinderen krijgen steun en geven rust."),
        ("Steun geeft rust.", "Kinderen krijgen steun en geven rust."),
        ("Ouders geven rust.", "Ouders krijgen steun en kinderen geven rust."),
        ("Zij willen rust zoeken wandelen.", "Zij wandelen zoeken rust willen."),
        ("Zij zijn mensen tussen de 23 en 10.", "Zij zijn mensen tussen de 10 en 23."),
        ("Wij geven bij pijn, ruzie steun thuis.", "Wij geven steun thuis na werk, ruzie."),
        ("Dan krijgen thuis steun mensen samen.", "Dan mensen krijgen thuis steun."),
        ("Zij krijgen thuis rust de tijd.", "Zij krijgen de tijd thuis rust."),
        ("Zij krijgen thuis rust hulp.", "Zij krijgen hulp thuis rust."),
        ("Wandelen kinderen krijgen thuis rust.", "Kinderen krijgen thuis rust wandelen."),
        ("Kinderen thuis rust wandelen.", "Kinderen wandelen thuis rust."),
        ("Boze team helpen.", "Boze ouders en het team helpen."),
    ],
)
def test_a_word_elsewhere_or_bound_otherwise_is_misplaced(said: str, told: str) -> None:
    assert misplaced(*both(said, told)) is Flaw.ORDER


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Zij zoeken soms rust.", "Zij zoeken soms rust."),
        ("Zij zoeken indien mogelijk rust.", "Zij zoeken als zij kunnen rust."),
        ("Zij zoeken rust.", "Zij zoeken toch rust."),
        ("Zij zoeken rust.", "Zij zoeken rust en soms geeft vader steun."),
        ("Vader geeft soms steun.", "Zij zoeken rust en soms geeft vader steun."),
        ("Zij zoeken rust.", "Zij zoeken rust, bijvoorbeeld vaak thuis."),
        ("Zij zoeken bijvoorbeeld vaak rust.", "Zij zoeken bijvoorbeeld vaak rust."),
        ("Zij zoeken niet rust thuis.", "Zij zoeken niet rust thuis."),
        ("Zij zoeken rust tijdens werk.", "Zij zoeken rust tijdens werk."),
        ("Zij zoeken rust.", "Zij zoeken rust en tijdens werk geeft vader steun."),
        ("Zij zoeken thuis niet rust.", "Thuis zoeken zij niet rust."),
        ("Zij zoeken niet thuis rust.", "Zij zoeken niet rust thuis."),
        ("Zij zoeken rust bij stress.", "Zij zoeken rust bij stress en ruzie."),
        ("Zij zoeken, als dat zo is, rust.", "Zij zoeken rust als vader bij ruzie steun geeft."),
    ],
)
def test_what_bends_a_meaning_is_kept(said: str, told: str) -> None:
    assert bent(*both(said, told)) is None


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Zij zoeken rust.", "Zij zoeken soms rust."),
        ("Zij zoeken soms rust.", "Zij zoeken rust."),
        ("Zij zoeken toch rust.", "Zij zoeken rust."),
        ("Zij moeten rust zoeken.", "Zij mogen rust zoeken."),
        ("Zij zoeken rust.", "Zij zoeken niet rust."),
        ("Zij zoeken niet rust.", "Zij zoeken niet rust, niet thuis."),
        ("Zij zoeken niet thuis rust en werk.", "Zij zoeken thuis rust en werk niet hard."),
        ("Zij zoeken bijvoorbeeld rust.", "Zij zoeken rust, bijvoorbeeld vaak thuis."),
        ("Zij zoeken rust en werk.", "Zij zoeken bijvoorbeeld vaak rust en werk."),
        ("Zij zoeken rust.", "Zij zoeken rust bij schulden."),
    ],
)
def test_a_meaning_that_is_bent_otherwise_is_a_flaw(said: str, told: str) -> None:
    assert bent(*both(said, told)) is Flaw.BENT
