"""The handreiking and many other texts -> how good the answers are on each, alone and together.

What a maintainer brings in has no annotations, and stands beside a text that has. Here that is
measured: with each corpus alone, with both in one, and with the annotations of a random half of the
handreiking left out. The other texts are invented (eval/guidance), and no annotation, weight or
threshold was made with those of `test` in sight. `python3 -m eval.mixed [SETTING ...]` prints it.
"""

import random
import shutil
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from eval.benchmark import QUESTIONS, Question, load_questions, of_split
from eval.measured import Measured, Run
from eval.run import run_benchmark
from ingest.corpus.library import Library
from ingest.corpus.notes import FOLDER as NOTES
from ingest.corpus.notes import SYNTHESIS
from ingest.index.build import ingest
from ingest.index.record import read_content
from ingest.index.releases import current_release
from ingest.text.settings import BUNDLED_CORPUS, Settings, load_settings

GUIDANCE: Final = Path(__file__).parent / "guidance"
GUIDANCE_QUESTIONS: Final = GUIDANCE / "questions.jsonl"
_SEED: Final = 20261129
_SHOWN: Final = (
    "R@1",
    "R@5",
    "nDCG@10",
    "answered",
    "refused",
    "citation_hit",
    "citation_precision",
    "essentials",
    "first_on_point",
    "on_point",
    "words",
)


class Setting(StrEnum):
    """Which texts are in the corpus, and which of their annotations."""

    HANDREIKING = "handreiking"
    GUIDANCE = "guidance"
    MIXED = "mixed"
    HALF = "half"


class AskedOf(NamedTuple):
    """The questions on some texts of a corpus."""

    name: str
    questions: list[Question]


def corpus_of(setting: Setting, folder: Path) -> None:
    """Write the corpus of a setting to a folder, in place of what is there."""
    shutil.rmtree(folder, ignore_errors=True)
    if setting is Setting.GUIDANCE:
        shutil.copytree(GUIDANCE, folder, ignore=shutil.ignore_patterns("questions.jsonl"))
        return
    shutil.copytree(BUNDLED_CORPUS, folder)
    if setting is not Setting.HANDREIKING:
        _add_guidance(folder)
    if setting is Setting.HALF:
        _drop_half(folder)


def indexed(settings: Settings, setting: Setting) -> Settings:
    """Settings with the corpus of a setting, of which there is an index."""
    home = settings.data / "mixed" / setting
    corpus = home / "corpus"
    home.mkdir(parents=True, exist_ok=True)
    corpus_of(setting, corpus)
    own = settings.model_copy(update={"corpus": corpus, "data": home})
    ingest(own, lambda *_: None)
    return own


def parts(own: Settings, setting: Setting, split: str) -> list[AskedOf]:
    """The questions that a setting is measured on, by the texts that they are about."""
    sections = {
        section.id: section for section in read_content(current_release(own.data)).snapshot.sections
    }
    files = {"handreiking": QUESTIONS, "guidance": GUIDANCE_QUESTIONS}
    return [
        AskedOf(name, of_split(load_questions(file, sections), split))
        for name, file in files.items()
        if setting in (Setting.MIXED, Setting.HALF) or setting == name
    ]


def measure(settings: Settings, setting: Setting, split: str) -> dict[str, Measured]:
    """Ask the questions of a setting, by the texts that they are about."""
    own = indexed(settings, setting)
    return {
        part.name: run_benchmark(
            own, QUESTIONS, part.questions, split, lambda *_: None, with_baselines=False
        )
        for part in parts(own, setting, split)
    }


def most_used(measured: Measured) -> float:
    """The share of the answers that hold the passage which most answers hold: how much of a hub."""
    answers = [
        {(cited.section, cited.start) for cited in response.citations}
        for response in measured.responses
        if response.citations
    ]
    every = [place for cited in answers for place in cited]
    return max(map(every.count, set(every)), default=0) / max(len(answers), 1)


def told(setting: Setting, name: str, measured: Measured) -> str:
    """A line with the means of what matters here."""
    means = " ".join(f"{measure} {_mean(measured.run, measure):.3f}" for measure in _SHOWN)
    return f"{setting} {name} (n={len(measured.questions)}): {means} hub {most_used(measured):.3f}"


def _mean(run: Run, measure: str) -> float:
    own = [each.scores[measure] for each in run.scored if measure in each.scores]
    return sum(own) / len(own) if own else float("nan")


def _add_guidance(folder: Path) -> None:
    library, guidance = Library(folder), Library(GUIDANCE)
    for entry in guidance.entries():
        markdown = guidance.document(entry.id).markdown
        bare = entry.model_copy(update={"text": None})
        library.add_document(bare, markdown, markdown.encode(), f"{entry.id}.md")


def _drop_half(folder: Path) -> None:
    notes: Sequence[Path] = sorted((folder / NOTES).rglob("*.toml"))
    of_sections = [path for path in notes if len(path.relative_to(folder / NOTES).parts) > 1]
    for path in random.Random(_SEED).sample(of_sections, len(of_sections) // 2):  # noqa: S311
        path.unlink()
    (folder / NOTES / SYNTHESIS).unlink(missing_ok=True)


def main() -> None:
    """Measure the settings that are named, or all."""
    split = "dev" if "dev" in sys.argv else "test"
    names = [Setting(name) for name in sys.argv[1:] if name not in ("dev", "test")] or list(Setting)
    for setting in names:
        for name, measured in measure(load_settings(), setting, split).items():
            print(told(setting, name, measured), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
