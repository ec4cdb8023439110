import json
import re
import tomllib
from pathlib import Path

import pytest

from eval.benchmark import QUESTIONS
from ingest.annotations import (
    FOLDER,
    SYNTHESIS,
    UNANSWERED,
    Place,
    load_annotations,
    text_hash,
)
from ingest.build import read_corpus
from ingest.document import Kind, Section
from ingest.errors import CorpusError
from ingest.lexical import fold
from ingest.settings import BUNDLED_CORPUS

SECTION = Section("gids/a", "gids", ("A",), Kind.BODY, "", "", (), "Eerste zin. Tweede zin.")
OTHER = Section("gids/b", "gids", ("B",), Kind.BODY, "", "", (), "Iets anders.")


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
    assert [(each.start, each.end) for each in found.passages] == [(0, 12), (12, 23)]
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


def test_a_question_may_point_to_several_sections(tmp_path: Path) -> None:
    text = """
[[question]]
question = "Wat zeggen A en B?"
passages = [{ section = "gids/a", quote = "Tweede" }, { section = "gids/b", quote = "Iets" }]
"""
    write(tmp_path, SYNTHESIS, text)
    [found] = load_annotations(tmp_path, [SECTION, OTHER]).synthesis
    assert found.places == (Place("gids/a", 12, ()), Place("gids/b", 0, ()))
    with pytest.raises(CorpusError, match="'Iets' staat niet in de sectie 'gids/b'"):
        load_annotations(tmp_path, [SECTION])


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
    sections = read_corpus(BUNDLED_CORPUS).sections
    found = load_annotations(BUNDLED_CORPUS, sections)
    assert found.stale == ()
    assert {each.section_id for each in found.passages} == {section.id for section in sections}
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
