"""The types of an answer."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from assistant.answer.evidence import Evidence
from assistant.answer.support import Clues
from ingest.corpus.contacts import Contact
from ingest.corpus.profile import neutral_profile
from ingest.corpus.publications import Publications
from ingest.text.document import Hit, Section, Source, SummaryStanding
from ingest.text.place import Place

NEAREST_SHOWN: Final = 3
"""So many of the nearest passages does every face show where there is no answer."""


class Outcome(StrEnum):
    """Whether the corpus holds an answer, or none is due: ITSELF is about the assistant itself.

    PERHAPS shows what may be one, without saying that it is.
    """

    ANSWERED = "answered"
    PERHAPS = "perhaps"
    NOT_FOUND = "not_found"
    ITSELF = "itself"


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage that carries a sentence.

    `guideline` is the guideline that a section of kind summary summarises.
    """

    number: int
    source: Source
    section: Section
    place: Place
    guideline: Source | None = None

    @property
    def quote(self) -> str:
        """The passage: always a slice of the source, never retyped."""
        return self.place.span.of(self.section.text)

    @property
    def is_outdated(self) -> bool:
        """Whether this summarises a guideline of which there is a newer edition."""
        return self.guideline is not None and self.guideline.summary is SummaryStanding.OUTDATED

    @property
    def page(self) -> int | None:
        """Page of the publication on which the quote begins, if known."""
        return self.section.page_at(self.place.start)

    @property
    def pages(self) -> tuple[int | None, ...]:
        """The pages of the publication on which the quote stands."""
        return self.section.pages_of(self.place.start, self.place.end)

    @property
    def columns(self) -> str:
        """What the columns are called, if the quote is a row of a table."""
        return self.section.columns_at(self.place.start)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the answer and the numbers of the citations that carry it.

    `under` is what it is told under, with the sentences beside it that have the same: the member of
    an enumeration, a side of a comparison, a part of the question. It is empty where an answer is
    not told in such parts.
    """

    text: str
    citations: tuple[int, ...]
    under: str = ""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A sentence in the words of a chat model, and the numbers of the citations that carry it.

    It passed what it had to: our own flags and a second opinion.
    """

    text: str
    citations: tuple[int, ...]


class Author(StrEnum):
    """Who chose the sentences of an answer: our rules, or a model. Their words are the source's."""

    SOURCE = "source"
    MODEL = "model"


class NoticeKind(StrEnum):
    """What a notice is about."""

    DANGER = "danger"
    ITSELF = "itself"
    PERSONAL_DATA = "personal_data"
    DECISION = "decision"
    NOT_FOUND = "not_found"
    FOLLOW_UP = "follow_up"
    CHOSEN_SOURCES = "chosen_sources"
    QUOTED_PERSON = "quoted_person"
    OUTDATED = "outdated"
    OUTDATED_SUMMARY = "outdated_summary"
    LOST_CONTENT = "lost_content"
    UNKNOWN_WORDS = "unknown_words"
    MODEL_FAILED = "model_failed"
    DUTCH_SOURCE = "dutch_source"
    MISSING = "missing"
    UNUSABLE_QUESTION = "unusable_question"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the reader must know beside the answer, in plain Dutch."""

    kind: NoticeKind
    text: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """A hit with the section and the source it comes from, ready to be shown."""

    hit: Hit
    section: Section
    source: Source


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant says to one question.

    Personal data in `question` is masked. `searched` is the question that was searched for: the
    question itself, or for a follow-up the standalone question made of it and the history, or of a
    long one what matters most. `sentences` and `citations` are empty unless answered; `hits` are
    the ten nearest passages, best first, either way, and none where nothing could be
    searched for. `support` says how far the corpus supports an answer, and is below zero where it
    does not; it is for measuring, and never shown to who asks. `author` says who chose the
    sentences, `contacts` are whom to call where there is danger, in that order, and `is_whole`
    is false for an answer that a chat model may still replace or add to. `publications` says how to
    speak of what is cited, and `onward` are questions to go on with, which the texts answer.
    `own_words` say beside the sentences what they come down to, in words of a chat model; they are
    empty unless the operator wants them.
    `clues` and `weighed` are for measuring too: what support was read from, and the evidence that
    was chosen from, best first. `release_id` is the release that was answered from, empty where
    nothing was searched for.
    """

    question: str
    searched: str
    outcome: Outcome
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    hits: tuple[Nearest, ...]
    notices: tuple[Notice, ...]
    support: float
    author: Author = Author.SOURCE
    contacts: tuple[Contact, ...] = ()
    is_whole: bool = True
    own_words: tuple[OwnWords, ...] = ()
    publications: Publications = field(default_factory=lambda: neutral_profile().publications)
    clues: Clues | None = None
    weighed: tuple[Evidence, ...] = ()
    release_id: str = ""
    onward: tuple[str, ...] = ()

    @property
    def complaint(self) -> str:
        """Why the question could not be searched for, in Dutch; empty where it could."""
        kinds = (NoticeKind.UNUSABLE_QUESTION, NoticeKind.FAILED)
        return next((each.text for each in self.notices if each.kind in kinds), "")
