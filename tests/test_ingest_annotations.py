import json
import re
import tomllib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from eval.benchmark import QUESTIONS
from ingest.corpus.annotations import AnswerPart, load_annotations
from ingest.corpus.library import Library
from ingest.corpus.lost import Lost
from ingest.corpus.notes import FOLDER, SYNTHESIS, UNANSWERED, text_hash
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.index.sorts import UNFAMILIAR
from ingest.text.document import Kind, Section
from ingest.text.errors import CorpusError
from ingest.text.place import Place
from ingest.text.settings import BUNDLED_CORPUS, Settings
from ingest.text.words import fold
from small_corpus import FakeEmbedder, ingest

SECTION = Section("gids/a", "gids", ("A",), Kind.BODY, "", "", (), "Eerste zin. Tweede zin.")
OTHER = Section("gids/b", "gids", ("B",), Kind.BODY, "", "", (), "Iets anders.")
PART_OF_A = AnswerPart(Place("gids/a", 12, 13), ())
PART_OF_B = AnswerPart(Place("gids/b", 0, 1), ())


def write(corpus: Path, name: str, text: str) -> None:
    path = corpus / FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def annotation(quote: str = "Tweede", sha256: str = text_hash(SECTION)) -> str:
    return f"""
section = "gids/a"
sha256 = "{sha256}"
plain = "Twee zinnen."

[[passage]]
quote = "{quote}"
plain = "De tweede."
questions = ["Wat komt erna?"]
terms = ["daarna"]

[[passage]]
quote = "Eerste"
plain = "De eerste."
questions = ["Wat komt eerst?"]
terms = []
"""


def test_a_passage_runs_to_where_the_next_begins(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", annotation())
    found = load_annotations(tmp_path, [SECTION])
    assert [each.place.span for each in found.passages] == [(0, 12), (12, 23)]
    assert found.passages[1].words == "De tweede. Wat komt erna? daarna"
    assert found.stale == ()


def test_without_annotations_there_are_none(tmp_path: Path) -> None:
    assert load_annotations(tmp_path, [SECTION]).passages == ()


def test_a_changed_section_makes_its_annotation_stale_but_still_of_use(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", annotation(sha256="0" * 64))
    found = load_annotations(tmp_path, [SECTION])
    assert found.stale == ("gids/a",)
    assert len(found.passages) == 2


def test_what_cannot_be_found_any_more_is_left_out_of_a_stale_one(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", annotation("Weg", "0" * 64))
    assert [each.plain for each in load_annotations(tmp_path, [SECTION]).passages] == ["De eerste."]
    assert load_annotations(tmp_path, [OTHER]).passages == ()


def test_one_of_which_nothing_can_be_found_is_stale_and_left_out(tmp_path: Path) -> None:
    text = annotation("Weg", "0" * 64).replace('quote = "Eerste"', 'quote = "Ook weg"')
    write(tmp_path, "a.toml", text)
    found = load_annotations(tmp_path, [SECTION])
    assert (found.passages, found.stale) == ((), ("gids/a",))


def test_one_of_a_section_without_text_is_stale_and_left_out(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", annotation(sha256="0" * 64))
    found = load_annotations(tmp_path, [replace(SECTION, text="")])
    assert (found.passages, found.stale) == ((), ("gids/a",))


def test_two_files_about_one_section_are_both_named(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", annotation())
    write(tmp_path, "gids/b.toml", annotation())
    with pytest.raises(CorpusError, match=r"a\.toml en .*b\.toml gaan allebei over .*'gids/a'"):
        load_annotations(tmp_path, [SECTION])


def test_two_passages_at_one_place_are_a_mistake(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", annotation("Eerste zin"))
    with pytest.raises(CorpusError, match="'Eerste zin' en 'Eerste' beginnen op dezelfde plaats"):
        load_annotations(tmp_path, [SECTION])


def test_two_passages_that_have_come_to_one_place_both_hold_there(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", annotation("Eerste zin", "0" * 64))
    found = load_annotations(tmp_path, [SECTION])
    assert [each.place.span for each in found.passages] == [(0, 23), (0, 23)]


@pytest.mark.parametrize(("sha256", "is_fresh"), [(text_hash(SECTION), True), ("0" * 64, False)])
def test_a_sentence_that_is_not_there_is_a_mistake_only_in_a_fresh_one(
    tmp_path: Path, sha256: str, *, is_fresh: bool
) -> None:
    asked = 'asked = [{ told = [1, 9], questions = ["Wie?"] }]'
    text = annotation(sha256=sha256).replace('questions = ["Wat komt eerst?"]', asked)
    write(tmp_path, "a.toml", text)
    if is_fresh:
        with pytest.raises(CorpusError, match="heeft geen zin 9, maar 1"):
            load_annotations(tmp_path, [SECTION])
    else:
        first = load_annotations(tmp_path, [SECTION]).passages[0]
        assert [each.told for each in first.asked] == [(Place("gids/a", 0, 11),)]


@pytest.mark.parametrize("sections", [[], [replace(SECTION, text="Heel iets anders.")]])
def test_a_place_in_a_section_that_changed_or_is_gone_is_left_out(
    tmp_path: Path, sections: list[Section]
) -> None:
    write(tmp_path, "a.toml", annotation())
    text = """
[[question]]
question = "Wat zeggen A en B?"
passages = [{ section = "gids/a", quote = "Tweede" }, { section = "gids/b", quote = "Iets" }]

[[question]]
question = "En A alleen?"
passages = [{ section = "gids/a", quote = "Tweede" }, { section = "gids/a", quote = "Eerste" }]
"""
    write(tmp_path, SYNTHESIS, text)
    found = load_annotations(tmp_path, [*sections, OTHER])
    assert [each.parts for each in found.synthesis] == [(PART_OF_B,)]
    assert found.stale == ("gids/a",)


def test_every_annotation_may_be_lost_and_questions_are_still_answered(
    small: Settings, embedder: FakeEmbedder
) -> None:
    write(small.corpus, "a.toml", annotation(sha256="0" * 64))
    write(small.corpus, UNANSWERED, 'questions = ["Hoe is het weer?", "Hoe laat is het?"]')
    with pytest.raises(CorpusError, match=r"gids/a \(2\)\. Neem in annotations/a\.toml"):
        ingest(small, embedder)
    report = ingest(small, embedder, without_lost=True)
    assert (report.stale, report.lost[0].section) == (("gids/a",), "gids/a")
    assert ingest(small, embedder).lost == report.lost
    with closing(Release(small, current_release(small.data))) as release:
        query = release.query("Steunouders", embedder.embed_question("Steunouders"))
        assert not release.sorts.knows_refusals
        assert release.sorts.familiarity(query) == UNFAMILIAR


def test_a_question_may_point_to_several_sections(tmp_path: Path) -> None:
    text = """
[[question]]
question = "Wat zeggen A en B?"
passages = [{ section = "gids/a", quote = "Tweede" }, { section = "gids/b", quote = "Iets" }]
"""
    write(tmp_path, SYNTHESIS, text)
    [found] = load_annotations(tmp_path, [SECTION, OTHER]).synthesis
    assert found.parts == (PART_OF_A, PART_OF_B)
    without = load_annotations(tmp_path, [SECTION])
    assert without.lost == (Lost("gids/b", "annotations/synthesis.toml", ("Iets",)),)
    assert [each.parts for each in without.synthesis] == [(PART_OF_A,)]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.toml", annotation("Derde"), "'Derde' staat niet in de sectie 'gids/a'"),
        ("a.toml", "section = ", "is geen geldige TOML"),
        ("a.toml", annotation() + 'colour = "red"', "klopt 'passage.1.colour' niet"),
        (UNANSWERED, "questions = []", "klopt 'questions' niet"),
    ],
)
def test_a_mistake_names_the_file(tmp_path: Path, name: str, text: str, said: str) -> None:
    write(tmp_path, name, text)
    with pytest.raises(CorpusError, match=re.escape(name)) as caught:
        load_annotations(tmp_path, [SECTION])
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_every_section_is_annotated_and_nothing_is_stale() -> None:
    sections = Library(BUNDLED_CORPUS).snapshot().sections
    found = load_annotations(BUNDLED_CORPUS, sections)
    assert found.stale == ()
    assert {each.place.section_id for each in found.passages} == {
        section.id for section in sections
    }
    assert min(len(each.asked) for each in found.passages) >= 10


def test_no_question_of_the_benchmark_stands_in_the_annotations() -> None:
    def plain(text: str) -> str:
        return re.sub(r"\W+", " ", fold(text)).strip()

    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    asked = {plain(json.loads(line)["question"]) for line in lines}
    kept = set()
    for path in (BUNDLED_CORPUS / FOLDER).rglob("*.toml"):
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        for own in file.get("passage", []):
            kept |= {plain(each) for each in own.get("questions", [])}
            kept |= {plain(each) for told in own["asked"] for each in told["questions"]}
        kept |= {plain(own["question"]) for own in file.get("question", [])}
        kept |= {plain(each) for each in file.get("questions", [])}
    assert len(kept) > 3000
    assert asked.isdisjoint(kept)
