"""How near a question comes to what was trained on."""

from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest

from eval.benchmark import Question, Split
from eval.figures import NO_TWINS, groups
from eval.measured import Run
from eval.twins import Distance, nearest_trained, thirds
from eval_fakes import measured, question, refused, scored
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.text.settings import Settings
from small_corpus import FakeEmbedder, annotate, ingest


@pytest.fixture
def release(indexed: Settings) -> Iterator[Release]:
    with closing(Release(indexed, current_release(indexed.data))) as opened:
        yield opened


def asked(text: str, split: str) -> Question:
    return question("f", "fact", has_gold=True).model_copy(
        update={"question": text, "split": Split(split)}
    )


def test_a_question_that_was_tuned_on_is_its_own_twin_and_in_dev_that_does_not_count(
    release: Release, embedder: FakeEmbedder
) -> None:
    text = "Waarom blaffen honden zo hard"
    found = [
        nearest_trained([asked(text, split)], [text], release.sorts.unanswered, release, embedder)[
            "f"
        ]
        for split in ("test", "sealed", "dev")
    ]
    assert found[0] == found[1] == pytest.approx(1)
    assert found[2] < 0.99


def test_questions_without_an_answer_were_learned_from_too(
    release: Release, embedder: FakeEmbedder
) -> None:
    text = "Wat kost dat"
    unanswered = np.asarray([embedder.embed_query(text)], dtype=np.float32)
    found = nearest_trained([asked(text, "dev")], [], unanswered, release, embedder)["f"]
    assert found == pytest.approx(1)


def test_questions_of_the_annotations_were_learned_from_too(
    small: Settings, embedder: FakeEmbedder
) -> None:
    annotate(small.corpus)
    ingest(small, embedder)
    text = "Wat doet een steunouder?"
    with closing(Release(small, current_release(small.data))) as release:
        found = nearest_trained(
            [asked(text, "dev")], [], release.sorts.unanswered, release, embedder
        )["f"]
    assert found == pytest.approx(1)


def run(*nearest: float) -> Run:
    own = tuple(
        scored(question(f"f{place}", "fact"), refused("f"), {"answered": 1.0}).model_copy(
            update={"nearest_trained": cosine}
        )
        for place, cosine in enumerate(nearest)
    )
    return measured().run.model_copy(update={"scored": own})


def test_thirds_are_by_nearness_and_twins_are_left_out_of_a_group_of_their_own() -> None:
    found = groups(run(0.99, 0.95, 0.9, 0.85, 0.8, 0.7))
    assert [each.nearest_trained for each in found[Distance.NEAREST]] == [0.99, 0.95]
    assert [each.nearest_trained for each in found[Distance.MIDDLE]] == [0.9, 0.85]
    assert [each.nearest_trained for each in found[Distance.FARTHEST]] == [0.8, 0.7]
    assert [each.nearest_trained for each in found[NO_TWINS]] == [0.9, 0.85, 0.8, 0.7]


def test_where_it_is_not_known_there_are_no_such_groups() -> None:
    assert not set(Distance) & set(groups(measured().run))


def test_thirds_hold_a_third_each() -> None:
    low, high = thirds([place / 100 for place in range(100)])
    assert (low, high) == pytest.approx((0.33, 0.66), abs=0.01)
