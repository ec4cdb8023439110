"""Invented paragraphs and what is asked of them -> the layers that questions find text by.

Run `python -m eval.fit_searching` when there are more of them (see eval/paragraphs.py; half an hour
on two cores). Nothing is learnt from a text of the corpus, nor from one that is measured on: what
is learnt is how everyday words and those of guidance go together, whatever the text. Each question
should lie nearer to the sentence that answers it, or to its paragraph, than to all others of the
batch, of which some are of the same paragraph (van den Oord et al., 2018,
https://arxiv.org/abs/1807.03748). Then ship the vectors (ingest.index.ship), make the index anew,
fit the rest (eval.fit) and measure. How the constants were chosen is in eval/LOG.md.
"""

import random
import sys
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from eval.moved_layers import SEED, Given, MovedLayers, descend, given, in_haste, open_model
from eval.paragraphs import InventedParagraph, load_paragraphs
from ingest.index.embed.e5 import TextRole
from ingest.index.embed.packed import read_packed, weights_path
from ingest.index.embed.stretches import SEARCHING, write_moves

RANK: Final = 32
ROUNDS: Final = 3
RATE: Final = 1e-3
TEMPERATURE: Final = 0.05
TOGETHER: Final = 16
"""So many paragraphs are in a batch, each with at most so many of its questions."""
ASKED: Final = 6
WHOLE: Final = 0.4
"""The share of the questions that are held against the paragraph, and not the sentence."""
BESIDE: Final = 4
"""So many other sentences of each paragraph are in the batch, which do not answer."""
HASTY: Final = 0.15
_LENGTHS: Final = 4
_NEVER: Final = -1e9


class Lesson(NamedTuple):
    """A paragraph, by what the layers are given of it and of its questions.

    `answers` says of each question which sentence answers it.
    """

    whole: Given
    sentences: list[Given]
    questions: list[Given]
    typed: list[Given]
    answers: list[int]


class Batch(NamedTuple):
    """Questions, passages, which of these answers each, and which count as neither; for `loss`."""

    questions: list[Given]
    passages: list[Given]
    answers: list[int]
    is_left_out: Tensor


def main() -> None:
    """Learn the moves and write them."""
    lessons = lessons_of(load_paragraphs())
    layers = MovedLayers(read_packed(weights_path()), SEARCHING, RANK)
    learn(layers, lessons, ROUNDS)
    write_moves(layers.moves(), SEARCHING.file)
    asked = sum(len(each.questions) for each in lessons)
    sys.stdout.write(f"{asked} questions, {len(lessons)} paragraphs -> {SEARCHING.file}\n")


def lessons_of(paragraphs: Sequence[InventedParagraph]) -> list[Lesson]:
    """What the layers are given of paragraphs and their questions."""
    model = open_model()
    asked = [own.question for each in paragraphs for own in each.questions]
    told = [text for each in paragraphs for text in each.sentences]
    wholes = given(model, [each.whole for each in paragraphs], TextRole.PASSAGE)
    sentences = iter(given(model, told, TextRole.PASSAGE))
    questions = iter(given(model, asked, TextRole.QUESTION))
    typed = iter(given(model, in_haste(asked), TextRole.QUESTION))
    return [
        Lesson(
            whole,
            [next(sentences) for _ in own.sentences],
            [next(questions) for _ in own.questions],
            [next(typed) for _ in own.questions],
            [each.sentence - 1 for each in own.questions],
        )
        for own, whole in zip(paragraphs, wholes, strict=True)
    ]


def learn(layers: MovedLayers, lessons: Sequence[Lesson], rounds: int) -> None:
    """Bring each question nearer to what answers it than to the rest of its batch."""
    rng = random.Random(SEED)  # noqa: S311
    layers.train()
    descend(
        [layers.learnt(RATE)],
        rounds,
        lambda: _visits(lessons, rng),
        lambda visit: loss_of(layers, batch_of(visit, rng)),
    )
    layers.eval()


def _visits(lessons: Sequence[Lesson], rng: random.Random) -> list[list[tuple[Lesson, list[int]]]]:
    """All questions once, as batches of lessons with some of their questions."""
    parts = []
    for lesson in lessons:
        asked = rng.sample(range(len(lesson.questions)), len(lesson.questions))
        parts += [(lesson, asked[each : each + ASKED]) for each in range(0, len(asked), ASKED)]
    rng.shuffle(parts)
    return [parts[each : each + TOGETHER] for each in range(0, len(parts), TOGETHER)]


def batch_of(visit: Sequence[tuple[Lesson, Sequence[int]]], rng: random.Random) -> Batch:
    """Some questions of lessons, with what answers them and with other sentences beside that."""
    questions: list[Given] = []
    passages: dict[tuple[int, int], Given] = {}
    answers: list[tuple[int, int]] = []
    owners: list[tuple[int, int]] = []
    whole = -1
    for lesson, asked in visit:
        known = id(lesson)
        for each in asked:
            told = lesson.answers[each]
            place = (known, whole if rng.random() < WHOLE else told)
            passages[place] = lesson.whole if place[1] == whole else lesson.sentences[told]
            questions.append((lesson.typed if rng.random() < HASTY else lesson.questions)[each])
            answers.append(place)
            owners.append((known, told))
        some = rng.sample(range(len(lesson.sentences)), min(BESIDE, len(lesson.sentences)))
        passages |= {(known, each): lesson.sentences[each] for each in some}
    numbers = {place: number for number, place in enumerate(passages)}
    is_left_out = torch.zeros(len(questions), len(passages), dtype=torch.bool)
    for row, ((known, told), answer) in enumerate(zip(owners, answers, strict=True)):
        for place in ((known, told), (known, whole)):
            if place != answer and place in numbers:
                is_left_out[row, numbers[place]] = True
    return Batch(
        questions, list(passages.values()), [numbers[each] for each in answers], is_left_out
    )


def loss_of(layers: MovedLayers, batch: Batch) -> Tensor:
    """Cross-entropy of what answers each question among the passages of the batch."""
    vectors = _vectors(layers, [*batch.questions, *batch.passages])
    asked, told = vectors[: len(batch.questions)], vectors[len(batch.questions) :]
    scores = (asked @ told.T / TEMPERATURE).masked_fill(batch.is_left_out, _NEVER)
    return functional.cross_entropy(scores, torch.tensor(batch.answers))


def _vectors(layers: MovedLayers, texts: Sequence[Given]) -> Tensor:
    """Vectors of texts, run together with those of like length."""
    order = np.argsort([len(each) for each in texts], kind="stable")
    parts = [part for part in np.array_split(order, _LENGTHS) if len(part)]
    found = torch.cat([layers([texts[each] for each in part]) for part in parts])
    return found[torch.from_numpy(np.argsort(order))]


if __name__ == "__main__":
    main()
