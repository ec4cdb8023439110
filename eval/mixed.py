"""The handreiking and many other texts -> how good the answers are on each, alone and together.

What a maintainer brings in has no annotations, and stands beside a text that has. Here that is
measured: with each corpus alone, with both in one, and with the annotations of a random half of the
handreiking left out. The other texts are invented (eval/guidance); nothing is learnt from those of
`test`, but settings were compared with their figures in sight (see LOG.md).
`python3 -m eval.mixed [dev] [SETTING ...]` prints it. The gate holds the search in a sample of it.
"""

import json
import random
import shutil
import sys
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Final

from assistant.assistant import Assistant
from assistant.draft.read import read_draft
from eval.benchmark import QUESTIONS, Question, Split, load_questions, of_split
from eval.figures import overall
from eval.measured import Measured
from eval.measures import QuestionScores, retrieval_scores
from eval.run import run_benchmark
from eval.systems import DEPTH, passages_of
from ingest.corpus.library import Library
from ingest.corpus.notes import FOLDER as NOTES
from ingest.corpus.notes import SYNTHESIS
from ingest.index.build import ingest
from ingest.index.embed.cache import FILE as CACHE
from ingest.index.releases import sections_in_use
from ingest.text.document import Section
from ingest.text.settings import BUNDLED_CORPUS, Settings, load_settings

GUIDANCE: Final = Path(__file__).parent / "guidance"
GUIDANCE_QUESTIONS: Final = GUIDANCE / "questions.jsonl"
GUIDANCE_DRAFTS: Final = Path(__file__).parent / "guidance_drafts.jsonl"
"""Replies as a good chat model would give them to assistant.draft.prompt: by writers who saw one
section at a time and none of the questions."""
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
    """Which texts are in the corpus, and which of their annotations.

    DRAFTED is MIXED with a draft of every section of the new texts.
    """

    HANDREIKING = "handreiking"
    GUIDANCE = "guidance"
    MIXED = "mixed"
    HALF = "half"
    DRAFTED = "drafted"
    SAMPLE = "sample"


ASKED: Final[dict[str, Path]] = {
    Setting.HANDREIKING: QUESTIONS,
    Setting.GUIDANCE: GUIDANCE_QUESTIONS,
}
"""The questions on some texts, by the setting in which those stand alone."""


SAMPLED: Final = (
    "folder-logeerhuis",
    "protocol-vrijwilligers-2019",
    "protocol-vrijwilligers-2024",
)
"""A leaflet and two editions of a protocol: as much as can be indexed each time that tests run."""
MixedScores = Mapping[str, Mapping[str, QuestionScores]]
"""Retrieval scores by the texts that are asked about, and by question id."""


def corpus_of(setting: Setting, folder: Path) -> None:
    """Write the corpus of a setting to a folder, in place of what is there."""
    shutil.rmtree(folder, ignore_errors=True)
    if setting is Setting.GUIDANCE:
        shutil.copytree(GUIDANCE, folder, ignore=shutil.ignore_patterns("questions.jsonl"))
        return
    shutil.copytree(BUNDLED_CORPUS, folder)
    if setting is not Setting.HANDREIKING:
        _add_guidance(folder, SAMPLED if setting is Setting.SAMPLE else None)
    if setting is Setting.HALF:
        _drop_half(folder)
    if setting is Setting.DRAFTED:
        _draft(Library(folder))


def indexed(settings: Settings, setting: Setting) -> Settings:
    """Settings with the corpus of a setting, of which there is an index."""
    home = settings.data / "mixed" / setting
    corpus = home / "corpus"
    home.mkdir(parents=True, exist_ok=True)
    cache = home / CACHE
    if not cache.is_symlink():  # most texts are in several settings: one cache has them all
        cache.unlink(missing_ok=True)
        cache.symlink_to(home.parent / CACHE)
    corpus_of(setting, corpus)
    own = settings.model_copy(update={"corpus": corpus, "data": home})
    ingest(own, lambda *_: None)
    return own


def measure(settings: Settings, setting: Setting, split: str) -> dict[str, Measured]:
    """Ask the questions of a setting, by the texts that they are about."""
    own = indexed(settings, setting)
    sections = sections_in_use(own.data)
    return {
        name: run_benchmark(
            own,
            file,
            of_split(load_questions(file, sections), split),
            split,
            lambda *_: None,
            with_baselines=False,
        )
        for name, file in ASKED.items()
        if setting in (Setting.MIXED, Setting.HALF, Setting.DRAFTED, name)
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
    found = overall(measured.run, _SHOWN)
    means = " ".join(f"{measure} {each.mean:.3f}" for measure, each in found.items())
    return f"{setting} {name} (n={len(measured.questions)}): {means} hub {most_used(measured):.3f}"


def search_scores(settings: Settings) -> MixedScores:
    """The search for the test questions on the handreiking, and on the new texts, in the sample.

    Without follow-ups, which say more of the conversation than of the search.
    """
    own = indexed(settings, Setting.SAMPLE)
    sections = sections_in_use(own.data)
    every = sections | {each.id: each for each in Library(GUIDANCE).snapshot().sections}
    with closing(Assistant(own)) as assistant:
        return {
            name: _searched(
                assistant,
                [
                    each
                    for each in of_split(load_questions(file, every), Split.TEST)
                    if each.gold and not each.history and sections.keys() >= {*each.gold_sections}
                ],
                sections,
            )
            for name, file in ASKED.items()
        }


def _searched(
    assistant: Assistant, questions: Sequence[Question], sections: Mapping[str, Section]
) -> dict[str, QuestionScores]:
    rankings = {each.id: passages_of(assistant.search(each.question, DEPTH)) for each in questions}
    return retrieval_scores(questions, rankings, sections)


def _add_guidance(folder: Path, names: Collection[str] | None) -> None:
    """Add the new texts that are named, or all."""
    library, guidance = Library(folder), Library(GUIDANCE)
    # What took the place of another is there first.
    for entry in sorted(guidance.entries(), key=lambda each: bool(each.superseded_by)):
        if names is not None and entry.id not in names:
            continue
        markdown = guidance.document(entry.id).markdown
        bare = entry.model_copy(update={"text": None})
        library.add_document(bare, markdown, markdown.encode(), f"{entry.id}.md")


def _drop_half(folder: Path) -> None:
    notes = sorted((folder / NOTES).rglob("*.toml"))
    of_sections = [path for path in notes if len(path.relative_to(folder / NOTES).parts) > 1]
    for path in random.Random(_SEED).sample(of_sections, len(of_sections) // 2):  # noqa: S311
        path.unlink()
    (folder / NOTES / SYNTHESIS).unlink(missing_ok=True)


def _draft(library: Library) -> None:
    """Add what a chat model replies about the new texts: see GUIDANCE_DRAFTS."""
    sections = library.snapshot().sections_by_id()
    for line in GUIDANCE_DRAFTS.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        section = sections[record["section"]]
        if notes := read_draft(json.dumps(record["reply"]), section):
            library.put_draft(section, notes)


def main() -> None:
    """Measure the settings that are named, or all."""
    split = "dev" if "dev" in sys.argv else "test"
    names = [Setting(name) for name in sys.argv[1:] if name not in ("dev", "test")] or [
        each for each in Setting if each is not Setting.SAMPLE
    ]
    for setting in names:
        for name, measured in measure(load_settings(), setting, split).items():
            print(told(setting, name, measured), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
