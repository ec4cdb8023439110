"""The use cases of who measures how good the answers are."""

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.text.errors import SteunwijzerError, why
from ui import texts, texts_feedback
from ui.service.deeds import Deeds, Working
from ui.service.roles import Role, check_role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eval.measured import Measured
    from eval.ratings import Rated, RaterAgreement
    from ui.service.feedback import FeedbackRead


class Measuring(Deeds):
    """Use cases of an evaluator."""

    def benchmark(
        self,
        questions: Path | None,
        split: str,
        working: Working,
        *,
        with_baselines: bool,
        with_judge: bool,
        with_forms: bool = False,
    ) -> "Measured":
        """Ask all questions of a set, the project's own if none is named, and score the answers.

        Raises:
            SteunwijzerError: this is for who measures, or the set, the index, the judge or another
                way of searching cannot be used.
        """
        from ui.service.benchmark import measure

        check_role(self._actor, texts.TO_MEASURE, Role.EVALUATOR)
        return measure(
            self._settings,
            questions,
            split,
            working,
            with_baselines=with_baselines,
            with_judge=with_judge,
            with_forms=with_forms,
        )

    def ratings_of(self, folder: Path, rater: str, count: int) -> "list[Rated]":
        """The sentences of a report that a rater judges, with what they said so far.

        `count` is of how many answers, where they have not begun.

        Raises:
            SteunwijzerError: this is for who measures, there is no report, the name cannot be part
                of a file's name, or their table cannot be read.
        """
        from eval.ratings import rater_file, read_ratings, read_responses, to_rate

        check_role(self._actor, texts.TO_MEASURE, Role.EVALUATOR)
        path = rater_file(folder, rater)
        return (
            read_ratings(path) if path.exists() else to_rate(read_responses(folder), count, rater)
        )

    def keep_ratings(self, folder: Path, rater: str, rated: "Sequence[Rated]") -> Path:
        """Keep what a rater says of the sentences of a report; the table that it is in.

        Raises:
            SteunwijzerError: this is for who measures, the name cannot be part of a file's name, or
                the table cannot be written.
        """
        from eval.ratings import rater_file, write_ratings

        check_role(self._actor, texts.TO_MEASURE, Role.EVALUATOR)
        path = rater_file(folder, rater)
        write_ratings(path, rated)
        return path

    def raters_of(self, folder: Path) -> "Mapping[str, Sequence[Rated]]":
        """What each rater of a report says of its sentences.

        Raises:
            SteunwijzerError: this is for who measures, nobody judged, or a table cannot be read.
        """
        from eval.ratings import read_raters

        check_role(self._actor, texts.TO_MEASURE, Role.EVALUATOR)
        return read_raters(folder)

    def agreements_of(self, folder: Path) -> "list[RaterAgreement]":
        """How far every two raters of a report agree.

        Raises:
            SteunwijzerError: as `raters_of`.
        """
        from eval.ratings import agreements

        return list(agreements(self.raters_of(folder)))

    def rated_gold(self, folder: Path, out: Path) -> int:
        """Write what all raters of a report called right as questions with gold; how many.

        Raises:
            SteunwijzerError: this is for who measures, there are no ratings, or no usable index.
        """
        from eval.jsonl import write_records
        from eval.ratings import agreed, gold_questions, read_raters, read_responses
        from ingest.index.releases import sections_in_use

        check_role(self._actor, texts.TO_MEASURE, Role.EVALUATOR)
        raters = read_raters(folder)
        sections = sections_in_use(self._settings.data)
        found = gold_questions(read_responses(folder), agreed(raters), sections, list(raters))
        write_records(out, found)
        return len(found)

    def feedback(self) -> "FeedbackRead":
        """What readers said of answers.

        Raises:
            SteunwijzerError: this is for who learns from it, or it cannot be read.
        """
        from ui.service.feedback import read_feedback

        check_role(self._actor, texts_feedback.TO_READ, Role.MAINTAINER, Role.EVALUATOR)
        return read_feedback(self._settings.data)

    def write_feedback(self, out: Path) -> None:
        """Write what readers said as a table that can be opened in Excel and read as questions.

        Raises:
            SteunwijzerError: this is for who learns from it, there is nothing, or the table would
                not be known for one or cannot be written.
        """
        from eval.own import CSV
        from eval.tables import write_table
        from ingest.index.releases import sections_kept
        from ui.service.feedback_table import feedback_rows

        read = self.feedback()
        if out.suffix.lower() != CSV:
            raise SteunwijzerError(*texts_feedback.no_table(out))
        if not read.records:
            raise SteunwijzerError(*texts_feedback.NONE_YET)
        kept = cache(partial(sections_kept, self._settings.data))
        try:
            write_table(out, feedback_rows(read.records, kept))
        except OSError as error:
            raise SteunwijzerError(*texts_feedback.unwritable(out, why(error))) from error
