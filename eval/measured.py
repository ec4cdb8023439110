"""What was measured: scores of every question, and with what; kept to be compared."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.benchmark import Question, QuestionKind, Split, Wording
from eval.judge import Agreement
from eval.measures import QuestionScores
from eval.response import Response
from ingest.text.document import Section
from ingest.text.errors import SteunwijzerError

BASELINE: Final = Path(__file__).parent / "baseline.json"
"""Today's quality, which a change is held against."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class About(_Record):
    """What was measured with what.

    `settings` are the operator's, without secrets; `commit` ends in "+" where the working tree had
    changes, and is empty outside a git checkout. `reason` is why a run became the baseline.
    """

    created: str
    split: str
    questions: str
    questions_sha256: str
    corpus_sha256: str
    index: str
    commit: str
    version: str
    machine: str
    packages: dict[str, str]
    settings: dict[str, str]
    judge: str = ""
    reason: str = ""


class ScoredQuestion(_Record):
    """A question and its scores.

    `asked` is a hash of its words, history and gold; `wording` is None where there is no gold.
    `nearest_trained` is its cosine with the nearest question that the release learned from.
    """

    id: str
    kind: QuestionKind
    split: Split
    wording: Wording | None = None
    cluster: str
    asked: str
    support: float
    is_failed: bool = False
    nearest_trained: float | None = None
    scores: QuestionScores

    @property
    def key(self) -> str:
        """By this a question is the same in two runs."""
        return f"{self.id} {self.asked}"


class Run(_Record):
    """All that a comparison needs.

    `systems` holds the retrieval scores of other systems, `agreement` how far to trust the judge,
    `unreadable` how many of its judgements could not be read, and `left_out` says in Dutch what was
    not measured, or not used, and why.
    """

    about: About
    scored: tuple[ScoredQuestion, ...]
    systems: dict[str, dict[str, QuestionScores]] = {}
    agreement: Agreement | None = None
    unreadable: int = 0
    left_out: tuple[str, ...] = ()


class Measured(NamedTuple):
    """A run with the questions it is about and what came of each."""

    run: Run
    questions: list[Question]
    responses: list[Response]
    sections: dict[str, Section]

    def rows(self) -> Iterator[tuple[Question, Response, ScoredQuestion]]:
        """Each question with what came of it and how that scored."""
        return zip(self.questions, self.responses, self.run.scored, strict=True)


def read_run(path: Path) -> Run:
    """The run that a report folder or a file holds.

    Raises:
        SteunwijzerError: there is none, or it is of another version.
    """
    file = path / "run.json" if path.is_dir() else path
    try:
        return Run.model_validate_json(file.read_bytes())
    except OSError as error:
        raise SteunwijzerError(
            f"In {path} staat geen meting.", "Kies de map die 'steunwijzer eval run' noemde."
        ) from error
    except ValidationError as error:
        raise SteunwijzerError(
            f"{file} is geen meting van deze versie van Steunwijzer.",
            "Meet opnieuw met: steunwijzer eval run",
        ) from error
