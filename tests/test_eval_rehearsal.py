"""Two releases that are asked the same: whose answer changes, and a sample that is spread."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.rehearsal import benchmark_of, rehearse, spread, whole_benchmark
from ingest.index.releases import current_release
from ingest.text.settings import Settings
from small_corpus import DOCUMENT, FakeEmbedder, ingest, opens, write_corpus


@pytest.mark.parametrize(("count", "asked"), [(0, 7), (7, 7), (9, 7), (1, 1), (3, 3), (5, 5)])
def test_a_sample_is_spread_over_all_questions(count: int, asked: int) -> None:
    every = whole_benchmark()[:7]
    found = spread(every, count)
    assert len(found) == len({each.id for each in found}) == asked
    assert found[0] == every[0]


def rehearsed(
    settings: Settings, before: Path, after: Path, own: Sequence[str]
) -> tuple[list[str], list[tuple[int, int]]]:
    steps: list[tuple[int, int]] = []
    found = rehearse(
        settings,
        before,
        after,
        [],
        own,
        lambda done, total: steps.append((done, total)),
        with_gate=False,
        open_embedder=opens(FakeEmbedder()),
    )
    assert found.asked == len(own)
    return [each.question for each in found.changed], steps


def test_only_answers_that_change_are_told_and_progress_ends_at_its_total(
    indexed: Settings, embedder: FakeEmbedder
) -> None:
    before = current_release(indexed.data)
    write_corpus(indexed.corpus, DOCUMENT.replace("Hij vangt een kind op.", "Zij past op."))
    ingest(indexed, embedder)
    after = current_release(indexed.data)
    own = ["Een steunouder is een vrijwilliger. Hij vangt een kind op.", "Hallo"]
    assert rehearsed(indexed, before, before, own)[0] == []
    changed, steps = rehearsed(indexed, before, after, own)
    assert changed == own[:1]
    assert steps == [(done, 4) for done in range(1, 5)]


def test_the_benchmark_is_not_asked_of_another_corpus(indexed: Settings) -> None:
    assert benchmark_of(current_release(indexed.data)) == []
