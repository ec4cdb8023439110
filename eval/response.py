"""Answer -> Response: what a run keeps of it, so that a report can be made without the index."""

from typing import Final

from pydantic import BaseModel, ConfigDict

from assistant.answer.answer import Answer, Outcome
from ingest.text.place import Place

PASSAGES: Final = 10
"""So many of the passages found are kept, and of the evidence."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class KeptSentence(_Record):
    """A sentence of an answer, with the numbers of its citations."""

    text: str
    citations: tuple[int, ...]


class Quote(_Record):
    """Words that were cited or found: characters `start` to `end` of a section's text."""

    section: str
    start: int
    end: int
    text: str

    @property
    def place(self) -> Place:
        """Where they stand."""
        return Place(self.section, self.start, self.end)


class Cited(Quote):
    """A citation of an answer, with the number by which its sentences name it."""

    number: int


class Weighed(Quote):
    """Evidence that an answer was chosen from, with the log-odds that it answers."""

    odds: float


class Response(_Record):
    """What came of one question.

    `shown` is the question as the reader sees it. `failure` says why there is no answer where the
    assistant could not give one; it is empty otherwise. `passages` are the nearest, best first,
    `clues` are what support was read from, and `weighed` the best of what was chosen from.
    """

    id: str
    shown: str = ""
    searched: str
    outcome: Outcome
    sentences: tuple[KeptSentence, ...]
    citations: tuple[Cited, ...]
    notices: tuple[str, ...]
    passages: tuple[Quote, ...]
    support: float
    elapsed_ms: float
    failure: str = ""
    clues: dict[str, float] = {}
    weighed: tuple[Weighed, ...] = ()


def response_of(name: str, answer: Answer, elapsed_ms: float) -> Response:
    """Keep an answer under a question's id."""
    return Response(
        id=name,
        shown=answer.question,
        searched=answer.searched,
        outcome=answer.outcome,
        sentences=tuple(
            KeptSentence(text=sentence.text, citations=sentence.citations)
            for sentence in answer.sentences
        ),
        citations=tuple(
            Cited(
                number=each.number,
                section=each.section.id,
                start=each.place.start,
                end=each.place.end,
                text=each.quote,
            )
            for each in answer.citations
        ),
        notices=tuple(str(notice.kind) for notice in answer.notices),
        passages=tuple(
            Quote(
                section=near.section.id,
                start=near.hit.chunk.start,
                end=near.hit.chunk.end,
                text=near.hit.chunk.text,
            )
            for near in answer.hits[:PASSAGES]
        ),
        support=answer.support,
        elapsed_ms=elapsed_ms,
        clues=answer.clues._asdict() if answer.clues else {},
        weighed=tuple(
            Weighed(
                section=each.section.id,
                start=each.place.start,
                end=each.place.end,
                text=each.text,
                odds=each.odds,
            )
            for each in answer.weighed[:PASSAGES]
        ),
    )


def failed(name: str, question: str, failure: str) -> Response:
    """Keep that a question could not be answered at all."""
    return Response(
        id=name,
        searched=question,
        outcome=Outcome.NOT_FOUND,
        sentences=(),
        citations=(),
        notices=(),
        passages=(),
        support=0.0,
        elapsed_ms=0.0,
        failure=failure,
    )
