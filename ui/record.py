"""JSON -> question, and answer -> record: the stable machine interface, one object for each."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, ValidationError

from assistant.answer.answer import Answer, Author, Citation, Nearest, NoticeKind, Outcome
from ingest.text.document import Kind
from ui import texts

RecordId = StrictStr | StrictInt
"""Given by who asks, and given back as it was."""
SourceIds = Annotated[list[StrictStr], Field(max_length=1000)]
"""Ids of the documents that are searched; all of them where none is named."""
SINGLE_ID: Final = 1
"""The id of a question that was asked by itself."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Asked(BaseModel):
    """What is asked may hold more than we use, as the questions of a benchmark do."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class TurnRecord(_Asked):
    """An earlier question and its answer."""

    question: StrictStr
    answer: StrictStr = ""


class QuestionRecord(_Asked):
    """A line of a questions file; with `sources` it is answered from those documents alone."""

    id: RecordId
    question: StrictStr
    history: list[TurnRecord] = Field(default_factory=list)
    sources: SourceIds = Field(default_factory=list)


class BrokenQuestionError(ValueError):
    """Something that is no question; its text says why, in Dutch."""


class SentenceRecord(_Record):
    """A sentence of the answer; `citations` are numbers of the citations that carry it.

    `under` is what it is told under, where an answer has parts: the member of an enumeration, a
    side of a comparison, a part of the question; else it is empty.
    """

    text: str
    citations: list[int]
    under: str


class OwnWordsRecord(_Record):
    """A sentence in the words of a chat model; `citations` are numbers of those that carry it."""

    text: str
    citations: list[int]


class CitationRecord(_Record):
    """A cited passage: `quote` is `[start:end]` of the section's text, in Unicode code points.

    `page` is the page of the publication, or null where it is not known.
    """

    number: int
    document_id: str
    section_id: str
    headings: list[str]
    kind: Kind
    edition: str
    page: int | None
    quote: str
    start: int
    end: int


class HitRecord(_Record):
    """A passage that was found; rank 1 is the nearest."""

    rank: int
    chunk_id: str
    document_id: str
    section_id: str
    headings: list[str]
    text: str


class NoticeRecord(_Record):
    """Something that the reader must know beside the answer, in plain Dutch."""

    kind: NoticeKind
    text: str


class ContactRecord(_Record):
    """Somebody to call; the first is to be called first."""

    name: str
    phone: str
    purpose: str
    hours: str
    url: str


class AnswerRecord(_Record):
    """The answer to one question; `sentences` and `citations` are empty if it was not found.

    Personal data in `question` is masked. `author` says who chose the sentences: our own
    rules, or a chat model; their words are the source's. `own_words` say beside them what they come
    down to, in words of that model, and are empty unless that was asked for. `contacts` are whom to
    call first where there is danger, else empty.
    """

    id: RecordId
    question: str
    outcome: Outcome
    author: Author
    sentences: list[SentenceRecord]
    own_words: list[OwnWordsRecord]
    citations: list[CitationRecord]
    hits: list[HitRecord] = Field(max_length=10)
    notices: list[NoticeRecord]
    contacts: list[ContactRecord]
    elapsed_ms: float = Field(ge=0)

    @property
    def failure(self) -> str:
        """Why there is no answer where Steunwijzer failed; empty where it did not."""
        return next((each.text for each in self.notices if each.kind is NoticeKind.FAILED), "")

    def json_line(self) -> str:
        """The record as one line of JSON, without line end."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False)


def read_question(line: bytes) -> QuestionRecord:
    """The question that a JSON object asks.

    Raises:
        BrokenQuestionError: it asks none.
    """
    try:
        return QuestionRecord.model_validate_json(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BrokenQuestionError(texts.NOT_UTF8) from error
    except ValidationError as error:
        raise BrokenQuestionError(reason(error.errors()[0])) from error


def reason(first: Mapping[str, Any]) -> str:
    """What is wrong with a question, in Dutch; `first` is the first of the errors of pydantic."""
    # A value that fits no type of a union is located once for each: "id.str", "id.int".
    name = ".".join(str(part) for part in first["loc"] if part not in ("str", "int"))
    known = {
        "json_invalid": texts.NOT_JSON,
        "not_utf8": texts.NOT_UTF8,
        "model_type": texts.NOT_AN_OBJECT,
        "model_attributes_type": texts.NOT_AN_OBJECT,
        "missing": texts.field_missing(name),
    }
    return known.get(first["type"], texts.field_wrong(name))


def record_of(answer: Answer, record_id: str | int, elapsed_ms: float) -> AnswerRecord:
    """An answer as the machine interface gives it."""
    return AnswerRecord(
        id=record_id,
        question=answer.question,
        outcome=answer.outcome,
        author=answer.author,
        sentences=[
            SentenceRecord(
                text=sentence.text, citations=list(sentence.citations), under=sentence.under
            )
            for sentence in answer.sentences
        ],
        own_words=[
            OwnWordsRecord(text=each.text, citations=list(each.citations))
            for each in answer.own_words
        ],
        citations=[_citation(citation) for citation in answer.citations],
        hits=hit_records(answer.hits),
        notices=[NoticeRecord(kind=notice.kind, text=notice.text) for notice in answer.notices],
        contacts=[
            ContactRecord(
                name=each.name,
                phone=each.phone,
                purpose=each.purpose,
                hours=each.hours,
                url=each.url,
            )
            for each in answer.contacts
        ],
        elapsed_ms=round(elapsed_ms, 1),
    )


def hit_records(hits: Sequence[Nearest]) -> list[HitRecord]:
    """What was found, best first, as the machine interface gives it."""
    return [
        HitRecord(
            rank=rank,
            chunk_id=near.hit.chunk.id,
            document_id=near.section.document_id,
            section_id=near.section.id,
            headings=list(near.section.headings),
            text=near.hit.chunk.text,
        )
        for rank, near in enumerate(hits, start=1)
    ]


def answer_schema() -> dict[str, Any]:
    """JSON Schema of an answer; `python -m ui.record > ui/answer.schema.json` keeps it on disk."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **AnswerRecord.model_json_schema(mode="serialization"),
    }


def _citation(citation: Citation) -> CitationRecord:
    return CitationRecord(
        number=citation.number,
        document_id=citation.section.document_id,
        section_id=citation.section.id,
        headings=list(citation.section.headings),
        kind=citation.section.kind,
        edition=citation.source.edition,
        page=citation.page,
        quote=citation.quote,
        start=citation.place.start,
        end=citation.place.end,
    )


if __name__ == "__main__":
    sys.stdout.write(json.dumps(answer_schema(), indent=2, ensure_ascii=False) + "\n")
