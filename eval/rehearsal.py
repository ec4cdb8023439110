"""Two releases + questions -> whose answers change, and which floors are not reached."""

import re
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.answer.answer import Answer, Outcome
from assistant.assistant import Assistant
from eval.asking import remembering
from eval.benchmark import QUESTIONS, Question, load_questions
from eval.due import due_notices
from eval.figures import ALL, LOWER_IS_BETTER
from eval.gate import read_gate
from eval.jsonl import records_of
from eval.measures import QuestionScores, answer_scores
from eval.response import response_of
from ingest.index.embed.embedder import OpenEmbedder, open_embedder
from ingest.index.record import read_content
from ingest.text.settings import Settings

_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Told:
    """What is said to a question, as far as a reader would see a difference."""

    outcome: Outcome
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """A question of which the answer changes; `before` is None where there was no release."""

    question: str
    before: Told | None
    after: Told


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """How many questions were asked, whose answers change, and what floors are not reached.

    `below` is the measure, its group, how many go wrong and how many may.
    """

    asked: int
    changed: tuple[ChangedAnswer, ...]
    below: tuple[tuple[str, str, int, int], ...]


def benchmark_of(release: Path) -> list[Question]:
    """The benchmark's questions, dev and test, of which the gold is in this release.

    None where most of the gold is not: then they are about another corpus.
    """
    sections = read_content(release).snapshot.sections_by_id()
    held = load_questions(QUESTIONS, sections, without_lost=True)
    golden = sum(bool(each.gold) for each in whole_benchmark())
    return held if sum(bool(each.gold) for each in held) > golden / 2 else []


def whole_benchmark() -> list[Question]:
    """All of the benchmark's questions, whatever they are about."""
    return records_of(QUESTIONS, Question)


def spread(questions: Sequence[Question], count: int) -> list[Question]:
    """A sample of so many questions, spread over all; all of them for 0."""
    step = len(questions) / count if 0 < count < len(questions) else 1
    return [questions[int(at * step)] for at in range(int(len(questions) / step))]


def rehearse(
    settings: Settings,
    before: Path | None,
    after: Path,
    questions: Sequence[Question],
    own: Sequence[str],
    advance: Callable[[int, int], None],
    *,
    with_gate: bool,
    open_embedder: OpenEmbedder = open_embedder,
) -> Rehearsed:
    """Ask two releases the benchmark's questions and the readers' `own`; no chat model chooses.

    The gate's floors count exact numbers of the whole benchmark: `with_gate` is for all of it.

    Raises:
        SteunwijzerError: a release cannot be opened, or the model cannot be used.
    """
    plain = settings.model_copy(update={"chat": ""})
    opened = remembering(open_embedder)
    turns = [(each.question, each.turns) for each in questions] + [(each, ()) for each in own]
    now = _answers(plain, after, turns, opened, lambda done: advance(done, 2 * len(turns)))
    then: list[Answer] = []
    if before:
        half = len(turns)
        then = _answers(plain, before, turns, opened, lambda done: advance(half + done, 2 * half))
    told = [_told(each) for each in now]
    was: list[Told | None] = [_told(each) for each in then] if before else [None] * len(told)
    changed = [
        ChangedAnswer(question, old, new)
        for (question, _), old, new in zip(turns, was, told, strict=True)
        if old != new
    ]
    below = _below(after, questions, now) if with_gate else ()
    return Rehearsed(len(turns), tuple(changed) if before else (), tuple(below))


def _answers(
    settings: Settings,
    release: Path,
    turns: Sequence[tuple[str, Sequence[object]]],
    open_embedder: OpenEmbedder,
    advance: Callable[[int], None],
) -> list[Answer]:
    answers = []
    with closing(Assistant(settings, open_embedder, only=release)) as assistant:
        for done, (question, history) in enumerate(turns, start=1):
            answers.append(assistant.ask(question, history))  # type: ignore[arg-type]  # turns
            advance(done)
    return answers


def _told(answer: Answer) -> Told:
    sentences = tuple(_SPACE.sub(" ", each.text).strip() for each in answer.sentences)
    return Told(answer.outcome, sentences)


def _below(
    release: Path, questions: Sequence[Question], answers: Sequence[Answer]
) -> list[tuple[str, str, int, int]]:
    """The floors that are not reached, of those that an answer alone tells."""
    snapshot = read_content(release).snapshot
    sections, sources = snapshot.sections_by_id(), {each.id: each for each in snapshot.sources}
    scored: list[tuple[Question, QuestionScores]] = [
        (
            question,
            answer_scores(
                question,
                response_of(question.id, answer, 0),
                sections,
                due_notices(question, sections, sources),
            ),
        )
        for question, answer in zip(questions, answers[: len(questions)], strict=True)
    ]
    found = []
    for floor in read_gate().floor:
        best = 0.0 if floor.measure in LOWER_IS_BETTER else 1.0
        wrong = sum(
            scores[floor.measure] != best
            for question, scores in scored
            if floor.group in (ALL, question.kind) and floor.measure in scores
        )
        if wrong > floor.wrong:
            found.append((floor.measure, floor.group, wrong, floor.wrong))
    return found
