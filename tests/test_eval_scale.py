"""Generated corpora: as large as asked for, the same each time, and searchable."""

from pathlib import Path

import numpy as np
import pytest

from eval.scale import SYNTHETIC, SyntheticEmbedder, built, generated, searched
from ingest.text.settings import Settings


def test_a_corpus_is_as_large_as_asked_for_and_the_same_each_time() -> None:
    sections = generated(120).sections
    assert len({each.id for each in sections}) == 120
    assert len({each.text for each in sections}) == 120
    assert sections == generated(120).sections


def test_texts_with_words_in_common_lie_near_each_other() -> None:
    one, near, far = SyntheticEmbedder().embed_queries(["oma helpt", "oma leest", "de buurman"])
    assert np.linalg.norm(one) == pytest.approx(1, abs=1e-6)
    assert one @ near > 0.3 > abs(one @ far)


def test_what_is_built_is_one_passage_a_section_and_can_be_searched(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, embedder=SYNTHETIC)
    made = built(settings, 12)
    assert made.vectors == 24
    found = searched(settings, 3)
    assert found.p95_ms >= found.p50_ms > 0
