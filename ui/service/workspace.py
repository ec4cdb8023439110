"""What people can do with Steunwijzer: the use cases, whatever face they are done through.

This is the only place where a role is checked, and all that a face needs of the assistant, of the
index and of the benchmark. They are imported by who needs them: each takes a second.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.text.errors import IndexUnusableError, SteunwijzerError
from ingest.text.settings import Settings
from ui import texts
from ui.service.roles import Actor, Role, check_role

if TYPE_CHECKING:
    from assistant.answer.answer import Answer, Nearest
    from assistant.assistant import Assistant
    from assistant.guard.privacy import Masked
    from assistant.question.follow_up import Turn
    from eval.measured import Measured
    from ingest.corpus.accept import Acceptance
    from ingest.corpus.contacts import Contact
    from ingest.corpus.profile import Profile
    from ingest.index.build import Report
    from ingest.index.releases import KeptRelease
    from ui.record import AnswerRecord, QuestionRecord
    from ui.service.journal import Journal

Working = Callable[[str, int, int], None]
"""Called as `working(stage, done, total)` while something takes its time."""


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """Whether there is an index to answer from, and if not, why in Dutch."""

    is_ready: bool
    why: str = ""


def _open_assistant(settings: Settings) -> "Assistant":
    from assistant.assistant import Assistant

    return Assistant(settings)


class Workspace:
    """The use cases of one actor; safe for use by several threads."""

    def __init__(
        self,
        actor: Actor,
        settings: Settings,
        open_assistant: Callable[[Settings], "Assistant"] = _open_assistant,
    ) -> None:
        self._actor = actor
        self._settings = settings
        self._open_assistant = open_assistant
        self._lock = threading.Lock()
        self._assistant: Assistant | None = None
        self._journal: Journal | None = None

    def open(self) -> None:
        """Open what answers, which else the first question does.

        Raises:
            IndexUnusableError: there is no usable index.
            SteunwijzerError: a model or the Chroma server cannot be used.
        """
        self._opened()

    def warm_up(self) -> None:
        """Load in the background what the operator chose for a process that keeps going.

        Raises:
            SteunwijzerError: as `open`.
        """
        if self._settings.deduce:
            self._opened().warm_up()

    def ask(self, question: str, history: Sequence["Turn"] = ()) -> "Answer":
        """Answer one question; `history` holds the earlier turns, oldest first.

        Raises:
            SteunwijzerError: as `open`, or the index cannot be read any more.
        """
        return self._written(self._opened().ask(question, history))

    def stream(self, question: str, history: Sequence["Turn"] = ()) -> Iterator["Answer"]:
        """The answer as it grows; the last one is whole. Every one can be shown as it is.

        Raises:
            SteunwijzerError: as `ask`.
        """
        answer: Answer | None = None
        for answer in self._opened().stream(question, history):
            yield answer
        if answer:
            self._written(answer)

    def answer(self, question: "QuestionRecord") -> "AnswerRecord":
        """Answer a question of the machine interface, with a record that says so if that fails.

        Raises:
            SteunwijzerError: as `open`.
        """
        from assistant.question.follow_up import Turn
        from ui.record import record_of

        self.open()
        history = tuple(Turn(turn.question, turn.answer) for turn in question.history)
        start = time.perf_counter()
        try:
            answer = self.ask(question.question, history)
        except SteunwijzerError as error:
            answer = self.failed(question.question, str(error))
        return record_of(answer, question.id, (time.perf_counter() - start) * 1000)

    def failed(self, question: str, why: str) -> "Answer":
        """What is said where there is no answer: whom to call, if there is danger, and why.

        Raises:
            SteunwijzerError: as `open`.
        """
        from assistant.answer.refusal import failed_answer

        return failed_answer(question, self.mask, self.contacts, why, self.profile.clients)

    def search(self, words: str) -> tuple["Nearest", ...]:
        """The passages nearest to a question or to loose words, best first.

        Raises:
            QuestionError: they are empty, too long, or no words.
            SteunwijzerError: as `ask`.
        """
        return self._opened().search(words)

    def mask(self, text: str) -> "Masked":
        """A text without the personal data that can be found in it.

        Raises:
            SteunwijzerError: as `open`.
        """
        return self._opened().mask(text)

    @property
    def contacts(self) -> tuple["Contact", ...]:
        """Whom to call when somebody is in danger.

        Raises:
            SteunwijzerError: as `open`.
        """
        return self._opened().contacts

    @property
    def profile(self) -> "Profile":
        """What is particular to the publication that is answered from.

        Raises:
            SteunwijzerError: as `open`.
        """
        return self._opened().profile

    def status(self) -> IndexStatus:
        """Whether there is an index that this version can read.

        Raises:
            SteunwijzerError: we may not look.
        """
        from ingest.index.record import read_record
        from ingest.index.releases import current_release

        try:
            read_record(current_release(self._settings.data))
        except IndexUnusableError as error:
            return IndexStatus(is_ready=False, why=str(error))
        return IndexStatus(is_ready=True)

    def ingest(self, working: Working, *, is_forced: bool = False) -> "Report":
        """Index the corpus and put the result in use; an unchanged corpus is left as it is.

        Raises:
            CorpusError: a file of the corpus is wrong.
            SteunwijzerError: this is for who keeps the texts, or the data folder, the model or the
                Chroma server cannot be used.
        """
        from ingest.index.build import ingest

        check_role(self._actor, texts.TO_INGEST, Role.MAINTAINER)
        return ingest(self._settings, working, is_forced=is_forced)

    def history(self) -> list["KeptRelease"]:
        """The releases that can be put in use, oldest first.

        Raises:
            IndexUnusableError: there is no index.
            SteunwijzerError: this is for who keeps the texts.
        """
        from ingest.index.releases import kept_releases

        check_role(self._actor, texts.TO_SEE_RELEASES, Role.MAINTAINER)
        return kept_releases(self._settings.data)

    def roll_back(self, release_id: str = "") -> "KeptRelease":
        """Put an earlier release in use again: the one before, or the one with this id.

        Raises:
            IndexUnusableError: there is no index.
            SteunwijzerError: this is for who keeps the texts, there is no such release, or an
                ingest is at work.
        """
        from ingest.index.releases import roll_back

        check_role(self._actor, texts.TO_ROLL_BACK, Role.MAINTAINER)
        return roll_back(self._settings.data, release_id)

    def accept(self, source_id: str, *, with_original: bool = False) -> "Acceptance":
        """Accept a text of the corpus as it is now, and its annotations as far as they hold.

        Raises:
            CorpusError: there is no such text, or a file of the corpus is wrong.
            SteunwijzerError: this is for who keeps the texts.
        """
        from ingest.corpus.library import Library

        check_role(self._actor, texts.TO_ACCEPT, Role.MAINTAINER)
        return Library(self._settings.corpus).accept(source_id, with_original=with_original)

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
        from ui.service.benchmark import sections_in_use

        check_role(self._actor, texts.TO_MEASURE, Role.EVALUATOR)
        raters = read_raters(folder)
        sections = sections_in_use(self._settings)
        found = gold_questions(read_responses(folder), agreed(raters), sections, list(raters))
        write_records(out, found)
        return len(found)

    def _opened(self) -> "Assistant":
        from ui.service.journal import Journal

        with self._lock:
            if self._assistant is None:
                self._assistant = self._open_assistant(self._settings)
                self._journal = Journal(self._settings.log) if self._settings.log else None
            return self._assistant

    def _written(self, answer: "Answer") -> "Answer":
        """The answer, which is in the log now, if the operator asked for one."""
        if self._journal:
            self._journal.write(answer)
        return answer
