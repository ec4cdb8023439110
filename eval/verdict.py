"""Figures -> one sentence: good enough for what, weak in what, better or worse than before.

A kind of question is judged by what may not go wrong there: that what has an answer is told, that
what has none is refused, and that care is taken. It is good enough, or weak, only if its whole
interval says so; of a few questions nothing is said.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from eval import labels
from eval.benchmark import NO_RIGHT_OUTCOME, QuestionKind
from eval.figures import LOWER_IS_BETTER, changes, figures, have_common
from eval.measured import Run
from eval.statistics import Estimate

ENOUGH: Final = 20
"""Of fewer questions of a kind nothing is said."""
GOOD: Final = {"essentials": 0.8, "answered": 0.9, "refused": 0.8, "notices": 0.95}
"""What a kind must reach: the lower end of its interval for good, the upper end not for weak."""
LEADING: Final = ("notices", "essentials", "refused", "answered")
"""The first of these that a kind has is what it is judged by."""
COMPARED: Final = (
    "R@5",
    "essentials",
    "first_on_point",
    "refused",
    "notices",
    "citation_precision",
)
SHOWN: Final = 4
"""So many kinds are named at most."""


def verdict(run: Run, before: Run | None) -> str:
    """The sentence, in Dutch."""
    judged, good, weak = _kinds(run)
    if not judged:
        told = f"Van geen soort zijn er {ENOUGH} vragen waarvan bekend is wat goed is: te weinig"
        return f"{told} voor een oordeel; {_since(run, before)}."
    parts = [
        f"Goed genoeg voor: {_listed(good)}" if good else "Nergens aantoonbaar goed genoeg",
        f"zwak in: {_listed(weak)}" if weak else "nergens aantoonbaar zwak",
        _since(run, before),
    ]
    return "; ".join(parts) + "."


def _kinds(run: Run) -> tuple[bool, list[str], list[str]]:
    """Whether there is enough to judge any kind, and the names of the good and the weak ones."""
    found = {(each.group, each.measure): each.estimate for each in figures(run)}
    is_judged, good, weak = False, [], []
    # Where care counts comes first: of a long list only the beginning is named.
    for kind in sorted(QuestionKind, key=lambda each: each not in NO_RIGHT_OUTCOME):
        measure = next((each for each in _leading(kind) if (str(kind), each) in found), None)
        if measure is None or found[str(kind), measure].count < ENOUGH:
            continue
        is_judged = True
        name = labels.GROUPS[kind].lower()
        if _reaches(found[str(kind), measure], measure):
            good.append(name)
        elif found[str(kind), measure].high < GOOD[measure]:
            weak.append(name)
    return is_judged, good, weak


def _leading(kind: QuestionKind) -> Sequence[str]:
    """Notices are what counts first only where care is asked for."""
    return LEADING if kind in NO_RIGHT_OUTCOME else LEADING[1:]


def _reaches(estimate: Estimate, measure: str) -> bool:
    """Where all of n are right a rate of 3/n may still go wrong: the interval does not show it."""
    low = estimate.low if estimate.low < estimate.high else estimate.mean - 3 / estimate.count
    return low >= GOOD[measure]


def _since(run: Run, before: Run | None) -> str:
    if before is None or not have_common(before, run):
        return "sinds de vorige meting niet te zeggen: die stelde andere vragen"
    changed = list(_changed(run, before))
    better = [name for name, is_better in changed if is_better]
    worse = [name for name, is_better in changed if not is_better]
    if better and worse:
        return f"sinds de vorige meting beter in {_listed(better)}, slechter in {_listed(worse)}"
    if better or worse:
        word = "beter" if better else "slechter"
        return f"sinds de vorige meting {word} in {_listed(better or worse)}"
    return "sinds de vorige meting geen verschil aangetoond"


def _changed(run: Run, before: Run) -> Iterator[tuple[str, bool]]:
    """Measures that moved by more than chance explains, and whether for the better."""
    for measure, change in changes(before, run.scored, COMPARED):
        if change.is_shown:
            name = labels.MEASURES[measure][0]
            yield name, (change.change > 0) is not (measure in LOWER_IS_BETTER)


def _listed(names: Sequence[str]) -> str:
    shown = [f"'{name}'" for name in names[:SHOWN]]
    more = f" en {len(names) - SHOWN} andere" if len(names) > SHOWN else ""
    return ", ".join(shown) + more
