"""The retriever in a LangChain chain."""

from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda

from assistant.assistant import Assistant
from assistant.langchain_retriever import SteunwijzerRetriever
from ingest.text.settings import Settings


def test_it_serves_a_chain_with_passages_and_their_origin(handreiking: Settings) -> None:
    retriever = SteunwijzerRetriever(assistant=Assistant(handreiking), count=3)
    assert isinstance(retriever, BaseRetriever)
    chain = retriever | RunnableLambda(lambda documents: documents)
    documents = chain.invoke("Wat is een burgervoogd?")
    assert len(documents) == 3
    first = documents[0]
    assert "burgervoogd" in first.page_content
    assert first.metadata["headings"][-1] == "Burgervoogdij"
    assert first.metadata["page"] == 11
    assert first.metadata["kind"] == "body"
