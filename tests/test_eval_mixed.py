"""The corpora that are measured side by side, and what they hold."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer.support import DOUBTFUL
from assistant.assistant import Assistant
from eval.benchmark import Split, load_questions
from eval.gate import mixed_breaches, read_gate
from eval.mixed import (
    GUIDANCE,
    GUIDANCE_QUESTIONS,
    SAMPLED,
    Setting,
    corpus_of,
    indexed,
    most_used,
    search_scores,
)
from eval_fakes import measured
from ingest.corpus.library import Library
from ingest.corpus.snapshot import Snapshot
from ingest.index.query import UNKNOWN_BEYOND
from ingest.index.search import search
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


@pytest.fixture(scope="module")
def mixed(handreiking: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Where the handreiking stands beside three of the new texts, once the index was made there."""
    return handreiking.model_copy(update={"data": tmp_path_factory.mktemp("mixed")})


def test_among_many_documents_nothing_passes_that_the_gate_stops(mixed: Settings) -> None:
    fallen = mixed_breaches(read_gate(), search_scores(mixed))
    assert [f"{each.measure}:{each.group} {each.told}" for each in fallen] == []


@pytest.fixture(scope="module")
def assistant(mixed: Settings) -> Iterator[Assistant]:
    with closing(Assistant(indexed(mixed, Setting.SAMPLE))) as opened:
        yield opened


def test_what_is_asked_of_other_guidance_lies_beyond_the_handreiking(assistant: Assistant) -> None:
    """And so plain text comes first for it, and for what is asked of the handreiking that does."""
    asked = {
        "Wat kost een weekend logeren in het logeerhuis?": "folder-logeerhuis",
        "Wat is het verschil tussen een maatje en een mentor?": "handreiking-informele-steun",
    }
    with assistant._live.reading() as known:
        beyond = [
            known.release.query(each, assistant._embedder.embed_question(each)).beyond
            for each in asked
        ]
        assert known.release.has_plain
        assert known.release.only([SAMPLED[0]]).has_plain
        assert not known.release.only(["handreiking-informele-steun"]).has_plain
    assert beyond[0] > UNKNOWN_BEYOND > beyond[1]
    first = [assistant.search(each, 1)[0].section.document_id for each in asked]
    assert first == list(asked.values())


def test_the_sample_holds_some_of_the_new_texts_beside_the_handreiking(tmp_path: Path) -> None:
    alone = documents(snapshot(Setting.HANDREIKING, tmp_path / "a"))
    assert documents(snapshot(Setting.SAMPLE, tmp_path / "b")) == alone | set(SAMPLED)


def test_what_is_asked_of_a_text_that_is_named_is_searched_for_and_not_denied(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("Staat er in de folder Logeren in De Kwartel wat het kost?")
    assert {each.section.document_id for each in answer.hits} == {"folder-logeerhuis"}
    alone = assistant.search("wat het kost", 1, ["folder-logeerhuis"])
    assert answer.hits[0].section == alone[0].section
    assert answer.support >= DOUBTFUL


def test_how_near_the_chosen_come_is_measured_as_everything_is_ranked(assistant: Assistant) -> None:
    text = "Wat is het verschil tussen een maatje en een mentor?"
    with assistant._live.reading() as known:
        theirs = known.release.only(["folder-logeerhuis"])
        asked = theirs.query(text, assistant._embedder.embed_question(text))
        near, far = (search(theirs, replace(asked, beyond=each)).among for each in (3.0, -9.0))
    assert near > far
