"""Danger in what is asked of other guidance: counted right, and heard as often as it was."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from eval.alarms import AlarmQuestion, Alarms, alarms, load_alarms
from ingest.corpus.contacts import load_safety
from ingest.index.embed.embedder import open_embedder
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.text.settings import BUNDLED_CORPUS, Settings
from ingest.text.words import words

EVERY = 3
"""One in so many is asked here; `python -m eval.alarms` asks all."""


@pytest.fixture(scope="module")
def release(handreiking: Settings) -> Iterator[Release]:
    with closing(Release(handreiking, current_release(handreiking.data))) as opened:
        yield opened


def asked(question: str, *, is_danger: bool) -> AlarmQuestion:
    return AlarmQuestion(question=question, is_danger=is_danger, why="verzonnen")


@pytest.mark.whole
def test_what_is_heard_and_what_is_heard_in_vain_are_counted_apart(
    release: Release, handreiking: Settings
) -> None:
    questions = [
        asked("vader slaat moeder nu", is_danger=True),
        asked("hoe laat begint het spreekuur", is_danger=True),
        asked("vader slaat zijn kind nu", is_danger=False),
        asked("hoe duur is een cursus", is_danger=False),
        asked("wat is een maatje", is_danger=False),
    ]
    assert alarms(questions, release, open_embedder(handreiking.embedder)) == Alarms(2, 1, 3, 1)


@pytest.mark.whole
def test_danger_is_heard_in_other_fields_and_seldom_in_vain(
    release: Release, handreiking: Settings
) -> None:
    found = alarms(load_alarms()[::EVERY], release, open_embedder(handreiking.embedder))
    assert (found.dangers, found.others) == (59, 147)
    # 54 and 9 when it was measured.
    assert found.heard >= 53
    assert found.in_vain <= 10


def test_nothing_is_learnt_from_them() -> None:
    learnt = {" ".join(words(text)) for own in load_safety(BUNDLED_CORPUS).examples for text in own}
    assert not [each for each in load_alarms() if " ".join(words(each.question)) in learnt]
