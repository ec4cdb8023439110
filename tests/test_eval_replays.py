"""Replies that chat models would give, in every way that these are written down."""

import json
from collections import Counter

import pytest

from assistant.answer.lead import Lead
from assistant.answer.reply import Answerable, read_reply
from eval.benchmark import QUESTIONS, Question, Split
from eval.jsonl import records_of
from eval.replays import Strength, load_replays, replayed
from eval.shapes import SHAPES
from ingest.text.settings import Settings

REPLAYS = load_replays()
ASKED = records_of(QUESTIONS, Question)
REPLY = {
    "answerable": "yes",
    "missing": "kosten",
    "groups": [
        {"lead": "antwoord", "evidence": [12, 3]},
        {"lead": "antwoord", "evidence": [7]},
    ],
    "shorten": [],
}


def test_there_are_replays_of_every_strength_to_forty_dev_questions_of_most_kinds() -> None:
    by_id = {question.id: question for question in ASKED}
    asked = {by_id[replay.question] for replay in REPLAYS}
    assert len(asked) >= 40
    assert {question.split for question in asked} == {Split.DEV}
    assert len({question.kind for question in asked}) >= 20
    assert min(Counter(replay.model for replay in REPLAYS)[each] for each in Strength) >= 40
    assert {replay.shape for replay in REPLAYS} == set(SHAPES)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_says_the_same(shape: str) -> None:
    choice = read_reply(SHAPES[shape](REPLY))
    assert choice
    numbers = [number for group in choice.groups for number in group.numbers if number < 9999]
    assert numbers == [12, 3, 7]
    assert {group.lead for group in choice.groups} == {Lead.ANSWER}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_no_stays_one_in_every_shape(shape: str) -> None:
    choice = read_reply(SHAPES[shape]({**REPLY, "answerable": "no", "groups": []}))
    assert choice
    assert choice.answerable is Answerable.NO


def test_there_are_shapes_enough() -> None:
    assert len(SHAPES) >= 21
    assert len({SHAPES[each](json.loads(json.dumps(REPLY))) for each in SHAPES}) == len(SHAPES)


@pytest.mark.parametrize("window", [8192, 100_000], ids=["sections", "whole"])
def test_what_models_choose_is_what_readers_get(handreiking: Settings, window: int) -> None:
    roomy = handreiking.model_copy(update={"chat_window": window})
    figures = replayed(roomy, REPLAYS, ASKED)
    assert figures.all == len(REPLAYS)
    assert figures.usable + figures.refused > 90
    assert figures.taken >= 0.98 * figures.usable
    assert figures.respected == figures.refused >= 6
    assert figures.altered == 0
