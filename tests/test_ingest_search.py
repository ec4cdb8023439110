"""Scores of the signals -> a ranking: weighed in their scales, by whether there are annotations."""

import math
import re
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ingest.corpus.fitted import PlainSignalWeights, RankingOfCorpus, SignalWeights
from ingest.index.naming import Named
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.index.search import Found, fuse, search
from ingest.index.signals.every import SIGNALS
from ingest.index.signals.signal import NOTHING, Basis, Scale, Scored
from ingest.text.settings import Settings
from small_corpus import FakeEmbedder, ingest, write_corpus

EVEN = Scale(mean=0.0, deviation=1.0)


def of_both(
    annotated: Mapping[str, float],
    plain: Mapping[str, float],
    head_start: float = 0.0,
    beyond: float = 0.0,
) -> RankingOfCorpus:
    """What signals count for; those that are not named count for nothing."""
    none = dict.fromkeys(SignalWeights.model_fields, 0.0)
    return RankingOfCorpus(
        annotated=SignalWeights(**(none | annotated)),
        plain=PlainSignalWeights(**(none | plain), head_start=head_start, beyond=beyond),
    )


def weights(**own: float) -> RankingOfCorpus:
    """The same, alike for every chunk."""
    return of_both(own, own)


def scored(scores: list[float], proposed: list[int] | None = None) -> Scored:
    places = NOTHING if proposed is None else np.asarray(proposed, dtype=np.int64)
    return Scored(np.asarray(scores, dtype=np.float32), places)


def fused(
    own: Mapping[str, Scored],
    counts: RankingOfCorpus,
    scales: Mapping[str, Scale] | None = None,
    beyond: float = 0.0,
) -> dict[str, list[float]]:
    """What comes of signals of which those that are not named find nothing."""
    size = len(next(iter(own.values())).scores)
    every = {kind.name: own.get(kind.name, scored([0.0] * size)) for kind in SIGNALS}
    levels = dict.fromkeys(every, EVEN) | dict(scales or {})
    found = fuse(SIGNALS, every, levels, counts, beyond=beyond)  # type: ignore[arg-type]
    return {
        "positions": found.positions.tolist(),
        "meaning": [round(float(each), 4) for each in found.meaning],
        "words": [round(float(each), 4) for each in found.words],
    }


def test_signals_are_weighed_apart_by_what_they_go_by() -> None:
    found = fused(
        {"chunk": scored([1, 2], [0, 1]), "sentence": scored([3, 4]), "grams": scored([5, 6])},
        weights(chunk=1, sentence=0.5, grams=0.1),
    )
    assert found["meaning"] == [2.5, 4]
    assert found["words"] == [0.5, 0.6]


def test_scores_count_in_their_own_scale() -> None:
    scales = {"chunk": Scale(mean=0.8, deviation=0.1), "words": Scale(mean=1, deviation=2)}
    found = fused(
        {"chunk": scored([0.9, 0.7], [0, 1]), "words": scored([5, 1])},
        weights(chunk=1, words=1),
        scales,
    )
    assert (found["meaning"], found["words"]) == ([1, -1], [2, 0])


def test_a_chunk_without_annotations_has_weights_of_its_own_and_a_head_start() -> None:
    found = fused(
        {
            "chunk": scored([2, 3, 5], [0, 1, 2]),
            "questions": scored([7.0, math.nan, math.nan]),
            "words": scored([1, 1, 2]),
        },
        of_both({"chunk": 1, "questions": 10, "words": 4}, {"chunk": 100, "words": 5}, 0.25),
    )
    assert found["meaning"] == [2 + 70, 300 + 0.25, 500 + 0.25]
    assert found["words"] == [4, 5, 10]


def test_what_is_asked_elsewhere_puts_plain_chunks_ahead() -> None:
    own = {"chunk": scored([1, 1], [0, 1]), "questions": scored([0.0, math.nan])}
    for beyond, ahead in ((2.0, 0.25 + 3), (-1.0, 0.25 - 1.5)):
        weighed = of_both({"chunk": 1}, {"chunk": 1}, 0.25, beyond=1.5)
        assert fused(own, weighed, beyond=beyond)["meaning"] == [1, 1 + ahead]


def test_where_no_chunk_has_annotations_a_head_start_changes_nothing(release: Release) -> None:
    asked = release.query("vrijwilliger", FakeEmbedder().embed_question("vrijwilliger"))
    own = {"chunk": 1.0, "words": 1.0}
    ahead, even = (
        [hit.chunk for hit in search(release, asked, weights=of_both({}, own, each)).hits]
        for each in (9.0, 0.0)
    )
    assert ahead == even


def test_only_what_a_signal_proposes_is_ranked() -> None:
    found = fused(
        {"chunk": scored([9, 8, 7, 6, 5], [4, 1]), "words": scored([0] * 5, [1, 3])},
        weights(chunk=1),
    )
    assert (found["positions"], found["meaning"]) == ([1, 3, 4], [8, 6, 5])


def test_where_nothing_is_proposed_nothing_is_ranked() -> None:
    assert fused({"chunk": scored([1, 2])}, weights(chunk=1))["positions"] == []


@pytest.fixture
def release(indexed: Settings) -> Release:
    with closing(Release(indexed, current_release(indexed.data))) as opened:
        yield opened


def found(release: Release, text: str, count: int = 10, **own: float) -> Found:
    asked = release.query(text, FakeEmbedder().embed_question(text))
    return search(release, asked, count, weights(**own) if own else None)


def test_hits_come_best_first_with_scores_between_zero_and_one(release: Release) -> None:
    hits = found(release, "Wat is een burgervoogd?").hits
    assert sorted(hits, key=lambda hit: -hit.score) == hits
    assert {hit.chunk for hit in hits} == set(release.chunks)
    for scores in zip(*((hit.score, hit.dense, hit.lexical) for hit in hits), strict=True):
        assert (min(scores), max(scores)) == (0, 1)


def test_meaning_and_words_are_told_apart(release: Release) -> None:
    """By words alone the last chunk is last; by meaning alone words tell nothing."""
    by_words = found(release, "vrijwilliger", words=1.0).hits
    assert [hit.dense for hit in by_words] == [0, 0, 0]
    assert by_words[0].lexical == 1
    by_meaning = found(release, "vrijwilliger", chunk=1.0).hits
    assert [hit.lexical for hit in by_meaning] == [0, 0, 0]


def test_what_scores_the_same_keeps_the_order_of_the_documents(release: Release) -> None:
    alike = found(release, "vrijwilliger", questions=1.0, matcher=1.0)
    assert [hit.chunk for hit in alike.hits] == list(release.chunks)
    assert [hit.score for hit in alike.hits] == [0, 0, 0]


def test_what_a_conversation_is_about_is_favoured_and_not_alone(release: Release) -> None:
    asked = release.query("vrijwilliger", FakeEmbedder().embed_question("vrijwilliger"))
    plain = search(release, asked)
    first, second, last = (each.chunk.section_id for each in plain.hits)

    def scores(share: float) -> dict[str, float]:
        hits = search(release, asked, favoured={last: share}).hits
        assert sorted(hits, key=lambda hit: -hit.score) == hits
        return {each.chunk.section_id: each.score for each in hits}

    assert scores(0.0)[last] == 0
    assert scores(1.0)[last] > scores(0.6)[last] > scores(1.0)[second]
    assert scores(1.0)[first] == 1
    assert search(release, asked, favoured={}) == plain


def test_what_is_favoured_is_ranked_though_no_signal_proposes_it() -> None:
    nothing = {kind.name: scored([1.0, 2.0]) for kind in SIGNALS}
    levels = dict.fromkeys(nothing, EVEN)
    also = np.asarray([1], dtype=np.int64)
    found = fuse(SIGNALS, nothing, levels, weights(chunk=1), None, also)  # type: ignore[arg-type]
    assert found.positions.tolist() == [1]


def test_a_question_that_names_a_source_is_held_to_its_sections(release: Release) -> None:
    asked = release.query("vrijwilliger", FakeEmbedder().embed_question("vrijwilliger"))
    free = search(release, asked)
    last = free.hits[-1].chunk
    bound = replace(asked, named=Named(("gids",), frozenset({last.section_id})))
    found = search(release, bound)
    assert [hit.chunk for hit in found.hits] == [last]
    assert found.similarity == release.nearest_of(found.hits, asked)
    assert found.similarity < free.similarity


def test_what_is_named_and_scores_the_same_keeps_the_order_of_the_documents(
    release: Release,
) -> None:
    asked = release.query("vrijwilliger", FakeEmbedder().embed_question("vrijwilliger"))
    every = Named(("gids",), frozenset(release.sections))
    found = search(release, replace(asked, named=every), weights=weights(questions=1.0))
    assert [hit.chunk for hit in found.hits] == list(release.chunks)


def test_a_name_of_what_is_elsewhere_holds_to_nothing(release: Release) -> None:
    asked = release.query("vrijwilliger", FakeEmbedder().embed_question("vrijwilliger"))
    elsewhere = replace(asked, named=Named(elsewhere=("richtlijn ADHD",)))
    assert search(release, elsewhere) == search(release, asked)


def test_no_more_are_given_than_were_asked_for(release: Release) -> None:
    every = found(release, "een burgervoogd").hits
    assert found(release, "een burgervoogd", 2).hits == every[:2]


def test_the_release_says_what_its_signals_count_for(
    small: Settings, embedder: FakeEmbedder
) -> None:
    fitted = Path(__file__).parent.parent / "corpus" / "fitted.toml"
    text = fitted.read_text(encoding="utf-8")
    (small.corpus / "fitted.toml").write_text(re.sub(r"(?<=plain]\nchunk = ).*", "7.5", text))
    ingest(small, embedder)
    with closing(Release(small, current_release(small.data))) as release:
        own = release.fitted.ranking
        assert own.plain.chunk == 7.5
        asked = release.query("vrijwilliger", FakeEmbedder().embed_question("vrijwilliger"))
        assert search(release, asked) == search(release, asked, weights=own)


def test_the_nearest_text_of_all_is_told_whatever_is_ranked_first(release: Release) -> None:
    text = "Mijn burgervoogd is iemand die ik vertrouw."
    assert found(release, text).similarity == pytest.approx(1, abs=1e-3)
    assert found(release, text, words=1.0).similarity == pytest.approx(1, abs=1e-3)


def test_a_corpus_of_one_chunk_has_one_hit(small: Settings, embedder: FakeEmbedder) -> None:
    write_corpus(small.corpus, "# Gids\n\n## Kop\n\nEen zin.\n")
    ingest(small, embedder)
    with closing(Release(small, current_release(small.data))) as release:
        [hit] = found(release, "zin").hits
    assert (hit.chunk.text, hit.score) == ("Een zin.", 0)


def test_every_signal_goes_by_something() -> None:
    assert {kind.basis for kind in SIGNALS} == set(Basis)
