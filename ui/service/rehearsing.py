"""The corpus as it is -> a release that waits to be put in use, and what it answers otherwise."""

from pathlib import Path
from typing import Final

from eval.rehearsal import Rehearsed, benchmark_of, rehearse, spread, whole_benchmark
from ingest.index.build import Making, Report, prepare
from ingest.index.published import Rehearsal, keep_rehearsal
from ingest.index.releases import releases_folder, unwritable
from ingest.index.tidy import in_use
from ingest.text.settings import Settings
from ui import texts
from ui.service.deeds import Working
from ui.service.feedback import read_feedback

REHEARSE: Final = "rehearse"


def prepared(
    settings: Settings, working: Working, sample: int, *, without_lost: bool
) -> tuple[Report, Rehearsed | None]:
    """Make a release without putting it in use, and ask it and the one in use the same questions.

    `sample` is how many of the benchmark's questions are asked, 0 for all. None where nothing
    changed. Only where all are asked is it held against the floors of the gate.

    Raises:
        CorpusError, SteunwijzerError: as `prepare`.
    """
    report = prepare(settings, working, Making(without_lost=without_lost))
    if not report.is_new:
        return report, None
    release = releases_folder(settings.data) / report.release
    benchmark = benchmark_of(release)
    asked = spread(benchmark, sample)
    found = rehearse(
        settings,
        in_use(settings),
        release,
        asked,
        _readers_own(settings),
        lambda done, total: working(REHEARSE, done, total),
        with_gate=len(asked) == len(whole_benchmark()),
    )
    below = tuple(texts.below_floor(*each) for each in found.below)
    _keep(settings, release, Rehearsal(asked=found.asked, changed=len(found.changed), below=below))
    return report, found


def _readers_own(settings: Settings) -> list[str]:
    """What readers asked who said something of the answer, if they may."""
    if not settings.feedback:
        return []
    return list(dict.fromkeys(each.question for each in read_feedback(settings.data).records))


def _keep(settings: Settings, release: Path, rehearsal: Rehearsal) -> None:
    try:
        keep_rehearsal(release, rehearsal)
    except OSError as error:
        raise unwritable(settings.data, error) from error
