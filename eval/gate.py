"""Run + baseline -> what a change broke: counts that may not be passed, and falls that may not be.

Where a set is small a difference is seldom more than chance: there it is counted, exactly, how many
questions may go wrong. Where it is large a measure may not have fallen by its margin: not "no fall
was shown", which a small or noisy set always passes, but "a fall of the margin is ruled out".
`python3 -m eval.gate` asks what is held and prints all counts, to set the floors by.
"""

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from eval.benchmark import QUESTIONS, load_questions
from eval.figures import ALL, LOWER_IS_BETTER, change, groups
from eval.forms import sample
from eval.measured import BASELINE, Measured, Run, read_run
from eval.mixed import MixedScores, search_scores
from eval.run import run_benchmark
from ingest.corpus.checked import Strict
from ingest.index.embed.embedder import OpenEmbedder, open_embedder
from ingest.index.releases import sections_in_use
from ingest.text.settings import Settings, load_settings

GATE: Final = Path(__file__).with_name("gate.toml")


class Floor(Strict):
    """At most `wrong` questions of a group go wrong on a measure that is 0 or 1 when right."""

    measure: str
    group: str
    wrong: int


class Margin(Strict):
    """How far the mean of a measure over a group may at most have fallen since the baseline."""

    measure: str
    group: str = ALL
    margin: float


class QualityGate(Strict):
    """All that is watched; `mixed` among many documents, where a group is what is asked about."""

    floor: tuple[Floor, ...]
    margin: tuple[Margin, ...]
    mixed: tuple[Floor, ...] = ()


@dataclass(frozen=True, slots=True)
class Fall:
    """Something that the gate does not let pass, and how far it is beyond it."""

    measure: str
    group: str
    told: str


def read_gate(path: Path = GATE) -> QualityGate:
    """The project's own gate."""
    return QualityGate.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def breaches(gate: QualityGate, run: Run, baseline: Run) -> Iterator[Fall]:
    """What of a run does not pass, beside the run that it is held against.

    A measure or a group that the run does not have does not pass either: else leaving out the
    questions would be a way through.
    """
    for floor in gate.floor:
        yield from _below(floor, *wrong(run, floor.measure, floor.group))
    for margin in gate.margin:
        yield from _fallen(margin, run, baseline)


def mixed_breaches(gate: QualityGate, found: MixedScores) -> Iterator[Fall]:
    """What of a search among many documents does not pass."""
    for floor in gate.mixed:
        yield from _below(floor, *_wrong_mixed(floor, found))


def asked(settings: Settings, open_embedder: OpenEmbedder = open_embedder) -> Measured:
    """Ask what a run is held by: all questions, and a sample of them in other forms.

    Raises:
        SteunwijzerError: the index cannot be used.
    """
    questions = load_questions(QUESTIONS, sections_in_use(settings.data))
    return run_benchmark(
        settings,
        QUESTIONS,
        questions,
        ALL,
        lambda *_: None,
        with_baselines=False,
        open_embedder=open_embedder,
        forms_of=sample(each.id for each in questions),
    )


def wrong(run: Run, measure: str, group: str) -> tuple[int, int]:
    """How many questions of a group go wrong on a measure, and of how many."""
    own = [each.scores[measure] for each in groups(run).get(group, []) if measure in each.scores]
    best = 0.0 if measure in LOWER_IS_BETTER else 1.0
    return sum(score != best for score in own), len(own)


def _wrong_mixed(floor: Floor, found: MixedScores) -> tuple[int, int]:
    own = [each[floor.measure] for each in found.get(floor.group, {}).values()]
    return sum(score != 1 for score in own), len(own)


def _below(floor: Floor, count: int, total: int) -> Iterator[Fall]:
    if not total:
        yield Fall(floor.measure, floor.group, "not measured")
    elif count > floor.wrong:
        told = f"{count} of {total} wrong, at most {floor.wrong} may be"
        yield Fall(floor.measure, floor.group, told)


def _fallen(margin: Margin, run: Run, baseline: Run) -> Iterator[Fall]:
    found = change(baseline, groups(run).get(margin.group, []), margin.measure)
    if found is None:
        yield Fall(margin.measure, margin.group, "not measured")
        return
    is_lower_better = margin.measure in LOWER_IS_BETTER
    worst = found.high if is_lower_better else -found.low
    if worst > margin.margin:
        told = f"{found.before:.3f} -> {found.after:.3f}: a fall of {worst:.3f} cannot be ruled out"
        yield Fall(margin.measure, margin.group, f"{told}, {margin.margin:.3f} is the margin")


def main() -> None:
    """Print how many go wrong under each floor, and how many may; then what does not pass."""
    settings, gate = load_settings(), read_gate()
    run, mixed = asked(settings).run, search_scores(settings)
    counted = [(each, wrong(run, each.measure, each.group)) for each in gate.floor]
    counted += [(each, _wrong_mixed(each, mixed)) for each in gate.mixed]
    for floor, (count, total) in counted:
        held = f"{count} of {total} wrong, at most {floor.wrong} may be"
        sys.stdout.write(f"{floor.measure}:{floor.group} {held}\n")
    falls = [*breaches(gate, run, read_run(BASELINE)), *mixed_breaches(gate, mixed)]
    told = [f"    {each.measure}:{each.group} {each.told}" for each in falls]
    sys.exit("\n".join(["does not pass:", *told]) if told else 0)


if __name__ == "__main__":
    main()
