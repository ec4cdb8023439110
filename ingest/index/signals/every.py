"""Which ranking signals there are."""

from collections.abc import Mapping
from typing import Final

from ingest.index.signals.chunk import ChunkSignal
from ingest.index.signals.document import DocumentSignal
from ingest.index.signals.document_words import DocumentWordsSignal
from ingest.index.signals.grams import GramsSignal
from ingest.index.signals.late import SCALE as LATE_SCALE
from ingest.index.signals.late import LateSignal
from ingest.index.signals.matcher import MatcherSignal
from ingest.index.signals.pointer import SCALE, PointerSignal
from ingest.index.signals.questions import QuestionsSignal
from ingest.index.signals.sentence import SentenceSignal
from ingest.index.signals.signal import Scale, Signal
from ingest.index.signals.words import WordsSignal

SIGNALS: Final[tuple[type[Signal], ...]] = (
    ChunkSignal,
    SentenceSignal,
    LateSignal,
    QuestionsSignal,
    MatcherSignal,
    PointerSignal,
    WordsSignal,
    GramsSignal,
    DocumentSignal,
    DocumentWordsSignal,
)
"""Each has a weight in corpus/fitted.toml."""
SCALED: Final[Mapping[str, Scale]] = {
    PointerSignal.name: SCALE,
    LateSignal.name: LATE_SCALE,
}
"""The scales that are not measured."""
