"""corpus/fitted.toml -> what eval.fit learnt: weights of ranking, refusal and evidence.

A corpus folder without that file gets the one of the package, until it was fitted by itself.
"""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pydantic import NonNegativeFloat

from ingest.corpus.checked import Strict, read_toml
from ingest.text.settings import BUNDLED_CORPUS
from ingest.text.text_file import is_there

FILE: Final = "fitted.toml"


class SignalWeights(Strict):
    """What each ranking signal counts for; see ingest.index.signals."""

    chunk: NonNegativeFloat
    sentence: NonNegativeFloat
    questions: NonNegativeFloat
    matcher: NonNegativeFloat
    words: NonNegativeFloat
    grams: NonNegativeFloat
    document: NonNegativeFloat
    document_words: NonNegativeFloat


class Linear(Strict):
    """A logistic model: log-odds are the intercept and the weighted sum of features."""

    intercept: float

    def log_odds(self, features: Mapping[str, float]) -> float:
        """The log-odds for features by name; those without a weight count for nothing."""
        weights = self.model_dump(exclude={"intercept", "threshold"})
        return self.intercept + math.fsum(
            weight * features[name] for name, weight in weights.items()
        )


class SupportWeights(Linear):
    """Whether the corpus answers a question: there is support from `threshold` log-odds."""

    learnt: float
    nearer: float
    near: float
    held: float
    threshold: float


class EvidenceWeights(Linear):
    """Whether a sentence or list answers, by what any text has."""

    near: float
    held: float
    hit: float
    sentence: float
    listed: float
    heading: float
    length: float
    quoted: float
    whole: float
    enumerated: float
    asking: float


class AnnotatedEvidenceWeights(EvidenceWeights):
    """The same, where the text is annotated."""

    matched: float
    best: float
    asked: float
    told: float


class RankingOfCorpus(Strict):
    """Weights of a corpus with annotations, and of one without."""

    annotated: SignalWeights
    plain: SignalWeights


class EvidenceOfCorpus(Strict):
    """Weights for text with annotations, and for text without."""

    annotated: AnnotatedEvidenceWeights
    plain: EvidenceWeights


class Fitted(Strict):
    """Everything that was fitted on a corpus."""

    ranking: RankingOfCorpus
    support: SupportWeights
    evidence: EvidenceOfCorpus

    def signal_weights(self, *, is_annotated: bool) -> SignalWeights:
        """The weights for a corpus with annotations, or for one without."""
        return self.ranking.annotated if is_annotated else self.ranking.plain

    def evidence_weights(self, *, is_annotated: bool) -> EvidenceWeights:
        """The weights for text with annotations, or for text without."""
        return self.evidence.annotated if is_annotated else self.evidence.plain


def load_fitted(corpus: Path) -> Fitted:
    """Read what was fitted for a corpus folder, or else for that of the package.

    Raises:
        CorpusError: the file is not as it should be.
    """
    own = corpus / FILE
    return read_toml(own if is_there(own) else BUNDLED_CORPUS / FILE, Fitted)
