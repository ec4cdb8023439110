"""The use cases of who measures and looks at it: reports, two beside each other, own judgements."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ingest.text.errors import SteunwijzerError, why
from ui import texts, texts_pages
from ui.service.jobs import JobKind, Jobs
from ui.service.measuring import Measuring
from ui.service.roles import Role, check_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.benchmark import Question
    from eval.measured import Run
    from eval.ratings import Rated, RaterAgreement, Rating
    from eval.response import Response
    from eval.statistics import Difference

REPORTS: Final = "reports"
"""In the data folder: a folder for every run."""
OWN_SETS: Final = "questions"
"""In the data folder: the sets of questions that people brought in."""
REPORT_FILES: Final = (
    "report.html",
    "figures.csv",
    "questions.csv",
    "run.json",
    "responses.jsonl",
)
"""What can be fetched of a report."""
SETS: Final = ("test", "dev", "all")
"""The sets of the project that are asked from a page: the sealed ones are asked once a version."""
RATED_ANSWERS: Final = 30
_NAME_BYTES: Final = 200
"""Longest name of a report or a set: that of a file has room for 255."""
_NAME: Final = re.compile(r"[\w-]+")
_SET_NAME: Final = re.compile(r"[\w -]+\.(?:csv|xlsx)")


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report that is kept, by the name of its folder."""

    name: str
    run: "Run"


class Reporting(Measuring):
    """Use cases of an evaluator who looks."""

    def may_measure(self) -> None:
        """See that measuring is this actor's.

        Raises:
            NotAllowedError: it is not.
        """
        check_role(self._actor, texts.TO_MEASURE, Role.EVALUATOR)

    def reports(self) -> list[KeptReport]:
        """The reports that are kept and that this version can read, newest first.

        Raises:
            NotAllowedError: this is for who measures.
        """
        self.may_measure()
        found = [_report_in(file.parent) for file in self._reports.glob("*/run.json")]
        kept = [each for each in found if each is not None]
        return sorted(kept, key=lambda each: each.run.about.created, reverse=True)

    def report(self, name: str) -> KeptReport:
        """One report.

        Raises:
            NotAllowedError: this is for who measures.
            SteunwijzerError: there is no such report, or it is of another version.
        """
        from eval.measured import read_run

        return KeptReport(name, read_run(self._folder(name)))

    def report_file(self, name: str, file: str) -> Path:
        """A file of a report, one of `REPORT_FILES`.

        Raises:
            NotAllowedError: this is for who measures.
            SteunwijzerError: there is no such report or file.
        """
        path = self._folder(name) / file
        if file not in REPORT_FILES or not path.is_file():
            raise SteunwijzerError(*texts_pages.no_report_file(file))
        return path

    def responses(self, name: str) -> "list[Response]":
        """What came of each question of a report, in the order of its scores.

        Raises:
            NotAllowedError: this is for who measures.
            SteunwijzerError: there is no such report.
        """
        from eval.ratings import read_responses

        return read_responses(self._folder(name))

    def asked(self, question_id: str) -> "Question | None":
        """A question of the project's own set, with its gold; None if it is none of those.

        Raises:
            NotAllowedError: this is for who measures.
        """
        from eval.benchmark import QUESTIONS, Question
        from eval.jsonl import records_of

        self.may_measure()
        known = records_of(QUESTIONS, Question)
        return next((each for each in known if each.id == question_id), None)

    def compared(self, before: str, after: str) -> "list[tuple[str, str, Difference]]":
        """Two reports beside each other, as (measure, group, difference).

        Raises:
            NotAllowedError: this is for who measures.
            SteunwijzerError: one is not there, or they have no question in common.
        """
        from eval.figures import differences

        return list(differences(self.report(before).run, self.report(after).run))

    def own_sets(self) -> list[str]:
        """The names of the sets that people brought in.

        Raises:
            NotAllowedError: this is for who measures.
        """
        self.may_measure()
        folder = self._settings.data / OWN_SETS
        return sorted(path.name for path in folder.glob("*") if _SET_NAME.fullmatch(path.name))

    def keep_set(self, name: str, data: bytes) -> None:
        """Keep a table of questions under its name, in place of one that was called so.

        Raises:
            NotAllowedError: this is for who measures.
            SteunwijzerError: it is not called as a table is, or it cannot be kept.
        """
        from ingest.text.disk import replace_file

        self.may_measure()
        if not (_SET_NAME.fullmatch(name) and _fits(name)):
            raise SteunwijzerError(*texts_pages.no_set_name(name))
        folder = self._settings.data / OWN_SETS
        try:
            folder.mkdir(parents=True, exist_ok=True)
            replace_file(folder / name, data)
        except OSError as error:
            raise SteunwijzerError(*texts_pages.set_unkept(name, why(error))) from error

    def begin_measuring(self, jobs: Jobs, chosen: str, *, with_baselines: bool) -> None:
        """Ask a set of questions, one of `SETS` or of `own_sets`, as work that goes on by itself.

        Raises:
            NotAllowedError: this is for who measures.
            SteunwijzerError: there is no such set, or other work goes on.
        """
        self.may_measure()
        name = f"{datetime.now():%Y%m%d-%H%M%S}"
        options = ["--out", str(self._reports / name)]
        if not with_baselines:
            options.append("--no-baselines")
        jobs.start(JobKind.MEASURE, ("eval", "run", *self._set_options(chosen), *options), name)

    def stop_measuring(self, jobs: Jobs) -> None:
        """Stop that work.

        Raises:
            NotAllowedError: this is for who measures.
            SteunwijzerError: other work goes on.
        """
        self.may_measure()
        jobs.stop(JobKind.MEASURE)

    def ratings(self, name: str, rater: str) -> "list[Rated]":
        """The sentences that a rater judges, as far as they did.

        Raises:
            NotAllowedError: this is for who measures.
            SteunwijzerError: there is no such report, or the name cannot be part of a file's name.
        """
        return self.ratings_of(self._folder(name), rater, RATED_ANSWERS)

    def rate(self, name: str, rater: str, place: int, rating: "Rating") -> None:
        """Keep what a rater says of the sentence at a place, counted from 0.

        Raises:
            NotAllowedError: this is for who measures.
            SteunwijzerError: there is no such sentence, or it cannot be kept.
        """
        rated = self.ratings(name, rater)
        if not 0 <= place < len(rated):
            raise SteunwijzerError(*texts_pages.NO_SUCH_SENTENCE)
        rated[place] = rated[place]._replace(rating=rating)
        self.keep_ratings(self._folder(name), rater, rated)

    def agreement(self, name: str) -> "Sequence[RaterAgreement]":
        """How far every two raters of a report agree; none where fewer than two judged.

        Raises:
            NotAllowedError: this is for who measures.
            SteunwijzerError: a table of a rater cannot be read.
        """
        return self.agreements_of(self._folder(name)) if self.raters(name) else []

    def raters(self, name: str) -> list[str]:
        """Who judged answers of a report.

        Raises:
            NotAllowedError: this is for who measures.
            SteunwijzerError: there is no such report.
        """
        from eval.ratings import rater_names

        return rater_names(self._folder(name))

    @property
    def _reports(self) -> Path:
        return self._settings.data / REPORTS

    def _folder(self, name: str) -> Path:
        self.may_measure()
        folder = self._reports / name
        if not (_NAME.fullmatch(name) and _fits(name) and folder.is_dir()):
            raise SteunwijzerError(*texts_pages.no_report(name))
        return folder

    def _set_options(self, chosen: str) -> list[str]:
        if chosen in SETS:
            return ["--split", chosen]
        if chosen in self.own_sets():
            return ["--questions", str(self._settings.data / OWN_SETS / chosen)]
        raise SteunwijzerError(*texts_pages.no_set(chosen))


def _fits(name: str) -> bool:
    """Whether a file can be called so."""
    return len(name.encode()) <= _NAME_BYTES


def _report_in(folder: Path) -> KeptReport | None:
    from eval.measured import read_run

    try:
        return KeptReport(folder.name, read_run(folder))
    except SteunwijzerError:  # of another version, or not ours
        return None
