"""A set of questions -> what the assistant makes of them, scored, and judged if that is asked."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.chat.model import open_chat_model
from eval.benchmark import QUESTIONS, SEALED, QuestionKind, Split, load_questions, of_split
from eval.judge import CASES, agreement, load_cases
from eval.measured import Measured
from eval.own import OwnQuestions, is_table, read_own
from eval.run import judged, run_benchmark
from ingest.index.releases import sections_in_use
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings
from ui import texts

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


OWN: Final = str(QuestionKind.OWN)
"""What the split of somebody's own questions is called: they have none."""


SEALED_ASKED: Final = "sealed-asked.txt"
"""In the data folder: a line for every time that the sealed questions were asked."""


def measure(
    settings: Settings,
    questions: Path | None,
    split: str,
    working: Callable[[str, int, int], None],
    *,
    with_baselines: bool,
    with_judge: bool,
    with_forms: bool = False,
) -> Measured:
    """Ask all questions of a set, the project's own if none is named, and score the answers.

    Raises:
        SteunwijzerError: the set, the index, the judge or another way of searching cannot be used.
    """
    # Before an hour of work: whether there is a judge, and how far it can be trusted.
    model = _judge(settings) if with_judge else None
    file = questions or (SEALED if split == Split.SEALED else QUESTIONS)
    asked, warnings = _asked(settings, file, split)
    agreed = None
    if model:
        cases = load_cases(CASES)
        agreed = agreement(model, cases, lambda done: working("calibrate_judge", done, len(cases)))
    measured = run_benchmark(
        settings,
        file,
        asked,
        OWN if is_table(file) else split,
        working,
        with_baselines=with_baselines,
        forms_of={each.id for each in asked} if with_forms else (),
    )
    if file == SEALED:
        warnings = [texts.sealed_asked(_count_sealed(settings, measured.run.about.version))]
    measured = _with_warnings(measured, warnings)
    if model and agreed:
        return judged(measured, model, settings.judge, agreed, working)
    return measured


def _asked(settings: Settings, file: Path, split: str) -> OwnQuestions:
    sections = sections_in_use(settings.data)
    if is_table(file):
        return read_own(file, sections)
    asked = of_split(load_questions(file, sections), split)
    if not asked:
        raise SteunwijzerError(*texts.no_questions(file, split))
    return OwnQuestions(asked, [])


def _with_warnings(measured: Measured, warnings: list[str]) -> Measured:
    left_out = (*warnings, *measured.run.left_out)
    return measured._replace(run=measured.run.model_copy(update={"left_out": left_out}))


def _count_sealed(settings: Settings, version: str) -> int:
    """Write down that the sealed questions were asked; how often that was for this version."""
    path = settings.data / SEALED_ASKED
    with path.open("a+", encoding="utf-8") as file:
        file.write(f"{version}\n")
        file.seek(0)
        return file.read().splitlines().count(version)


def _judge(settings: Settings) -> "BaseChatModel":
    if not settings.judge:
        raise SteunwijzerError(*texts.NO_JUDGE)
    return open_chat_model(settings.judge, settings.judge_url, settings.judge_key)
