"""What programs send beside questions, and what they get beside answers."""

import json
from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictStr, model_validator
from pydantic_core import PydanticCustomError

from assistant.question.typed import QUESTION_CHARS
from ingest.text.document import Kind, Published, Reuse, Section, Standing
from ui.record import SINGLE_ID, HitRecord, QuestionRecord, RecordId, SourceIds


def _whole(body: object) -> object:
    """Half a character can be written in JSON, and nowhere else."""
    try:
        json.dumps(body, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise PydanticCustomError("not_utf8", "half a character") from None
    return body


class AskedRecord(QuestionRecord):
    """A question; without an id it is the only one."""

    id: RecordId = SINGLE_ID

    _is_whole = model_validator(mode="before")(_whole)


class SearchedRecord(BaseModel):
    """What is searched for: a question, or loose words; with `sources` in those documents alone."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    words: Annotated[StrictStr, Field(max_length=QUESTION_CHARS)]
    sources: SourceIds = Field(default_factory=list)

    _is_whole = model_validator(mode="before")(_whole)


class FoundRecord(BaseModel):
    """The passages that were found, best first."""

    hits: list[HitRecord]


class SourceRecord(BaseModel):
    """A text that is answered from; `later` are the ids of what took its place."""

    id: str
    title: str
    edition: str
    year: int | None
    publisher: str
    url: str
    reuse: Reuse
    standing: Standing
    later: list[str]
    sections: int


class SectionRecord(BaseModel):
    """A section, as citations and hits name it; `page` is where it begins, if that is known.

    `voice` says whose words a quote or a summary is, `missing` in Dutch what the conversion lost.
    """

    id: str
    headings: list[str]
    kind: Kind
    voice: str
    missing: str
    page: int | None
    text: str


class DocumentRecord(BaseModel):
    """A text with its sections, in the order of reading."""

    source: SourceRecord
    sections: list[SectionRecord]


class SourcesRecord(BaseModel):
    """The texts that are answered from."""

    sources: list[SourceRecord]


def sources_record(published: Sequence[Published]) -> SourcesRecord:
    """Texts as programs get them."""
    return SourcesRecord(sources=[source_record(each) for each in published])


def source_record(text: Published) -> SourceRecord:
    """A text without its sections."""
    source = text.source
    return SourceRecord(
        id=source.id,
        title=source.title,
        edition=source.edition,
        year=source.year,
        publisher=source.publisher,
        url=source.url,
        reuse=source.reuse,
        standing=source.standing,
        later=[each.id for each in text.later],
        sections=len(text.sections),
    )


def section_record(section: Section) -> SectionRecord:
    """A section as programs get it."""
    return SectionRecord(
        id=section.id,
        headings=list(section.headings),
        kind=section.kind,
        voice=section.voice,
        missing=section.missing,
        page=section.page_at(0),
        text=section.text,
    )


def document_record(text: Published) -> DocumentRecord:
    """A text with all its sections."""
    return DocumentRecord(
        source=source_record(text), sections=[section_record(each) for each in text.sections]
    )
