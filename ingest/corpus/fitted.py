"""corpus/fitted.toml -> what eval.fit learnt: weights of ranking, refusal and evidence.

A corpus folder without that file gets the one of the package, until it was fitted by itself.
"""

import math
from collections.abc import Mapping, Sequence
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
    late: NonNegativeFloat = 0.0
    questions: NonNegativeFloat
    matcher: NonNegativeFloat
    pointer: NonNegativeFloat = 0.0
    words: NonNegativeFloat
    grams: NonNegativeFloat
    document: NonNegativeFloat
    document_words: NonNegativeFloat


class PlainSignalWeights(SignalWeights):
    """The same, for a chunk without annotations.

    `head_start` is what it has before its signals count, where others are found by what is said of
    them: it makes up for that, no more. `beyond` is what it gains, or loses, as a question lies
    beyond what is asked of the others (see Sorts.beyond); what was fitted before that does without.
    """

    head_start: float
    beyond: float = 0.0


class Linear(Strict):
    """A linear model: the intercept and the weighted sum of features."""

    intercept: float

    def score(self, features: Mapping[str, float]) -> float:
        """The score of features by name; those without a weight count for nothing."""
        weights = self.model_dump(exclude={"intercept", "threshold", "doubtful", "beyond_most"})
        return self.intercept + math.fsum(
            weight * features[name] for name, weight in weights.items()
        )


class SupportWeights(Linear):
    """Whether the corpus answers a question, in log-odds: it does from `threshold`.

    From `doubtful`, which is lower, it may, and is not to be refused. What lies farther beyond the
    corpus than `beyond_most` (see Sorts.beyond), plain text beside it may answer as well. What was
    fitted before that, `phrased` and `pointed` were looked at does without them.
    """

    learnt: float
    phrased: float = 0.0
    nearer: float
    near: float
    held: float
    pointed: float = 0.0
    threshold: float
    doubtful: float
    beyond_most: float | None = None


class EvidenceWeights(Linear):
    """How strongly a sentence or list answers, beside the others, by what any text has."""

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
    late: float = 0.0


class PlainEvidenceWeights(EvidenceWeights):
    """The same, where the text is not annotated: `beyond` as in PlainSignalWeights."""

    beyond: float = 0.0


class AnnotatedEvidenceWeights(EvidenceWeights):
    """The same, where the text is annotated.

    What was fitted before `meant` and `pointed` were looked at does without them.
    """

    matched: float
    best: float
    asked: float
    told: float
    meant: float = 0.0
    pointed: float = 0.0


class ShareOdds(Strict):
    """What share a sentence or list takes of all that may answer -> whether it answers.

    Shares are a softmax over strengths, as they are fitted with; the log-odds are `intercept` and
    `slope` times the log of a share.
    """

    intercept: float
    slope: NonNegativeFloat

    def log_odds(self, strengths: Sequence[float]) -> list[float]:
        """The log-odds of each that may answer a question, by the strengths of all of them."""
        most = max(strengths, default=0.0)
        total = most + math.log(math.fsum(math.exp(each - most) for each in strengths) or 1.0)
        return [self.intercept + self.slope * (each - total) for each in strengths]


class RankingOfCorpus(Strict):
    """Weights of chunks with annotations, and of those without; they may be in one ranking."""

    annotated: SignalWeights
    plain: PlainSignalWeights


class SupportOfCorpus(Strict):
    """Weights where the best hit has annotations, and where it has none."""

    annotated: SupportWeights
    plain: SupportWeights


class EvidenceOfCorpus(Strict):
    """Weights for text with annotations and for text without, whose scores may be compared.

    Beside annotated text that answers best, a share of plain text is worth less: `plain_share`.
    What was fitted before that was looked at has one table for both.
    """

    annotated: AnnotatedEvidenceWeights
    plain: PlainEvidenceWeights
    share: ShareOdds
    plain_share: ShareOdds | None = None

    def log_odds(self, strengths: Sequence[float], is_annotated: Sequence[bool]) -> list[float]:
        """The log-odds of each that may answer a question, by the strengths of all of them."""
        odds = self.share.log_odds(strengths)
        best = max(range(len(strengths)), key=strengths.__getitem__, default=None)
        if best is None or not is_annotated[best] or not self.plain_share:
            return odds
        plain = self.plain_share.log_odds(strengths)
        return [
            one if own else min(one, other)
            for one, other, own in zip(odds, plain, is_annotated, strict=True)
        ]


class Fitted(Strict):
    """Everything that was fitted on a corpus."""

    ranking: RankingOfCorpus
    support: SupportOfCorpus
    evidence: EvidenceOfCorpus

    def support_weights(self, *, is_annotated: bool) -> SupportWeights:
        """The weights where the best hit has annotations, or where it has none."""
        return self.support.annotated if is_annotated else self.support.plain

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
