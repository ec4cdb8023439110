"""A model for entailment, played by a fake: how sure it must be, and what is wrong with others."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from evidence_fakes import section, source

from assistant.answer.answer import Citation
from assistant.answer.entailment import Entailment
from assistant.answer.opinion import by_entailment
from ingest.text.errors import SteunwijzerError
from ingest.text.place import Place

HELP = section("gids", "hulp", "Een oom helpt.")
CITED = [Citation(1, source("gids"), HELP, Place(HELP.id, 0, len(HELP.text)))]


class FakeEncoder:
    """Gives one probability to entailment, which is its second label."""

    labels = ("CONTRADICTION", "Entailment", "neutral")
    probability = 0.9
    asked: list[tuple[str, str]] = []  # noqa: RUF012  # shared on purpose

    def __init__(self, name: str, *, local_files_only: bool) -> None:
        assert local_files_only
        if name == "nergens":
            raise OSError
        self.model = SimpleNamespace(config=SimpleNamespace(id2label=dict(enumerate(self.labels))))

    @property
    def config(self) -> Any:
        return self.model.config

    def predict(self, pairs: Sequence[tuple[str, str]], **options: bool) -> Any:
        assert options == {"apply_softmax": True, "show_progress_bar": False}
        self.asked.extend(pairs)
        return np.array([[0.0, self.probability, 0.0]])


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sentence_transformers.CrossEncoder", FakeEncoder)


@pytest.mark.parametrize(("probability", "verdict"), [(0.9, True), (0.89, False)])
def test_it_must_be_sure(
    monkeypatch: pytest.MonkeyPatch, probability: float, verdict: bool
) -> None:
    monkeypatch.setattr(FakeEncoder, "probability", probability)
    assert Entailment("nli").entails("Een oom helpt.", "Iemand helpt.") is verdict


def test_it_is_asked_whether_the_passages_with_their_headings_entail_the_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(FakeEncoder, "asked", asked)
    assert by_entailment("nli")("Iemand helpt.", CITED, 9)
    assert asked == [("hulp. Een oom helpt.", "Iemand helpt.")]


def test_an_opinion_that_comes_too_late_is_none() -> None:
    assert not by_entailment("nli")("Iemand helpt.", CITED, -1)


def test_a_model_that_is_not_here_is_one_clear_line() -> None:
    with pytest.raises(SteunwijzerError, match="STEUNWIJZER_ENTAILMENT"):
        Entailment("nergens")


def test_a_model_for_something_else_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeEncoder, "labels", ("LABEL_0",))
    with pytest.raises(SteunwijzerError, match="entailment"):
        Entailment("reranker")
