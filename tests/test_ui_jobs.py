"""Work that goes on by itself: how far it is, how it ends, and that there is one at a time."""

import sys
import time
from collections.abc import Callable

import pytest

from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings
from ui import texts_pages
from ui.service.jobs import Job, JobKind, Jobs, JobState
from ui.service.steps import AS_STEPS, Step

pytestmark = pytest.mark.whole

WAIT_S = 20.0
WAITING = "import time; time.sleep(60)"


def saying(*lines: str, code: int = 0, then: str = "") -> tuple[str, ...]:
    """A command that writes these lines, and ends so."""
    said = "".join(f"print({line!r}, flush=True)\n" for line in lines)
    return (sys.executable, "-c", f"{said}{then}\nraise SystemExit({code})")


def until(jobs: Jobs, is_so: Callable[[Job], bool]) -> Job:
    end = time.monotonic() + WAIT_S
    while not (jobs.now and is_so(jobs.now)):
        assert time.monotonic() < end, jobs.now
        time.sleep(0.02)
    return jobs.now


@pytest.fixture
def jobs(settings: Settings) -> Jobs:
    return Jobs(settings, clock=lambda: 12.0)


def test_nothing_goes_on_at_first_and_stopping_that_does_nothing(jobs: Jobs) -> None:
    jobs.stop()
    assert jobs.now is None


def test_work_tells_how_far_it_is_and_that_it_is_done(jobs: Jobs) -> None:
    command = saying(Step("embed", 1, 4).line(), "geen stap", Step("store", 2, 3).line())
    jobs.start(JobKind.PUBLISH, (), "dit", command)
    now = until(jobs, lambda job: not job.is_running)
    assert now == Job(JobKind.PUBLISH, "dit", 12.0, JobState.DONE, "store", 2, 3)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (
            (Step(failure="De schijf is vol. Maak ruimte.").line(),),
            "De schijf is vol. Maak ruimte.",
        ),
        ((), texts_pages.JOB_FAILED_SEE),
    ],
)
def test_work_that_fails_says_why(jobs: Jobs, lines: tuple[str, ...], why: str) -> None:
    jobs.start(JobKind.MEASURE, (), command=saying(*lines, code=1))
    now = until(jobs, lambda job: not job.is_running)
    assert (now.state, now.failure) == (JobState.FAILED, why)


def test_work_of_one_kind_is_not_stopped_as_another(jobs: Jobs) -> None:
    jobs.start(JobKind.PUBLISH, (), command=saying(then=WAITING))
    with pytest.raises(SteunwijzerError, match="hoort bij een andere pagina"):
        jobs.stop(JobKind.MEASURE)
    assert jobs.now
    assert jobs.now.is_running
    jobs.stop(JobKind.PUBLISH)
    assert jobs.now.state is JobState.STOPPED


def test_there_is_one_at_a_time_and_after_it_another_can_begin(jobs: Jobs) -> None:
    jobs.start(JobKind.MEASURE, (), "een", saying(Step("x", 1, 2).line(), then=WAITING))
    until(jobs, lambda job: job.done == 1)
    with pytest.raises(SteunwijzerError, match="al werk bezig"):
        jobs.start(JobKind.PUBLISH, (), "twee", saying())
    jobs.stop()
    assert jobs.now
    assert (jobs.now.about, jobs.now.state) == ("een", JobState.STOPPED)
    end = time.monotonic() + WAIT_S
    while True:
        try:
            jobs.start(JobKind.PUBLISH, (), "twee", saying())
        except SteunwijzerError:
            assert time.monotonic() < end
            time.sleep(0.02)
        else:
            break
    assert until(jobs, lambda job: not job.is_running).about == "twee"


def test_work_that_does_not_listen_is_ended_all_the_same(jobs: Jobs) -> None:
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('{}', flush=True)\n"
    jobs.start(JobKind.MEASURE, (), command=(sys.executable, "-c", deaf + WAITING))
    time.sleep(0.5)
    jobs.stop(wait_s=0.1)
    assert jobs.now
    assert jobs.now.state is JobState.STOPPED


def test_work_is_done_on_the_same_folders_and_asked_for_steps(
    jobs: Jobs, settings: Settings
) -> None:
    told = (
        "import json, os, sys\n"
        "about = [os.environ['STEUNWIJZER_' + name] for name in ('DATA', 'CORPUS')]\n"
        "print(json.dumps({'failure': ' '.join([*about, *sys.argv[1:]])}))\nraise SystemExit(1)"
    )
    jobs.start(JobKind.MEASURE, ("eval", "run"), command=(sys.executable, "-c", told))
    now = until(jobs, lambda job: not job.is_running)
    assert now.failure == f"{settings.data} {settings.corpus} eval run {AS_STEPS}"
