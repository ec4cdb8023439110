"""What people say beside the terms of the guidelines."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.corpus.terms import WordGroup, expand, load_terms, load_word_lists, meanings
from ingest.text.errors import CorpusError
from ingest.text.settings import BUNDLED_CORPUS
from ingest.text.words import STOP_WORDS, fold, stem, words

GROUP = '[group.gezin]\nsource = "algemeen"\n'
OURS = load_word_lists(BUNDLED_CORPUS).group


def write(folder: Path, text: str) -> Path:
    (folder / "terms.toml").write_text(text, encoding="utf-8")
    return folder


def lay(folder: Path, **said: str) -> tuple[tuple[str, str], ...]:
    return load_terms(
        write(folder, GROUP + "".join(f'lay."{a}" = "{b}"\n' for a, b in said.items()))
    )


def test_words_that_people_use_bring_the_terms_of_the_guidelines(tmp_path: Path) -> None:
    terms = load_terms(
        write(
            tmp_path,
            f'{GROUP}lay."uit elkaar" = "scheiding"\n'
            '[group.mensen]\nsource = "BW"\nabbreviations.JIM = "jouw ingebrachte mentor"\n',
        )
    )
    assert expand("Ouders gaan uit elkaar", terms) == "Ouders gaan uit elkaar scheiding"
    assert expand("een jim?", terms).endswith("jouw ingebrachte mentor")
    assert expand("Jouw ingebrachte mentor", terms).endswith("JIM")
    assert expand("jimmy", terms) == "jimmy"
    assert meanings("jim", terms) == ("jouw ingebrachte mentor",)
    assert meanings("jimmy", terms) == meanings("elkaar", terms) == ()


@pytest.mark.parametrize("asked", ["een pleegouder", "twee Pleegouders?", "de  pleegouder, dus"])
def test_a_word_is_heard_in_another_form(tmp_path: Path, asked: str) -> None:
    terms = lay(tmp_path, pleegouder="pleegzorg")
    assert expand(asked, terms) == f"{asked} pleegzorg"
    assert meanings("pleegouders", terms) == ("pleegzorg",)


@pytest.mark.parametrize("asked", ["pleegouderschap", "ouder", "huis uit", "uit het huis", ""])
def test_part_of_a_word_or_of_a_phrase_is_another_word(tmp_path: Path, asked: str) -> None:
    terms = lay(tmp_path, **{"pleegouder": "pleegzorg", "uit huis": "uithuisplaatsing"})
    assert expand(asked, terms) == asked


def test_a_short_word_is_not_heard_in_its_stem(tmp_path: Path) -> None:
    assert stem("ass") == stem("as")
    assert stem("ooms") == stem("oom")
    assert stem("tante") == stem("tantes") != "tante"
    terms = lay(tmp_path, ass="autisme", ooms="familie", tante="familie")
    assert expand("oom", terms) == "oom"
    assert expand("tantes", terms) == "tantes familie"
    assert expand("net als as", terms) == "net als as"
    assert expand("kind met ASS", terms).endswith("autisme")


def test_what_several_words_stand_for_is_added_once(tmp_path: Path) -> None:
    assert expand("oppas of buur", lay(tmp_path, oppas="steun", buur="steun")) == (
        "oppas of buur steun"
    )


def test_what_a_word_and_an_abbreviation_bring_is_added_both(tmp_path: Path) -> None:
    text = f'{GROUP}lay.ots = "gedwongen"\nabbreviations.OTS = "ondertoezichtstelling"\n'
    terms = load_terms(write(tmp_path, text))
    assert expand("OTS", terms) == "OTS gedwongen ondertoezichtstelling"


def test_there_may_be_no_terms(tmp_path: Path) -> None:
    assert load_terms(tmp_path) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{GROUP}lay = 3", r"'group\.gezin\.lay' niet: dit is geen tabel"),
        ('[group.gezin]\nlay.oma = "opa"', r"'group\.gezin\.source' niet: dit veld ontbreekt"),
        ('[group.gezin]\nsource = " "', r"'group\.gezin\.source' niet: dit is leeg"),
        ('[lay]\noma = "opa"', "'lay' niet: dit veld bestaat niet"),
    ],
)
def test_what_is_no_list_of_terms_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CorpusError, match=rf"terms\.toml klopt {said}"):
        load_terms(write(tmp_path, text))


SOME = st.text("abcde ", min_size=1, max_size=8)


@given(SOME, st.lists(st.tuples(SOME, SOME), max_size=4))
def test_a_question_stays_and_is_only_added_to(question: str, terms: list[tuple[str, str]]) -> None:
    assert expand(question, tuple(terms)).startswith(question)


def forms(text: str) -> tuple[str, ...]:
    return tuple(map(stem, words(text)))


def entries(group: WordGroup) -> list[tuple[str, str]]:
    return [*group.lay.items(), *group.abbreviations.items()]


ALL = [entry for group in OURS.values() for entry in entries(group)]


def test_the_vocabulary_of_the_field_is_there() -> None:
    assert len(ALL) >= 500


@pytest.mark.parametrize("name", OURS)
def test_every_group_of_ours_has_a_source_and_words(name: str) -> None:
    assert OURS[name].source
    assert entries(OURS[name])


def test_every_word_of_ours_can_be_heard_and_brings_what_it_does_not_say_itself() -> None:
    assert [
        said for said, meant in ALL if not forms(said) or {*forms(meant)} <= {*forms(said)}
    ] == []


@pytest.mark.parametrize("kind", ["lay", "abbreviations"])
def test_no_word_of_ours_is_there_twice_in_whatever_form(kind: str) -> None:
    said = Counter(forms(each) for group in OURS.values() for each in getattr(group, kind))
    assert [each for each, times in said.items() if times > 1] == []


def test_lay_words_of_ours_are_in_lower_case() -> None:
    assert [said for group in OURS.values() for said in group.lay if said != said.lower()] == []


def test_no_abbreviation_of_ours_is_a_word_that_says_nothing() -> None:
    assert [said for said, _ in ALL if fold(said) in STOP_WORDS] == []
