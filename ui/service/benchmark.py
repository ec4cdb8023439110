"""A set of questions -> what the assistant makes of them, scored, and judged if that is asked."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.chat.model import open_chat_model
from eval.benchmark import QUESTIONS, Question, load_questions, of_split
from eval.judge import CASES, agreement, load_cases
from eval.measured import Measured
from eval.run import judged, run_benchmark
from ingest.index.record import read_content
from ingest.index.releases import current_release
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings
from ui import texts

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


def measure(
    settings: Settings,
    questions: Path | None,
    split: str,
    working: Callable[[str, int, int], None],
    *,
    with_baselines: bool,
    with_judge: bool,
) -> Measured:
    """Ask all questions of a set, the project's own if none is named, and score the answers.

    Raises:
        SteunwijzerError: the set, the index, the judge or another way of searching cannot be used.
    """
    # Before an hour of work: whether there is a judge, and how far it can be trusted.
    model = _judge(settings) if with_judge else None
    file = questions or QUESTIONS
    asked = _asked(settings, file, split)
    agreed = None
    if model:
        cases = load_cases(CASES)
        agreed = agreement(model, cases, lambda done: working("calibrate_judge", done, len(cases)))
    measured = run_benchmark(settings, file, asked, split, working, with_baselines=with_baselines)
    if model and agreed:
        return judged(measured, model, settings.judge, agreed, working)
    return measured


def _asked(settings: Settings, file: Path, split: str) -> list[Question]:
    content = read_content(current_release(settings.data))
    sections = {section.id: section for section in content.snapshot.sections}
    asked = of_split(load_questions(file, sections), split)
    if not asked:
        raise SteunwijzerError(*texts.no_questions(file, split))
    return asked


def _judge(settings: Settings) -> "BaseChatModel":
    if not settings.judge:
        raise SteunwijzerError(*texts.NO_JUDGE)
    return open_chat_model(settings.judge, settings.judge_url, settings.judge_key)
