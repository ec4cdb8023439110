"""Question and history -> Answer."""

from collections.abc import Sequence

from assistant.answer import Answer, Nearest, Notice, Outcome, Turn
from assistant.evidence import gather, suffices
from assistant.extract import extract
from assistant.notices import NOT_FOUND, follow_up, for_citations, lost_content
from assistant.question import clean, standalone
from assistant.retrieve import HITS, retrieve
from ingest.document import Hit
from ingest.embed import open_embedder
from ingest.index import Index, LiveIndex
from ingest.settings import Settings


class Assistant:
    """Answers questions from the index in use; safe for use by several threads."""

    def __init__(self, settings: Settings) -> None:
        """Open the index and load the embedder.

        Raises:
            IndexUnusableError: there is no usable index.
            SteunwijzerError: the embedder or the Chroma server cannot be used.
        """
        self._live = LiveIndex(settings)
        self._embedder = open_embedder(settings.embedder)

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
            return _answer(index, question, searched, vector)

    def search(self, words: str, count: int = HITS) -> tuple[Nearest, ...]:
        """The passages nearest to a question or to loose words, best first.

        Raises:
            QuestionError, SteunwijzerError: as `ask`.
        """
        words = clean(words)
        vector = self._embedder.embed_query(words)
        with self._live.reading() as index:
            return _shown(index, retrieve(index, words, vector, count).hits)


def _answer(index: Index, question: str, searched: str, vector: Sequence[float]) -> Answer:
    hits, similarity = retrieve(index, searched, vector)
    nearest = _shown(index, hits)
    notices = [follow_up(searched)] if searched != question else []
    if not suffices(index, similarity):
        notices += _not_found(nearest)
        return Answer(question, searched, Outcome.NOT_FOUND, (), (), nearest, tuple(notices))
    evidence = gather(index, searched, vector, hits)
    sentences, citations = extract(index, evidence)
    notices += for_citations(citations, index.sources)
    return Answer(
        question,
        searched,
        Outcome.ANSWERED,
        tuple(sentences),
        tuple(citations),
        nearest,
        tuple(notices),
    )


def _not_found(nearest: Sequence[Nearest]) -> list[Notice]:
    lost = lost_content(nearest[0].section) if nearest else None
    return [NOT_FOUND, *([lost] if lost else [])]


def _shown(index: Index, hits: Sequence[Hit]) -> tuple[Nearest, ...]:
    return tuple(
        Nearest(hit, section, index.sources[section.document_id])
        for hit in hits
        for section in [index.sections[hit.chunk.section_id]]
    )
