"""How a sentence is read: its clauses, and what binds and narrows each word."""

import pytest
from verify_words import read, usage

from assistant.answer.verify.word import Word


def word(text: str, name: str) -> Word:
    return next(each for each in read(text) if each.text == name)


def texts(words: list[Word]) -> list[str]:
    return [each.text for each in words]


def grouped(text: str, *, by_part: bool = False) -> list[str]:
    """The words of each clause, or of each main clause, by first word."""
    groups: dict[int, list[str]] = {}
    for each in read(text):
        groups.setdefault(each.part if by_part else each.clause, []).append(each.text)
    return [" ".join(words) for words in groups.values()]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Zij krijgen steun en wij krijgen rust.", ["zij krijgen steun", "en wij krijgen rust"]),
        ("Zij krijgen steun en rust.", ["zij krijgen steun en rust"]),
        ("Zij krijgen steun, wij krijgen rust.", ["zij krijgen steun", "wij krijgen rust"]),
        ("Zij krijgen steun, rust en tijd.", ["zij krijgen steun rust en tijd"]),
        ("Zij krijgen steun; veel rust.", ["zij krijgen steun", "veel rust"]),
        ("Mensen in huis en ouders krijgen rust.", ["mensen in huis en ouders krijgen rust"]),
        ("Lieve kinderen en ouders krijgen rust.", ["lieve kinderen en ouders krijgen rust"]),
        ("Ouders thuis en kinderen krijgen rust.", ["ouders thuis", "en kinderen krijgen rust"]),
        ("Zij kunnen en moeten rust geven.", ["zij kunnen en moeten rust geven"]),
        ("En zij krijgen samen rust.", ["en zij krijgen samen rust"]),
        ("Als zij steun krijgen, geven wij rust.", ["als zij steun krijgen", "geven wij rust"]),
        ("Als zij steun krijgen, dan is er rust.", ["als zij steun krijgen", "dan is er rust"]),
        ("Kinderen die klein zijn, krijgen rust.", ["kinderen krijgen rust", "die klein zijn"]),
        ("Zij geven een boek waardoor er rust is.", ["zij geven een boek", "waardoor er rust is"]),
        ("Een gids is een boek dat rust geeft.", ["een gids is een boek dat rust geeft"]),
        ("Gidsen zijn boeken die rust geven.", ["gidsen zijn boeken die rust geven"]),
        ("Een gids is in huis die rust geeft.", ["een gids is in huis", "die rust geeft"]),
        ("Een gids geeft een boek dat rust is.", ["een gids geeft een boek", "dat rust is"]),
        ("Op die manier krijgen wij rust.", ["op die manier krijgen wij rust"]),
        ("Zij kijken naar dat kind.", ["zij kijken naar dat kind"]),
        ("Zij kijken naar dat de kinderen rusten.", ["zij kijken naar", "dat de kinderen rusten"]),
        ("Kinderen (heel klein) krijgen rust.", ["kinderen krijgen rust", "heel klein"]),
        ("Kinderen – heel klein – krijgen rust.", ["kinderen krijgen rust", "heel klein"]),
        ("Kinderen - heel klein - krijgen rust.", ["kinderen krijgen rust", "heel klein"]),
        ("Kinderen krijgen rust - heel veel.", ["kinderen krijgen rust", "heel veel"]),
    ],
)
def test_clauses_begin_where_there_is_a_verb_or_a_break(text: str, clauses: list[str]) -> None:
    assert grouped(text) == clauses


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Zij krijgen steun en wij krijgen rust.", ["zij krijgen steun", "en wij krijgen rust"]),
        ("Zij krijgen steun als wij rust krijgen.", ["zij krijgen steun als wij rust krijgen"]),
        ("Als zij steun krijgen, dan is er rust.", ["als zij steun krijgen dan is er rust"]),
        ("Zij krijgen steun, mits er rust is.", ["zij krijgen steun mits er rust is"]),
        ("Zij krijgen steun zodat er rust is.", ["zij krijgen steun", "zodat er rust is"]),
        ("Kinderen die klein zijn krijgen rust.", ["kinderen die klein zijn krijgen rust"]),
        ("Zij krijgen steun, die rust is.", ["zij krijgen steun", "die rust is"]),
        ("Zij krijgen steun, die rust vindt.", ["zij krijgen steun", "die rust vindt"]),
        ("Zij krijgen deze of die rust.", ["zij krijgen deze of die rust"]),
        ("Kinderen (heel klein) krijgen rust.", ["kinderen krijgen rust", "heel klein"]),
        ("Kinderen (soms klein) krijgen rust.", ["kinderen soms klein krijgen rust"]),
        ("Kinderen (zoals deze) krijgen rust.", ["kinderen krijgen rust", "zoals deze"]),
        ("Zij krijgen steun; veel rust.", ["zij krijgen steun veel rust"]),
    ],
)
def test_what_holds_by_itself_is_a_main_clause(text: str, parts: list[str]) -> None:
    assert grouped(text, by_part=True) == parts


def test_a_clause_that_begins_with_its_verb_takes_the_subject_of_the_one_before() -> None:
    assert {each.shares for each in read("Zij krijgen steun en wij krijgen rust.")} == {-1}
    assert {each.shares for each in read("Zij krijgen steun; krijgen rust.")} == {-1}
    shared = read("Zij krijgen steun en geven rust. ")
    assert [each.shares for each in shared] == [-1, -1, -1, 0, 0, 0]


@pytest.mark.parametrize(
    ("text", "name", "cases"),
    [
        ("Hulp bij ruzie.", "ruzie", {"bij"}),
        ("Hulp bij de ruzie.", "ruzie", {"bij"}),
        ("Hulp bij grote ruzie.", "grote", {"bij"}),
        ("Hulp bij grote ruzie.", "ruzie", {"bij", ""}),
        ("Hulp bij twee kinderen.", "kinderen", {"bij", ""}),
        ("Hulp bij er ruzie.", "ruzie", {""}),
        ("Hulp bij stress ruzie.", "ruzie", {""}),
        ("Hulp bij stress en ruzie.", "ruzie", {"bij", ""}),
        ("Hulp bij stress, ruzie.", "ruzie", {"bij", ""}),
        ("Hulp bij stress; ruzie.", "ruzie", {""}),
        ("Hulp bij stress, pijn en ruzie.", "ruzie", {"bij", ""}),
        ("Hulp bij, ruzie.", "ruzie", {""}),
        ("Hulp (soms bij) ruzie.", "ruzie", {"bij"}),
        ("Hulp (bij soms) ruzie.", "ruzie", {""}),
        ("Hulp bij wie ruzie geeft.", "ruzie", {""}),
        ("Zij kijken naar dat de kinderen rusten.", "kinderen", {""}),
        ("Hulp tussen ouders.", "ouders", {"tussen"}),
    ],
)
def test_a_preposition_binds_what_it_stands_before(text: str, name: str, cases: set[str]) -> None:
    assert word(text, name).cases == cases


def test_adjectives_belong_to_the_noun_behind_them() -> None:
    assert texts(word("Een grote boze hond rent.", "hond").modifiers) == ["grote", "boze"]
    assert texts(word("Een grote, boze hond rent.", "hond").modifiers) == ["boze"]
    assert texts(word("Een sterk team rent.", "team").modifiers) == ["sterk"]
    assert texts(word("Regie thuis helpt.", "thuis").modifiers) == []
    assert texts(word("Elke steunpilaar thuis helpt.", "thuis").modifiers) == []
    assert texts(word("Zij vinden Anne thuis.", "thuis").modifiers) == []
    assert texts(word("Zij zien 2 honden.", "honden").modifiers) == ["2"]


@pytest.mark.parametrize(
    ("text", "name", "is_bare"),
    [
        ("Zij zoeken rust.", "rust", True),
        ("Zij zoeken de rust.", "rust", False),
        ("Zij zoeken met rust.", "rust", False),
        ("Zij zoeken grote rust.", "rust", False),
        ("Zij zoeken de, rust.", "rust", True),
        ("Zij zoeken de hond rust.", "rust", True),
    ],
)
def test_a_word_is_bare_without_what_stands_before_nouns(
    text: str, name: str, is_bare: bool
) -> None:
    assert word(text, name).is_bare is is_bare


@pytest.mark.parametrize(
    ("text", "name", "narrowed"),
    [
        ("Ouders met schulden zoeken rust.", "ouders", ["schulden"]),
        ("Ouders met grote schulden zoeken rust.", "ouders", ["grote", "schulden"]),
        ("Ouders, met schulden, zoeken rust.", "ouders", []),
        ("Ouders met, schulden zoeken rust.", "ouders", []),
        ("Ouders naast schulden zoeken rust.", "ouders", []),
        ("Plannen met schulden zoeken rust.", "plannen", []),
        ("Netwerk met schulden zoekt rust.", "netwerk", []),
        ("Netwerk of schulden zoeken rust.", "netwerk", ["of", "schulden"]),
        ("Plannen of schulden zoeken rust.", "plannen", ["of", "schulden"]),
        ("Plannen die rust geven zijn goed.", "plannen", ["rust"]),
        ("Plannen waardoor rust komt zijn goed.", "plannen", []),
        ("Kinderen die rust geven zijn goed.", "kinderen", ["rust", "geven", "goed"]),
        ("Netwerk dat rust geeft is goed.", "netwerk", ["rust", "geeft", "goed"]),
        ("Een gids is een kind dat rust geeft.", "kind", []),
        ("Kinderen, die rust geven, zijn goed.", "kinderen", []),
        ("Ouders en met schulden zoeken rust.", "ouders", []),
    ],
)
def test_what_says_which_one_narrows_a_word(text: str, name: str, narrowed: list[str]) -> None:
    assert texts(word(text, name).narrowed) == narrowed


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Ouders krijgen rust.", ["ouders"]),
        ("Lieve ouders krijgen rust.", ["lieve", "ouders"]),
        ("In huis krijgen ouders rust.", ["huis"]),
        ("In huis ouders krijgen rust.", ["huis"]),
        ("Ouders in huis krijgen rust.", ["ouders", "huis"]),
        ("Ouders huis krijgen rust.", ["ouders"]),
        ("Ouders krijgen rust in huis.", ["ouders"]),
    ],
)
def test_the_subject_is_what_a_clause_begins_with(text: str, first: list[str]) -> None:
    assert [each.text for each in read(text) if each.is_first] == first


def test_words_are_known_by_what_they_are() -> None:
    told = "Een Steunpilaar en NOS zien @ease, Utrecht, 12e, twee en de richtlijn van de Gids."
    known = {each.text: each for each in read(told)}
    assert {name for name, each in known.items() if each.is_name} == {
        *("steunpilaar", "nos", "@ease", "utrecht", "gids")
    }
    assert {name for name, each in known.items() if each.is_number} == {"12e", "twee"}
    assert {name for name, each in known.items() if each.is_person} == {"steunpilaar"}
    assert {name for name, each in known.items() if each.is_publication} == {"richtlijn"}
    assert known["twee"].keys == {"2"}
    assert known["gids"].keys >= {"gids", "=gids"}


def test_a_word_is_known_by_its_stem_and_by_every_group_that_it_is_in() -> None:
    assert word("De ouders zoeken rust.", "ouders").keys == {"ouders", "ouder"}
    assert word("De familie zoekt rust.", "familie").keys >= {"=gids", "=familie"}


def test_the_first_word_is_a_name_only_by_more_than_its_capital() -> None:
    assert not read("Ouders zoeken rust.")[0].is_name
    assert read("NOS zoekt rust.")[0].is_name


def test_small_words_and_words_that_bend_have_no_substance() -> None:
    plain = [each.text for each in read("De ouder is niet vaak thuis om zo te zijn.")]
    with_substance = [
        each.text
        for each in read("De ouder is niet vaak thuis om zo te zijn.")
        if each.has_substance
    ]
    assert plain == "de ouder is niet vaak thuis om zo te zijn".split()
    assert with_substance == ["ouder", "thuis"]


@pytest.mark.parametrize(
    ("name", "base"), [("opvangt", "vangt"), ("uitzoeken", "zoeken"), ("opa", ""), ("zoekt", "")]
)
def test_a_particle_comes_loose_from_a_verb_alone(name: str, base: str) -> None:
    assert read(f"{name} dat")[0].base == base


def test_parts_of_a_compound_are_those_that_the_texts_know() -> None:
    assert read("De netwerkgroep van een netwerk en een groep.")[1].parts == {"netwerk", "groep"}
    assert read("De netwerkgroep van een netwerk.")[1].parts == set()


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("De kring van vrienden helpt.", "de netwerk helpt"),
        ("De KRING van Vrienden helpt.", "de netwerk helpt"),
        ("De kring van buren helpt.", "de groep van buren helpt"),
        ("De kringen van vrienden helpen.", "de kringen van vrienden helpen"),
        ("Één team en een team.", "team en team"),
        ("Moeder/vader helpt.", "moeder of vader helpt"),
        ("Niet alleen moeder helpt.", "naast moeder helpt"),
    ],
)
def test_set_phrases_are_one_word_the_longest_first(text: str, whole: str) -> None:
    assert " ".join(each.text for each in read(text)) == whole


def test_a_letter_that_only_looks_like_another_is_no_failure() -> None:
    assert usage().in_one_word("Dit is nıet alleen goed.") == "Dit is nıet alleen goed."
