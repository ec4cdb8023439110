"""weights.toml -> how much each score counts in the ranking."""

import tomllib
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, NonNegativeFloat

FILE: Final = Path(__file__).parent / "weights.toml"


class Weights(BaseModel):
    """A weight for each score of a chunk, as `ingest.index.index.ChunkScores` describes them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    chunk: NonNegativeFloat
    sentence: NonNegativeFloat
    questions: NonNegativeFloat
    matcher: NonNegativeFloat
    words: NonNegativeFloat
    grams: NonNegativeFloat
    document: NonNegativeFloat
    document_words: NonNegativeFloat


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    annotated: Weights
    plain: Weights


def load_weights(*, is_annotated: bool) -> Weights:
    """The weights for a corpus with annotations, or for one without."""
    weights = _File.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))
    return weights.annotated if is_annotated else weights.plain
