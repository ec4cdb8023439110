"""Hand-made evidence, and a chat model that says what it is told to."""

from collections.abc import Iterator

from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from assistant.answer.evidence import Evidence
from ingest.text.document import Kind, PageMark, Reuse, Section, Source, Standing
from ingest.text.place import Place


def source(name: str) -> Source:
    return Source(name, name, "1", 2026, "Wij", "", Reuse.ATTRIBUTION, Standing.CURRENT)


def section(document: str, name: str, text: str) -> Section:
    return Section(
        f"{document}/{name}", document, (name,), Kind.BODY, "", "", (PageMark(0, 1),), text
    )


def evidence(
    number: int,
    where: Section,
    words: str = "",
    *,
    odds: float = 1.0,
    is_list: bool = False,
    needs: str = "",
) -> Evidence:
    """A piece of evidence: `words` of a section, or all of it."""
    start = where.text.index(words)
    return Evidence(
        number,
        source(where.document_id),
        where,
        None,
        Place(where.id, start, start + len(words or where.text)),
        odds,
        is_list,
        where.text.index(needs) if needs else start,
    )


def says(*answers: str) -> GenericFakeChatModel:
    """A model that gives these answers, one a question."""

    def messages() -> Iterator[AIMessage]:
        yield from map(AIMessage, answers)

    return GenericFakeChatModel(messages=messages())
