"""Measured run -> the baseline, and the figures that the README gives of it.

`python3 -m eval.published REPORT_FOLDER "why"` puts a run of all questions in place of the baseline
and writes the README's figures anew. Without a reason the baseline does not change; a test holds
the README against it.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from eval import labels
from eval.asking import STEUNWIJZER
from eval.benchmark import QuestionKind, Split
from eval.figures import ALL, NO_TWINS, figures, system_figures
from eval.forms import FORM_MEASURES
from eval.gate import wrong
from eval.measured import BASELINE, Run, read_run
from eval.statistics import Estimate
from eval.twins import TWIN, Distance
from ingest.text.errors import SteunwijzerError

README: Final = Path(__file__).resolve().parent.parent / "README.md"
BEGIN: Final = "<!-- figures of eval/baseline.json, written by eval.published -->\n"
END: Final = "<!-- end of figures -->\n"
SEARCHED: Final = ("nDCG@10", "R@5", "coverage@5")
READ: Final = {
    "essentials": "of what may not be missing, told",
    "first_on_point": "first sentence answers",
    "on_point": "of the words shown, in what answers",
    "citation_precision": "of the citations, touch what answers",
    "answered": "get an answer",
}
SYSTEMS: Final = {
    "bm25": "BM25 over the text",
    "dense": "vectors of the text",
    "bm25_annotated": "BM25 with annotations",
    "dense_annotated": "vectors with annotations",
    "unfitted": "both with annotations, unweighed",
    "common_default": "common default",
    "common_default_10": "common default, ten passages",
    STEUNWIJZER: "Steunwijzer",
}
TYPED: Final = {
    "unchanged": "all forms",
    "unchanged_no_mark": "without question mark",
    "unchanged_lower": "in lower case",
    "unchanged_capitals": "in capitals",
    "unchanged_greeted": "with greeting and thanks",
    "unchanged_mistyped": "with typing errors",
    "unchanged_keywords": "as keywords",
}
COUNTED: Final = (
    ("acute danger, told whom to call", "notices", QuestionKind.DANGER),
    ("calm, but sounds like danger: no alarm", "danger_false_alarm", QuestionKind.CALM),
    ("all other questions: no alarm", "danger_false_alarm", ALL),
    ("a decision is asked for, and said to be another's", "notices", QuestionKind.DECISION),
    ("personal data, noticed", "notices", QuestionKind.PERSONAL_DATA),
    ("personal data, none of it comes back", "masked", QuestionKind.PERSONAL_DATA),
    ("no answer in the text, far off: refused", "refused", QuestionKind.FAR_OFF),
    ("no answer in the text, near: refused", "refused", QuestionKind.NEAR_MISS),
    ("assumes what is not so: refused", "refused", QuestionKind.FALSE_PREMISE),
    ("names a guideline: answered from that alone", "from_named", QuestionKind.NAMED_GUIDELINE),
    ("every quote an exact slice", "exact_quotes", ALL),
    ("no sentence without a citation", "cited_sentences", ALL),
)


Estimates = Mapping[tuple[str, str], Estimate]
"""By group and measure."""


def main() -> None:
    """Take a run as the baseline, for a reason."""
    folder, *reason = sys.argv[1:]
    run = read_run(Path(folder))
    if not reason or run.about.split != ALL:
        raise SteunwijzerError(
            "De nulmeting verandert alleen met een reden, door een meting van alle vragen.",
            'Geef de map van een meting met --split all, en daarachter "waarom".',
        )
    about = run.about.model_copy(update={"reason": " ".join(reason)})
    kept = run.model_copy(update={"about": about})
    BASELINE.write_text(kept.model_dump_json(exclude_none=True), encoding="utf-8")
    README.write_text(with_figures(README.read_text(encoding="utf-8"), kept), encoding="utf-8")


def with_figures(readme: str, run: Run) -> str:
    """The README with the figures of a run between its two marks."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    told = "\n".join(_lines(run))
    return f"{before}{BEGIN}{told}\n{END}{after}"


def of_test(run: Run) -> Run:
    """What of a run is about the test questions."""
    kept = tuple(each for each in run.scored if each.split is Split.TEST)
    names = {each.id for each in kept}
    systems = {
        name: {key: scores for key, scores in own.items() if key in names}
        for name, own in run.systems.items()
    }
    return run.model_copy(update={"scored": kept, "systems": systems})


def _lines(run: Run) -> Iterator[str]:
    test = of_test(run)
    found = {(each.group, each.measure): each.estimate for each in figures(test)}
    golden = sum("answered" in each.scores for each in test.scored)
    yield f"On the {len(test.scored)} test questions, of which {golden} have an answer in the text;"
    yield "means with 95% intervals, and exact counts where a set is small."
    yield ""
    yield from _of_systems(test)
    yield ""
    yield from _of_reading(found)
    yield ""
    yield "| care and refusal | right |"
    yield "|---|---|"
    for told, measure, group in COUNTED:
        bad, total = wrong(test, measure, str(group))
        if total:
            yield f"| {told} | {total - bad} of {total} |"
    yield from _of_forms(found)


def _of_systems(test: Run) -> Iterator[str]:
    yield f"| search | {' | '.join(SEARCHED)} |"
    yield f"|---{'|---' * len(SEARCHED)}|"
    found = {(system, measure): each for system, measure, each in system_figures(test)}
    for system, name in SYSTEMS.items():
        if (system, SEARCHED[0]) in found:
            cells = (_cell(found[system, measure]) for measure in SEARCHED)
            yield f"| {name} | {' | '.join(cells)} |"


def _of_reading(found: Estimates) -> Iterator[str]:
    groups = {
        ALL: "all with an answer",
        NO_TWINS: f"without twins (cosine {TWIN} with what was learned from)",
        str(Distance.FARTHEST): "the third farthest from what was learned from",
    }
    yield f"| answers | {' | '.join(READ.values())} |"
    yield f"|---{'|---' * len(READ)}|"
    for group, name in groups.items():
        if (group, "answered") in found:
            yield f"| {name} | {' | '.join(_cell(found[group, each]) for each in READ)} |"


def _of_forms(found: Estimates) -> Iterator[str]:
    measured = [name for name in FORM_MEASURES if (ALL, name) in found]
    if measured:
        yield ""
        yield "| typed otherwise | outcome unchanged |"
        yield "|---|---|"
        for name in measured:
            yield f"| {TYPED[name]} | {_cell(found[ALL, name])} |"


def _cell(estimate: Estimate) -> str:
    return labels.with_interval(estimate).replace(",", ".")


if __name__ == "__main__":
    main()
