"""The corpus as it is -> a release that waits to be put in use, and what it answers otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from eval.rehearsal import (
    ChangedAnswer,
    Rehearsed,
    benchmark_of,
    rehearse,
    spread,
    whole_benchmark,
)
from ingest.corpus.library import Library
from ingest.index.build import Making, Report, prepare
from ingest.index.published import Rehearsal, keep_rehearsal, rehearsal_of
from ingest.index.record import read_content
from ingest.index.releases import releases_folder, unwritable
from ingest.index.tidy import in_use, waiting
from ingest.text.disk import replace_file
from ingest.text.settings import Settings
from ui import texts
from ui.service.deeds import Working
from ui.service.feedback import read_feedback

REHEARSE: Final = "rehearse"
_ANSWERS: Final = "answers.json"
"""Beside a release: the questions of which the answer changes, before and after."""
_CHANGED: Final = TypeAdapter(tuple[ChangedAnswer, ...])


@dataclass(frozen=True, slots=True)
class ReadyRelease:
    """A release that waits, of the corpus as it is now, what came of asking it, and where."""

    id: str
    rehearsal: Rehearsal
    changed: tuple[ChangedAnswer, ...]


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
    kept = Rehearsal(asked=found.asked, changed=len(found.changed), below=below)
    _keep(settings, release, kept, found.changed)
    return report, found


def rehearsed(settings: Settings) -> ReadyRelease | None:
    """The release that waits to be put in use, if it is of this corpus and was asked questions.

    Raises:
        CorpusError: a file of the corpus is wrong or was not accepted.
    """
    ready = next(iter(waiting(settings)), None)
    rehearsal = rehearsal_of(ready) if ready else None
    if ready is None or rehearsal is None:
        return None
    if read_content(ready).snapshot != Library(settings.corpus).snapshot():
        return None
    return ReadyRelease(ready.name, rehearsal, _changed(ready))


def _readers_own(settings: Settings) -> list[str]:
    """What readers asked who said something of the answer, if they may."""
    if not settings.feedback:
        return []
    return list(dict.fromkeys(each.question for each in read_feedback(settings.data).records))


def _changed(release: Path) -> tuple[ChangedAnswer, ...]:
    """The answers that change; none where that cannot be read any more."""
    try:
        return _CHANGED.validate_json((release / _ANSWERS).read_bytes())
    except (OSError, ValidationError):
        return ()


def _keep(
    settings: Settings, release: Path, rehearsal: Rehearsal, changed: Sequence[ChangedAnswer]
) -> None:
    try:
        replace_file(release / _ANSWERS, _CHANGED.dump_json(tuple(changed)))
        keep_rehearsal(release, rehearsal)
    except OSError as error:
        raise unwritable(settings.data, error) from error
