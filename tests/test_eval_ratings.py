"""What people say of answers, sentence by sentence, and how far they agree."""

from dataclasses import replace
from pathlib import Path

import pytest

from eval.benchmark import Gold
from eval.ratings import (
    RESPONSES,
    Rated,
    Rating,
    agreed,
    agreements,
    gold_questions,
    rater_file,
    read_raters,
    read_ratings,
    read_responses,
    to_rate,
    write_ratings,
)
from eval.response import KeptSentence
from eval_fakes import SECTIONS, TEXT, answered, refused
from ingest.text.errors import SteunwijzerError

RESPONSES_20 = [answered(f"q{number}", "steunouders") for number in range(20)]
RIGHT, BESIDE, WRONG = Rating


def rated(*ratings: Rating | None) -> list[Rated]:
    return [Rated(f"q{number}", 1, "Wat?", "Zin.", rating) for number, rating in enumerate(ratings)]


def test_two_raters_get_the_same_answers_each_in_another_order() -> None:
    anna, bram = (to_rate(RESPONSES_20, 8, name) for name in ("anna", "bram"))
    assert {each.key for each in anna} == {each.key for each in bram}
    assert anna != bram
    assert len(anna) == 8
    assert anna == to_rate(RESPONSES_20, 8, "anna")


def test_what_was_refused_is_not_rated() -> None:
    assert to_rate([refused("q1")], 5, "anna") == []


def test_a_table_comes_back_as_it_was(tmp_path: Path) -> None:
    path = rater_file(tmp_path, "Anna")
    own = [
        Rated("q1", 1, "=som(1)", '\'s Avonds; "later"\nook.', RIGHT),
        Rated("-q2", 2, "Wat?", "Zin."),
    ]
    write_ratings(path, own)
    assert path.name == "oordelen-anna.csv"
    assert read_ratings(path) == own


def test_a_table_that_a_spreadsheet_saved_is_read(tmp_path: Path) -> None:
    path = tmp_path / "oordelen-bram.csv"
    path.write_bytes(
        "vraag,nummer,wat is gevraagd,zin,oordeel\nq1,1,Één?,Zin, FOUT \n".encode("cp1252")
    )
    assert read_ratings(path) == [Rated("q1", 1, "Één?", "Zin", WRONG)]


def test_another_word_than_a_rating_is_named_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "oordelen-bram.csv"
    write_ratings(path, rated(RIGHT, None))
    path.write_text(path.read_text(encoding="utf-8-sig").replace("goed", "prima"))
    with pytest.raises(SteunwijzerError, match="rij 2: 'prima' is geen oordeel"):
        read_ratings(path)


@pytest.mark.parametrize("number", ["²", "x", "", "-1"])
def test_another_thing_than_a_number_is_named_with_its_row(tmp_path: Path, number: str) -> None:
    path = rater_file(tmp_path, "anna")
    write_ratings(path, rated(RIGHT, WRONG))
    text = path.read_text(encoding="utf-8-sig").replace("q1;1;", f"q1;{number};")
    path.write_text(text, encoding="utf-8-sig")
    with pytest.raises(SteunwijzerError, match=f"rij 3: '{number}' is geen nummer"):
        read_ratings(path)


def test_a_sentence_that_is_there_twice_is_named_with_its_row(tmp_path: Path) -> None:
    path = rater_file(tmp_path, "anna")
    write_ratings(path, [*rated(RIGHT, WRONG), *rated(BESIDE)])
    with pytest.raises(SteunwijzerError, match="rij 4: deze zin staat er twee keer in"):
        read_ratings(path)


def test_a_column_that_is_gone_is_named(tmp_path: Path) -> None:
    path = tmp_path / "oordelen-bram.csv"
    path.write_text("vraag;nummer\nq1;1\n")
    with pytest.raises(SteunwijzerError, match="kolom 'wat is gevraagd'"):
        read_ratings(path)


@pytest.mark.parametrize("name", ["../anna", "a/b", "", "a b"])
def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(SteunwijzerError, match="naam van een bestand"):
        rater_file(tmp_path, name)


def test_agreement_is_over_what_both_rated() -> None:
    one = rated(RIGHT, RIGHT, WRONG, WRONG, None)
    other = rated(RIGHT, WRONG, WRONG, WRONG, RIGHT)
    [found] = agreements({"anna": one, "bram": other})
    assert (found.both, found.share) == (4, 0.75)
    assert found.kappa == pytest.approx(0.5)


def test_where_all_got_one_rating_chance_explains_it_all() -> None:
    [found] = agreements({"anna": rated(RIGHT, RIGHT), "bram": rated(RIGHT, RIGHT)})
    assert (found.share, found.kappa) == (1.0, None)


def test_raters_without_a_common_sentence_neither_agree_nor_differ() -> None:
    [found] = agreements({"anna": rated(RIGHT, None), "bram": rated(None, RIGHT)})
    assert (found.both, found.kappa) == (0, None)


def test_what_raters_differ_about_is_not_agreed() -> None:
    found = agreed({"anna": rated(RIGHT, RIGHT, None), "bram": rated(RIGHT, WRONG, BESIDE)})
    assert found == {("q0", 1): RIGHT, ("q2", 1): BESIDE}


def test_sentences_that_are_right_become_gold() -> None:
    responses = [answered("q1", "steunouders"), answered("q2", "steunouders")]
    responses.append(answered("q3", "steunouders"))
    said = {("q1", 1): RIGHT, ("q2", 1): WRONG, ("q3", 1): BESIDE}
    [found] = gold_questions(responses, said, SECTIONS, ["anna", "bram"])
    assert found.id == "q1"
    assert found.gold == (Gold(section="steunouders", quote=TEXT[:35]),)
    assert found.checked.by == "anna, bram"


def test_a_sentence_in_a_models_words_has_its_citation_as_gold() -> None:
    own = answered("q1", "steunouders").model_copy(
        update={"sentences": (KeptSentence(text="Het is een vrijwilliger.", citations=(1,)),)}
    )
    [found] = gold_questions([own], {("q1", 1): RIGHT}, SECTIONS, ["anna"])
    assert found.gold[0].quote == TEXT[:35]


def test_words_that_stand_in_two_places_give_no_gold() -> None:
    twice = replace(SECTIONS["steunouders"], text=f"{TEXT[:35]} {TEXT[:35]}")
    own = [answered("q1", "steunouders")]
    assert gold_questions(own, {("q1", 1): RIGHT}, {twice.id: twice}, ["anna"]) == []


def test_a_section_that_is_gone_gives_no_gold() -> None:
    assert gold_questions([answered("q1", "weg")], {("q1", 1): RIGHT}, SECTIONS, ["anna"]) == []


def test_a_folder_without_a_report_or_raters_says_so(tmp_path: Path) -> None:
    with pytest.raises(SteunwijzerError, match="geen verslag"):
        read_responses(tmp_path)
    with pytest.raises(SteunwijzerError, match="nog niemand"):
        read_raters(tmp_path)
    (tmp_path / RESPONSES).write_text("{}\n")
    with pytest.raises(SteunwijzerError, match="geen verslag"):
        read_responses(tmp_path)
