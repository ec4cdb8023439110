import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.benchmark import (
    NO_RIGHT_OUTCOME,
    QUESTIONS,
    SEALED,
    UNANSWERABLE,
    Question,
    QuestionKind,
    Split,
    Wording,
    load_questions,
    of_split,
    wording,
)
from eval.due import due_notices
from ingest.corpus.library import Library
from ingest.text.document import Standing
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import BUNDLED_CORPUS
from ingest.text.words import Lexicon

CONTENT = Library(BUNDLED_CORPUS).snapshot()
SECTIONS = {section.id: section for section in CONTENT.sections}
SOURCES = {source.id: source for source in CONTENT.sources}
STEUNOUDERS = next(name for name in SECTIONS if name.endswith("/steunouders"))
HOMESTART = next(name for name in SECTIONS if name.endswith("/homestart"))
WITHOUT_QUESTIONS = {QuestionKind.OWN}
"""Kinds that the project's own set does not have."""
KINDS = set(QuestionKind) - WITHOUT_QUESTIONS
QUOTE = "De ouders hebben daardoor even tijd voor zichzelf."


def line(**changes: Any) -> dict[str, Any]:
    return {
        "id": "q1",
        "split": "test",
        "kind": "fact",
        "question": "Wat heeft een ouder eraan?",
        "gold": [{"section": STEUNOUDERS, "quote": QUOTE}],
        "answer": "Even tijd voor zichzelf.",
        "checked": {"by": "iemand", "how": "gelezen"},
    } | changes


def write(path: Path, *lines: dict[str, Any] | str) -> Path:
    texts = [each if isinstance(each, str) else json.dumps(each) for each in lines]
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return load_questions(QUESTIONS, SECTIONS)


def test_the_set_is_as_large_and_as_wide_as_it_says(questions: list[Question]) -> None:
    kinds = Counter(question.kind for question in questions)
    assert set(kinds) == KINDS
    assert (
        sum(count for kind, count in kinds.items() if kind not in UNANSWERABLE | NO_RIGHT_OUTCOME)
        >= 300
    )
    assert sum(kinds[kind] for kind in UNANSWERABLE) >= 80
    assert sum(kinds[kind] for kind in NO_RIGHT_OUTCOME) >= 40


def test_every_section_has_a_question(questions: list[Question]) -> None:
    assert {name for question in questions for name in question.gold_sections} == set(SECTIONS)


def test_more_than_half_is_asked_in_other_words(questions: list[Question]) -> None:
    lexicon = Lexicon.of(section.text for section in CONTENT.sections)
    asked = Counter(wording(question, lexicon) for question in questions if question.gold)
    assert asked[Wording.OTHER] > asked[Wording.OWN]


def test_both_splits_have_questions_of_every_kind(questions: list[Question]) -> None:
    for split in ("dev", "test"):
        assert {question.kind for question in of_split(questions, split)} == KINDS
    assert of_split(questions, "all") == questions


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([line(gold=[{"section": "x", "quote": "y"}])], "regel 1: de sectie 'x' staat niet"),
        ([line(), line()], "regel 2: id 'q1' staat ook op regel 1"),
        ([line(question="  ")], "regel 1: 'question' is leeg"),
        (["{", line()], "regel 1: dit is geen geldige JSON"),
        ([line(colour="red")], "regel 1: 'colour' hoort hier niet"),
        ([line(kind="song")], "regel 1: 'kind' heeft een verkeerde waarde"),
        ([line(gold=[])], "de soort fact heeft gold nodig"),
        ([line(kind="far_off")], "de soort far_off heeft geen antwoord"),
        (
            [line(kind="false_premise", gold=[], correction=[{"section": "x", "quote": "y"}])],
            "de sectie 'x' staat niet",
        ),
        (
            [
                line(
                    kind="false_premise",
                    gold=[],
                    correction=[{"section": STEUNOUDERS, "quote": "Niet zo."}],
                )
            ],
            "het citaat 'Niet zo.' staat niet in sectie",
        ),
        (
            [line(correction=[{"section": STEUNOUDERS, "quote": QUOTE}])],
            "alleen een onjuiste aanname heeft een correction",
        ),
        ([line(kind="follow_up")], "alleen een vervolgvraag (follow_up) heeft een history"),
        ([line(notices=["hoera"])], "de melding 'hoera' bestaat niet"),
        (
            [line(gold=[{"section": STEUNOUDERS, "quote": "Niet zo."}])],
            "het citaat 'Niet zo.' staat niet in sectie",
        ),
        ([line(gold=[{"section": STEUNOUDERS, "quote": "een"}])], "keer in sectie"),
        (
            [line(), line(id="q2", split="dev")],
            f"regel 2: over sectie '{STEUNOUDERS}' gaat ook een vraag van de andere helft",
        ),
    ],
)
def test_a_mistake_is_one_line_with_file_line_and_remedy(
    tmp_path: Path, lines: list[dict[str, Any] | str], said: str
) -> None:
    path = write(tmp_path / "q.jsonl", *lines)
    with pytest.raises(SteunwijzerError) as caught:
        load_questions(path, SECTIONS)
    message = str(caught.value)
    assert str(path) in message
    assert said in message
    assert message.count("\n") == 0


def test_a_missing_or_empty_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(SteunwijzerError, match="is er niet"):
        load_questions(tmp_path / "none.jsonl", SECTIONS)
    with pytest.raises(SteunwijzerError, match="is leeg"):
        load_questions(write(tmp_path / "q.jsonl", ""), SECTIONS)


@pytest.mark.parametrize("saved", [b"\xef\xbb\xbf%b", b"%b\r\n", b"%b\r"])
def test_questions_mean_the_same_whatever_editor_saved_them(tmp_path: Path, saved: bytes) -> None:
    path = write(tmp_path / "q.jsonl", line())
    before = load_questions(path, SECTIONS)
    path.write_bytes(saved % path.read_bytes().strip())
    assert load_questions(path, SECTIONS) == before


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1"])
def test_questions_in_another_encoding_are_to_be_saved_as_utf8(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes('{"id": "één"}\n'.encode(encoding))
    with pytest.raises(SteunwijzerError, match=r"q\.jsonl is .*geen UTF-8\. Sla het bestand op"):
        load_questions(path, SECTIONS)


def test_a_folder_of_questions_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(SteunwijzerError, match="is niet te lezen: het is een map"):
        load_questions(tmp_path, SECTIONS)


def due(name: str, **changes: Any) -> frozenset[str]:
    gold = [{"section": name, "quote": SECTIONS[name].text[:60]}]
    question = Question.model_validate_json(json.dumps(line(gold=gold, **changes)))
    return due_notices(question, SECTIONS, SOURCES)


def test_what_the_reader_must_be_told_follows_from_the_gold() -> None:
    outdated = next(name for name in SECTIONS if name.endswith("/richtlijn-crisisplaatsing"))
    current = next(name for name in SECTIONS if name.endswith("/richtlijn-kindermishandeling"))
    person = next(name for name in SECTIONS if name.endswith("burgervoogdij/citaat"))
    assert due(outdated) == {"outdated_summary"}
    assert due(current) == frozenset()
    assert due(person) == {"quoted_person"}
    assert due(HOMESTART, kind="decision") == {"decision"}


def test_gold_of_superseded_documents_alone_calls_for_saying_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document_id = SECTIONS[HOMESTART].document_id
    old = replace(SOURCES[document_id], standing=Standing.SUPERSEDED)
    monkeypatch.setitem(SOURCES, document_id, old)
    assert due(HOMESTART) == {"outdated"}


def test_wording_counts_words_that_question_and_gold_share() -> None:
    lexicon = Lexicon.of(section.text for section in CONTENT.sections)
    own = Question.model_validate_json(json.dumps(line(question="Hebben de ouders tijd?")))
    other = Question.model_validate_json(json.dumps(line(question="Kan mama uitrusten?")))
    assert wording(own, lexicon) is Wording.OWN
    assert wording(other, lexicon) is Wording.OTHER


def test_no_question_that_is_reported_on_is_a_copy_of_what_was_learned_from(
    questions: list[Question],
) -> None:
    def plain(text: str) -> str:
        return " ".join(re.findall(r"\w+", text.lower()))

    learned = {plain(each) for each in CONTENT.annotations.unanswered}
    learned |= {plain(each.question) for own in CONTENT.annotations.passages for each in own.asked}
    learned |= {plain(each.question) for each in of_split(questions, "dev")}
    reported = [*of_split(questions, "test"), *load_questions(SEALED, SECTIONS)]
    assert [each.id for each in reported if plain(each.question) in learned] == []


def test_only_what_is_sealed_is_in_the_sealed_file(questions: list[Question]) -> None:
    sealed = load_questions(SEALED, SECTIONS)
    assert {each.split for each in sealed} == {Split.SEALED}
    assert Split.SEALED not in {each.split for each in questions}
    assert not {each.id for each in sealed} & {each.id for each in questions}
    tuned_on = {name for each in of_split(questions, "dev") for name in each.gold_sections[:1]}
    assert not tuned_on & {name for each in sealed for name in each.gold_sections[:1]}


def test_gold_follows_its_text_to_a_section_that_is_called_otherwise(tmp_path: Path) -> None:
    own = SECTIONS[STEUNOUDERS]
    renamed = {**SECTIONS, "elders/heen": replace(own, id="elders/heen")}
    del renamed[STEUNOUDERS]
    path = write(
        tmp_path / "q.jsonl",
        line(),
        line(id="q2", kind="far_off", gold=[], nearest=STEUNOUDERS),
        line(
            id="q3",
            kind="false_premise",
            gold=[],
            correction=[{"section": STEUNOUDERS, "quote": QUOTE}],
        ),
    )
    first, second, third = load_questions(path, renamed)
    assert first.gold_sections == ("elders/heen",)
    assert second.nearest == "elders/heen"
    assert [gold.section for gold in third.correction] == ["elders/heen"]


def test_gold_stays_in_its_section_where_another_has_the_same_words(tmp_path: Path) -> None:
    twin = replace(SECTIONS[STEUNOUDERS], id="aa/eerst")
    path = write(tmp_path / "q.jsonl", line())
    assert load_questions(path, {"aa/eerst": twin, **SECTIONS})[0].gold_sections == (STEUNOUDERS,)
    without = {name: section for name, section in SECTIONS.items() if name != STEUNOUDERS}
    with pytest.raises(SteunwijzerError, match="staat niet in het corpus"):
        load_questions(path, {"aa/eerst": twin, "aa/nog": replace(twin, id="aa/nog"), **without})
