"""A real cross-encoder of random weights: loaded, used, and refused where it is not there."""

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from assistant.answer.rerank import RERANKED, Reranker
from assistant.assistant import Assistant
from ingest.text.document import Chunk, Hit
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings

pytestmark = pytest.mark.whole

HITS = [
    Hit(Chunk(f"c{n}", "s", 0, f"passage {'woord ' * n}"), 1 - n / 30, 0.5, 0.5) for n in range(25)
]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    folder = tmp_path_factory.mktemp("cross-encoder")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "passage", "woord", "steunouder"]
    (folder / "vocab.txt").write_text("\n".join(words))
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    return str(folder)


def test_the_best_hits_are_ordered_anew_and_no_hit_is_lost(model: str) -> None:
    found = Reranker(model).rerank("Wat is een steunouder?", HITS)
    assert sorted(hit.chunk.id for hit in found) == sorted(hit.chunk.id for hit in HITS)
    assert [hit.chunk.id for hit in found[20:]] == [hit.chunk.id for hit in HITS[20:]]
    assert [hit.score for hit in found] == [hit.score for hit in HITS]


def test_the_assistant_uses_it(model: str, handreiking: Settings) -> None:
    with closing(Assistant(handreiking)) as plain:
        before = {near.hit.chunk.id for near in plain.search("Wat is een steunouder?", 20)}
    chosen = handreiking.model_copy(update={"reranker": model})
    with closing(Assistant(chosen)) as assistant:
        found = [near.hit.chunk.id for near in assistant.search("Wat is een steunouder?", 20)]
        assert len(assistant.ask("Wat is een steunouder?").hits) == 10
    assert set(found) == before


def test_a_model_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(SteunwijzerError, match="STEUNWIJZER_RERANKER"):
        Reranker(str(tmp_path / "nergens"))


def test_what_the_model_scores_highest_comes_first() -> None:
    class Shortest:
        def predict(self, pairs: list[tuple[str, str]], *, show_progress_bar: bool) -> object:
            assert not show_progress_bar
            return np.asarray([-float(len(text)) for _, text in pairs])

    reranker = Reranker.__new__(Reranker)
    reranker._model = Shortest()  # type: ignore[assignment]
    found = reranker.rerank("Wat?", list(reversed(HITS[:RERANKED])))
    assert [hit.chunk.id for hit in found] == [hit.chunk.id for hit in HITS[:RERANKED]]
    assert [hit.score for hit in found] == [hit.score for hit in reversed(HITS[:RERANKED])]
