"""Question and history -> Answer."""

from collections.abc import Sequence
from typing import Final

from assistant.answer import Answer, Nearest, Notice, Outcome, Turn
from assistant.evidence import gather, heading_share
from assistant.extract import extract
from assistant.notices import NOT_FOUND, follow_up, for_citations, for_lost_content, not_in_corpus
from assistant.question import clean, standalone
from assistant.rerank import RERANKED, Reranker
from assistant.retrieve import HITS, Retrieved, retrieve
from assistant.sufficiency import support, unknown_words
from ingest.document import Hit
from ingest.embed import open_embedder
from ingest.index import Index
from ingest.live import LiveIndex
from ingest.settings import Settings

NAMED_SHARE: Final = 0.5
"""A question that names this share of a heading asks about its section: then the reader is told
what the conversion lost there, also where nothing of the section is cited."""


class Assistant:
    """Answers questions from the index in use; safe for use by several threads."""

    def __init__(self, settings: Settings) -> None:
        """Open the index and load the embedder.

        Raises:
            IndexUnusableError: there is no usable index.
            SteunwijzerError: the embedder or the Chroma server cannot be used.
        """
        self._embedder = open_embedder(settings.embedder)
        self._reranker = Reranker(settings.reranker) if settings.reranker else None
        self._live = LiveIndex(settings)

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer one question; `history` holds the earlier turns, oldest first.

        Raises:
            QuestionError: the question is empty, too long, or no text.
            SteunwijzerError: the index cannot be read any more.
        """
        question = clean(question)
        searched = standalone(question, history)
        vector = self._embedder.embed_query(searched)
        with self._live.reading() as index:
            return _answer(index, question, searched, vector, self._found(index, searched, vector))

    def search(self, words: str, count: int = HITS) -> tuple[Nearest, ...]:
        """The passages nearest to a question or to loose words, best first.

        Raises:
            QuestionError, SteunwijzerError: as `ask`.
        """
        words = clean(words)
        vector = self._embedder.embed_query(words)
        with self._live.reading() as index:
            return _shown(index, self._found(index, words, vector, count).hits)

    def _found(
        self, index: Index, words: str, vector: Sequence[float], count: int = HITS
    ) -> Retrieved:
        if self._reranker is None:
            return retrieve(index, words, vector, count)
        found = retrieve(index, words, vector, max(count, RERANKED))
        return found._replace(hits=self._reranker.rerank(words, found.hits)[:count])

    def close(self) -> None:
        """Let go of the index."""
        self._live.close()


def _answer(
    index: Index, question: str, searched: str, vector: Sequence[float], retrieved: Retrieved
) -> Answer:
    hits = _shown(index, retrieved.hits)
    asked = frozenset(index.lexicon.terms(searched))
    asked_about = [
        hit.section for hit in hits if heading_share(index, hit.section, asked) >= NAMED_SHARE
    ]
    notices = [follow_up(searched)] if searched != question else []
    supported = support(index, searched, vector, retrieved)
    if supported < 0:
        notices = [*notices, NOT_FOUND, *not_in_corpus(unknown_words(index, searched))]
        notices += for_lost_content(asked_about)
        return Answer(
            question, searched, Outcome.NOT_FOUND, (), (), hits, _distinct(notices), supported
        )
    sentences, citations = extract(index, gather(index, searched, vector, retrieved.hits))
    cited = [citation.section for citation in citations]
    notices += for_citations(citations)
    notices += for_lost_content([*cited, *asked_about])
    return Answer(
        question,
        searched,
        Outcome.ANSWERED,
        tuple(sentences),
        tuple(citations),
        hits,
        _distinct(notices),
        supported,
    )


def _distinct(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    return tuple(dict.fromkeys(notices))


def _shown(index: Index, hits: Sequence[Hit]) -> tuple[Nearest, ...]:
    return tuple(
        Nearest(hit, section, index.sources[section.document_id])
        for hit in hits
        for section in [index.sections[hit.chunk.section_id]]
    )
