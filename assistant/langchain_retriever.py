"""The retriever behind LangChain's interface, for use in other people's chains."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.answer.answer import Nearest
from assistant.assistant import Assistant


class SteunwijzerRetriever(BaseRetriever):
    """Question -> LangChain documents, best first, with what a citation needs as metadata.

    Attributes:
        assistant: an open assistant, whose index is searched.
        count: how many passages to give.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant
    count: int = 10

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002  # the interface has it
    ) -> list[Document]:
        return [_document(nearest) for nearest in self.assistant.search(query, self.count)]


def _document(nearest: Nearest) -> Document:
    chunk, section = nearest.hit.chunk, nearest.section
    return Document(
        id=chunk.id,
        page_content=chunk.text,
        metadata={
            "document_id": section.document_id,
            "title": nearest.source.title,
            "edition": nearest.source.edition,
            "section_id": section.id,
            "headings": list(section.headings),
            "kind": str(section.kind),
            "page": section.page_at(chunk.start),
            "start": chunk.start,
            "end": chunk.end,
            "score": nearest.hit.score,
            "dense_score": nearest.hit.dense,
            "lexical_score": nearest.hit.lexical,
        },
    )
