"""The corpora that are measured side by side, and what they hold."""

from pathlib import Path

import pytest

from eval.benchmark import Split, load_questions
from eval.gate import mixed_breaches, read_gate
from eval.mixed import (
    GUIDANCE,
    GUIDANCE_QUESTIONS,
    SAMPLED,
    Setting,
    corpus_of,
    most_used,
    search_scores,
)
from eval_fakes import measured
from ingest.corpus.library import Library
from ingest.corpus.snapshot import Snapshot
from ingest.text.settings import Settings


def snapshot(setting: Setting, folder: Path) -> Snapshot:
    corpus_of(setting, folder / "corpus")
    return Library(folder / "corpus").snapshot()


def documents(found: Snapshot) -> set[str]:
    return {section.document_id for section in found.sections}


def test_the_mixed_corpus_holds_both_and_all_annotations(tmp_path: Path) -> None:
    alone = snapshot(Setting.HANDREIKING, tmp_path / "a")
    mixed = snapshot(Setting.MIXED, tmp_path / "b")
    invented = documents(snapshot(Setting.GUIDANCE, tmp_path / "c"))
    assert len(invented) == 10
    assert documents(mixed) == documents(alone) | invented
    assert mixed.annotations == alone.annotations


def test_half_of_the_sections_lose_their_annotations_the_same_ones_each_time(
    tmp_path: Path,
) -> None:
    whole = snapshot(Setting.HANDREIKING, tmp_path / "a").annotations
    one, other = (snapshot(Setting.HALF, tmp_path / name).annotations for name in "bc")
    assert one == other
    assert 0.3 < len(one.passages) / len(whole.passages) < 0.7
    assert one.unanswered == whole.unanswered


def test_the_questions_on_invented_guidance_fit_it_and_no_document_is_in_both_halves() -> None:
    sections = {section.id: section for section in Library(GUIDANCE).snapshot().sections}
    questions = load_questions(GUIDANCE_QUESTIONS, sections)
    assert len(questions) > 450
    halves = {
        split: {
            sections[name].document_id
            for each in questions
            if each.split is split
            for name in each.gold_sections
        }
        for split in (Split.DEV, Split.TEST)
    }
    assert not halves[Split.DEV] & halves[Split.TEST]
    assert all(halves.values())


def test_a_passage_that_many_answers_hold_is_a_hub() -> None:
    """Of three answers one cites the one section, and two the other."""
    assert most_used(measured()) == pytest.approx(2 / 3)


def test_among_many_documents_nothing_passes_that_the_gate_stops(
    handreiking: Settings, tmp_path: Path
) -> None:
    found = search_scores(handreiking.model_copy(update={"data": tmp_path}))
    fallen = mixed_breaches(read_gate(), found)
    assert [f"{each.measure}:{each.group} {each.told}" for each in fallen] == []


def test_the_sample_holds_some_of_the_new_texts_beside_the_handreiking(tmp_path: Path) -> None:
    alone = documents(snapshot(Setting.HANDREIKING, tmp_path / "a"))
    assert documents(snapshot(Setting.SAMPLE, tmp_path / "b")) == alone | set(SAMPLED)
