"""Whether a sentence follows from a passage: by how likely a model holds one label to be."""

import numpy as np
import pytest

from assistant.answer.entailment import MIN_PROBABILITY, Entailment
from ingest.text.errors import SteunwijzerError


class FakeCrossEncoder:
    """Gives fixed probabilities for contradiction, entailment and neutral."""

    labels = ("contradiction", "ENTAILMENT", "neutral")
    probabilities = (0.0, 0.0, 1.0)

    def __init__(self, name: str, *, local_files_only: bool) -> None:
        assert local_files_only
        self.config = type("Config", (), {"id2label": dict(enumerate(self.labels))})
        self.asked: list[tuple[str, str]] = []

    def predict(self, pairs: list[tuple[str, str]], *, apply_softmax: bool) -> object:
        assert apply_softmax
        self.asked += pairs
        return np.asarray([self.probabilities] * len(pairs))


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> type[FakeCrossEncoder]:
    own = type("Own", (FakeCrossEncoder,), {})
    monkeypatch.setattr("sentence_transformers.CrossEncoder", own)
    return own


@pytest.mark.parametrize(
    ("probabilities", "expected"),
    [
        ((0.02, 0.95, 0.03), True),
        ((0.0, MIN_PROBABILITY, 0.1), True),
        ((0.0, 0.89, 0.11), False),
        ((0.95, 0.02, 0.03), False),
        ((0.02, 0.03, 0.95), False),
    ],
)
def test_a_sentence_follows_where_the_model_is_certain_of_entailment(
    fake: type[FakeCrossEncoder], probabilities: tuple[float, ...], expected: bool
) -> None:
    fake.probabilities = probabilities  # type: ignore[assignment]
    assert Entailment("model").entails("De bron.", "De zin.") is expected


def test_a_model_without_the_label_is_refused(fake: type[FakeCrossEncoder]) -> None:
    fake.labels = ("ja", "nee", "misschien")
    with pytest.raises(SteunwijzerError, match="geen label 'entailment'"):
        Entailment("model")
