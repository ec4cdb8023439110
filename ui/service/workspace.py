"""What people can do with Steunwijzer: the use cases, whatever face they are done through.

This is the only place where a role is checked, and all that a face needs of the assistant, of the
index and of the benchmark. They are imported by who needs them: each takes a second.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.text.errors import IndexUnusableError, SteunwijzerError
from ingest.text.settings import Settings
from ui import texts, texts_feedback, texts_reading
from ui.service.admitting import Admitting
from ui.service.drafting import Drafting
from ui.service.keeping import Keeping
from ui.service.reporting import Reporting
from ui.service.reviewing import Reviewing
from ui.service.roles import Actor, check_role
from ui.service.shelves import Shelving

if TYPE_CHECKING:
    from assistant.answer.answer import Answer, Nearest
    from assistant.answer.trial import Trial
    from assistant.assistant import Assistant
    from assistant.chat.condition import Condition
    from assistant.guard.privacy import Masked
    from assistant.question.follow_up import Turn
    from ingest.corpus.contacts import Contact
    from ingest.corpus.profile import Profile
    from ingest.text.document import Published
    from ui.record import AnswerRecord, QuestionRecord
    from ui.service.feedback import Feedback
    from ui.service.journal import Journal
    from ui.service.metrics import Metrics

    Ids = Sequence[str]


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """Whether there is an index to answer from, and if not, why in Dutch."""

    is_ready: bool
    why: str = ""


def _open_assistant(settings: Settings) -> "Assistant":
    from assistant.assistant import Assistant

    return Assistant(settings)


class Workspace(Keeping, Shelving, Reviewing, Drafting, Reporting, Admitting):
    """The use cases of one actor; safe for use by several threads."""

    def __init__(
        self,
        actor: Actor,
        settings: Settings,
        open_assistant: Callable[[Settings], "Assistant"] = _open_assistant,
    ) -> None:
        super().__init__(actor, settings)
        self._open_assistant = open_assistant
        self._lock = threading.Lock()
        self._assistant: Assistant | None = None
        self._journal: Journal | None = None
        self._feedback: Feedback | None = None
        self._metrics: Metrics | None = None

    def open(self) -> None:
        """Open what answers, which else the first question does.

        Raises:
            IndexUnusableError: there is no usable index.
            SteunwijzerError: a model or the Chroma server cannot be used.
        """
        self._opened()

    def acting_for(self, actor: Actor) -> "Workspace":
        """The same, opened once for all, for somebody else.

        Raises:
            SteunwijzerError: as `open`.
        """
        self._opened()
        theirs = copy(self)
        theirs._actor = actor
        return theirs

    def warm_up(self) -> None:
        """Load in the background what the operator chose for a process that keeps going.

        Raises:
            SteunwijzerError: as `open`.
        """
        if self._settings.deduce:
            self._opened().warm_up()

    def ask(self, question: str, history: Sequence["Turn"] = (), sources: "Ids" = ()) -> "Answer":
        """Answer one question after earlier turns, oldest first; of all `sources`, or of these ids.

        Raises:
            SteunwijzerError: as `document` of each, or the index cannot be read any more.
        """
        start = time.perf_counter()
        return self._written(self._asked(sources).ask(question, history, sources), start)

    def stream(
        self, question: str, history: Sequence["Turn"] = (), sources: Sequence[str] = ()
    ) -> Iterator["Answer"]:
        """As `ask`, the answer as it grows; the last is whole. Every one can be shown as it is.

        Raises:
            SteunwijzerError: as `ask`.
        """
        answer: Answer | None = None
        start = time.perf_counter()
        for answer in self._asked(sources).stream(question, history, sources):
            yield answer
        if answer:
            self._written(answer, start)

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
            answer = self.ask(question.question, history, question.sources)
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

    def slip(self, answer: "Answer") -> str:
        """With what something can be said of an answer; empty where there is nothing to say.

        That is so for every answer, unless the operator asked for feedback.
        """
        return self._feedback.slip(answer) if self._feedback else ""

    def give_feedback(self, slip: str, opinion: str, remark: str = "") -> None:
        """Keep what a reader says of an answer, masked: a value of `Opinion`, and own words.

        Raises:
            SteunwijzerError: the operator did not ask for feedback, this answer was not given or
                enough was said of it, it cannot be kept, or as `open`.
        """
        from ui.service.feedback import Opinion

        self._opened()
        if self._feedback is None:
            raise SteunwijzerError(*texts_feedback.OFF)
        self._feedback.give(slip, Opinion(opinion), remark)

    @property
    def chat_condition(self) -> "Condition":
        """How the operator's chat model does.

        Raises:
            SteunwijzerError: as `open`.
        """
        return self._opened().condition

    def check_model(self) -> Iterator["Trial"]:
        """Ask the chat model two questions that the corpus answers, and one that it does not.

        Raises:
            SteunwijzerError: this is for the operator, there is no model, or as `open`.
        """
        check_role(self._actor, texts.TO_CHECK_MODEL)
        for question in (*self.profile.examples[:2], self.profile.off_topic[0]):
            yield self._opened().try_model(question)

    def search(self, words: str, sources: Sequence[str] = ()) -> tuple["Nearest", ...]:
        """The passages nearest to a question or to loose words, best first; `sources` as in `ask`.

        Raises:
            QuestionError: they are empty, too long, or no words.
            SteunwijzerError: as `ask`.
        """
        return self._asked(sources).search(words, sources=sources)

    @property
    def published(self) -> tuple["Published", ...]:
        """The texts that are answered from, each in the order of reading.

        Raises:
            SteunwijzerError: as `open`.
        """
        return self._opened().published

    def document(self, document_id: str) -> "Published":
        """One of the texts that are answered from.

        Raises:
            SteunwijzerError: there is none of that id, or as `open`.
        """
        for each in self.published:
            if each.source.id == document_id:
                return each
        raise SteunwijzerError(*texts_reading.no_document(document_id))

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

    @property
    def metrics(self) -> "Metrics":
        """How many questions were answered, and how fast; nothing of what was asked.

        Raises:
            SteunwijzerError: as `open`.
        """
        self._opened()
        assert self._metrics
        return self._metrics

    def _asked(self, sources: Sequence[str]) -> "Assistant":
        """What answers, if these are ids of texts that are answered from."""
        all(map(self.document, sources))  # raises for the first that is not
        return self._opened()

    def _opened(self) -> "Assistant":
        from ui.service.feedback import Feedback
        from ui.service.journal import Journal
        from ui.service.metrics import Metrics

        with self._lock:
            if self._assistant is None:
                self._assistant = self._open_assistant(self._settings)
                self._metrics = Metrics()
                self._journal = Journal(self._settings.log) if self._settings.log else None
                if self._settings.feedback:
                    self._feedback = Feedback(self._settings.data, self.mask)
            return self._assistant

    def _written(self, answer: "Answer", start: float) -> "Answer":
        """The answer, which is counted, and in the log now if the operator asked for one."""
        self.metrics.count(answer, time.perf_counter() - start)
        if self._journal:
            self._journal.write(answer)
        return answer
