"""Invented paragraphs and what is asked of them -> the layers that questions find text by.

Run `python -m eval.fit_searching` when there are more of them (see eval/paragraphs.py; an hour on
two cores). Nothing is learnt from a text of the corpus, nor from one that is measured on: what
is learnt is how everyday words and those of guidance go together, whatever the text. Each question
should lie nearer to the sentence that answers it, or to its paragraph, than to all others of the
batch, of which some are of the same paragraph (van den Oord et al., 2018,
https://arxiv.org/abs/1807.03748). And word by word (see ingest/index/embed/late.py) its paragraph
should answer it better than the other paragraphs of the batch, and its sentence, as it stands in
its paragraph, better than the other sentences. Then ship the vectors (ingest.index.ship), make the
index anew, fit the rest (eval.fit) and measure. How the constants were chosen is in eval/LOG.md.
"""

import random
import sys
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from eval.late_layers import LateLayers
from eval.moved_layers import (
    SEED,
    Given,
    MovedLayers,
    descend,
    given,
    in_haste,
    open_model,
    pooled,
)
from eval.paragraphs import InventedParagraph, load_paragraphs
from ingest.index.embed.e5 import E5, TextRole
from ingest.index.embed.late import FILE, WordNumbers
from ingest.index.embed.packed import read_packed, weights_path
from ingest.index.embed.stretches import SEARCHING, moves_identity, write_moves
from ingest.text.errors import SteunwijzerError

RANK: Final = 32
ROUNDS: Final = 3
RATE: Final = 1e-3
TEMPERATURE: Final = 0.05
TOGETHER: Final = 16
"""So many paragraphs are in a batch, each with at most so many of its questions."""
ALIKE: Final = 4
"""So many of those follow each other in the file: of one kind of text, and hard to tell apart."""
ASKED: Final = 9
BEGUN: Final = 200
"""By the tokens of so many paragraphs learning begins."""
WHOLE: Final = 0.4
"""The share of the questions that are held against the paragraph, and not the sentence."""
BESIDE: Final = 4
"""So many other sentences of each paragraph are in the batch, which do not answer."""
HASTY: Final = 0.15
_LENGTHS: Final = 4
_NEVER: Final = -1e9


class Lesson(NamedTuple):
    """A paragraph, by what the layers are given of it and of its questions.

    `answers` says of each question which sentence answers it, and `words` of each token of the
    whole in which word it is; `parts` are the words of the heading, if there is one, and of each
    sentence, counted.
    """

    whole: Given
    words: WordNumbers
    parts: list[int]
    sentences: list[Given]
    questions: list[Given]
    typed: list[Given]
    answers: list[int]


class Batch(NamedTuple):
    """Questions, passages, which of these answers each, and which count as neither; for `loss`.

    `lessons` are the paragraphs whole, and `owners` says of each question in which of them it is
    answered, and by which sentence.
    """

    questions: list[Given]
    passages: list[Given]
    answers: list[int]
    is_left_out: Tensor
    lessons: list[Lesson]
    owners: list[tuple[int, int]]


def main() -> None:
    """Learn the moves and write them."""
    lessons = lessons_of(load_paragraphs())
    layers, late = MovedLayers(read_packed(weights_path()), SEARCHING, RANK), LateLayers()
    learn(layers, late, lessons, ROUNDS)
    write_moves(layers.moves(), SEARCHING.file)
    moves_identity.cache_clear()
    late.interaction().save(moves_identity(SEARCHING))
    asked = sum(len(each.questions) for each in lessons)
    sys.stdout.write(f"{asked} questions, {len(lessons)} paragraphs -> {SEARCHING.file}, {FILE}\n")


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
            _word_numbers(model, own),
            [len(each.split()) for each in (own.title, *own.sentences) if each],
            [next(sentences) for _ in own.sentences],
            [next(questions) for _ in own.questions],
            [next(typed) for _ in own.questions],
            [each.sentence - 1 for each in own.questions],
        )
        for own, whole in zip(paragraphs, wholes, strict=True)
    ]


def _word_numbers(model: E5, own: InventedParagraph) -> WordNumbers:
    """Of each token of a paragraph in which word it is; it must fit in a window."""
    numbers = model.word_numbers(own.whole)
    if numbers.max() + 1 != len(own.whole.split()):
        raise SteunwijzerError(f"De paragraaf '{own.whole[:60]}' is te lang.", "Deel die op.")
    return numbers


def learn(layers: MovedLayers, late: LateLayers, lessons: Sequence[Lesson], rounds: int) -> None:
    """Bring each question nearer to what answers it than to the rest of its batch."""
    rng = random.Random(SEED)  # noqa: S311
    some = rng.sample(lessons, min(BEGUN, len(lessons)))
    with torch.no_grad():
        layers.eval()
        late.begin(
            _tokens(layers, [each.whole for each in some]),
            _tokens(layers, [asked for each in some for asked in each.questions]),
        )
    layers.train()
    descend(
        [layers.learnt(RATE), late.learnt()],
        rounds,
        lambda: _visits(lessons, rng),
        lambda visit: loss_of(layers, late, batch_of(visit, rng)),
    )
    layers.eval()


def _tokens(layers: MovedLayers, texts: Sequence[Given]) -> Tensor:
    """What the layers give of the tokens of texts, together."""
    return torch.cat([layers.states([each])[0][0] for each in texts])


def _visits(lessons: Sequence[Lesson], rng: random.Random) -> list[list[tuple[Lesson, list[int]]]]:
    """All questions once, as batches of lessons with some of their questions.

    Each batch is made of runs of lessons that follow each other.
    """
    asked = [rng.sample(range(len(each.questions)), len(each.questions)) for each in lessons]
    runs = []
    for first in range(0, max(map(len, asked)), ASKED):
        parts = [
            (lesson, own[first : first + ASKED])
            for lesson, own in zip(lessons, asked, strict=True)
            if len(own) > first
        ]
        start = rng.randrange(ALIKE)
        runs += [
            parts[max(each, 0) : each + ALIKE] for each in range(start - ALIKE, len(parts), ALIKE)
        ]
    rng.shuffle(runs)
    every = [part for run in runs for part in run]
    return [every[each : each + TOGETHER] for each in range(0, len(every), TOGETHER)]


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
    lessons = {id(lesson): lesson for lesson, _ in visit}
    nth = {known: number for number, known in enumerate(lessons)}
    return Batch(
        questions,
        list(passages.values()),
        [numbers[each] for each in answers],
        is_left_out,
        list(lessons.values()),
        [(nth[known], told) for known, told in owners],
    )


def loss_of(layers: MovedLayers, late: LateLayers, batch: Batch) -> Tensor:
    """Cross-entropy of what answers each question: among passages, paragraphs and sentences."""
    asked, passages, wholes = len(batch.questions), len(batch.passages), len(batch.lessons)
    texts = [*batch.questions, *batch.passages, *(each.whole for each in batch.lessons)]
    states, vectors = _run(layers, texts)
    scores = vectors[:asked] @ vectors[asked : asked + passages].T / TEMPERATURE
    by_text = functional.cross_entropy(
        scores.masked_fill(batch.is_left_out, _NEVER), torch.tensor(batch.answers)
    )
    return by_text + _late_loss(late, states[:asked], states[-wholes:], batch)


def _late_loss(
    late: LateLayers, questions: Sequence[Tensor], wholes: Sequence[Tensor], batch: Batch
) -> Tensor:
    """The same word by word, where the words of a sentence are those of its paragraph."""
    tokens = [late.tokens(each) for each in questions]
    counts = [sum(each.parts) for each in batch.lessons]
    words = torch.cat(
        [
            late.words(own, torch.from_numpy(lesson.words), count)
            for own, lesson, count in zip(wholes, batch.lessons, counts, strict=True)
        ]
    )
    owners = torch.tensor([lesson for lesson, _ in batch.owners])
    by_paragraph = functional.cross_entropy(late.logits(tokens, words, counts), owners)
    parts = [count for each in batch.lessons for count in each.parts]
    ends = np.cumsum([len(each.parts) for each in batch.lessons])
    told = [
        int(ends[lesson]) - len(batch.lessons[lesson].sentences) + nth
        for lesson, nth in batch.owners
    ]
    by_sentence = functional.cross_entropy(late.logits(tokens, words, parts), torch.tensor(told))
    return by_paragraph + by_sentence


def _run(layers: MovedLayers, texts: Sequence[Given]) -> tuple[list[Tensor], Tensor]:
    """What the layers give of the tokens of texts, and their vectors; like lengths together."""
    order = np.argsort([len(each) for each in texts], kind="stable")
    states, vectors = [], []
    for part in np.array_split(order, _LENGTHS):
        if len(part):
            own, is_there = layers.states([texts[each] for each in part])
            vectors.append(pooled(own, is_there))
            states += [row[: len(texts[each])] for row, each in zip(own, part, strict=True)]
    back = np.argsort(order)
    return [states[each] for each in back], torch.cat(vectors)[torch.from_numpy(back)]


if __name__ == "__main__":
    main()
