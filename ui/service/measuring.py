"""The use cases of who measures how good the answers are."""

from pathlib import Path
from typing import TYPE_CHECKING

from ui import texts
from ui.service.deeds import Deeds, Working
from ui.service.roles import Role, check_role

if TYPE_CHECKING:
    from eval.measured import Measured


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
