"""Learning what finds text, on a few paragraphs; what is learnt is what onnxruntime runs."""

import json
import random
from itertools import pairwise

import numpy as np
import pytest
import torch

from e5_models import moved_e5, onnx_e5
from eval.benchmark import QUESTIONS, SEALED
from eval.fit_searching import (
    RANK,
    TOGETHER,
    Lesson,
    _visits,
    batch_of,
    learn,
    lessons_of,
    loss_of,
)
from eval.late_layers import LateLayers
from eval.mixed import GUIDANCE, GUIDANCE_QUESTIONS
from eval.moved_layers import MovedLayers
from eval.paragraphs import InventedParagraph, load_paragraphs
from eval.pointed import FILE as POINTED
from ingest.index.embed.asked import as_asked
from ingest.index.embed.packed import read_packed, weights_path
from ingest.index.embed.stretches import SEARCHING
from ingest.text.settings import BUNDLED_CORPUS
from ingest.text.words import fold

pytestmark = pytest.mark.whole

FEW = [
    InventedParagraph(
        title="Indiening",
        sentences=(
            "Een verzoek wordt schriftelijk ingediend.",
            "Het college beslist binnen acht weken.",
            "De termijn wordt opgeschort.",
        ),
        questions=(("mag ik ook bellen", 1), ("hoe lang moet ik wachten op antwoord", 2)),
    ),
    InventedParagraph(
        title="",
        sentences=("De pleegouder ontvangt een vergoeding.", "Toeslagen zijn mogelijk."),
        questions=(("krijg ik er geld voor", 1), ("zit er iets extra's in", 2)),
    ),
]


def test_a_paragraph_is_embedded_as_a_chunk_is() -> None:
    assert FEW[0].whole.startswith("Indiening. Een verzoek wordt")
    assert FEW[1].whole == "De pleegouder ontvangt een vergoeding. Toeslagen zijn mogelijk."


def test_what_answers_is_among_the_passages_and_no_other_right_one_counts_as_wrong() -> None:
    lessons = lessons_of(FEW)
    visit = [(lesson, list(range(len(lesson.questions)))) for lesson in lessons]
    seen = set()
    for seed in range(20):
        batch = batch_of(visit, random.Random(seed))
        assert len(batch.questions) == len(batch.answers) == 4
        for row, answer in enumerate(batch.answers):
            lesson, own = (lessons[0], row) if row < 2 else (lessons[1], row - 2)
            told = batch.passages[answer]
            right = [lesson.sentences[lesson.answers[own]], lesson.whole]
            [kind] = [nth for nth, each in enumerate(right) if each is told]
            seen.add(kind)
            assert not batch.is_left_out[row, answer]
            for number, each in enumerate(batch.passages):
                is_right = any(each is other for other in right)
                assert bool(batch.is_left_out[row, number]) == (is_right and number != answer)
    assert seen == {0, 1}


def test_what_is_learnt_brings_questions_nearer_and_onnxruntime_runs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lessons, layers = lessons_of(FEW), MovedLayers(read_packed(weights_path()), SEARCHING, RANK)
    late = LateLayers()
    visit = [(lesson, list(range(len(lesson.questions)))) for lesson in lessons]
    layers.eval()
    with torch.inference_mode():
        late.begin(torch.randn(200, 384), torch.randn(50, 384))
        before = float(loss_of(layers, late, batch_of(visit, random.Random(1))))
    learn(layers, late, lessons, 25)
    with torch.inference_mode():
        assert float(loss_of(layers, late, batch_of(visit, random.Random(1)))) < before / 2
        [expected] = layers([lessons[0].questions[0]]).numpy()
    model = moved_e5(SEARCHING, layers.moves(), monkeypatch)
    asked = as_asked(FEW[0].questions[0].question)
    assert np.dot(model.towards_text([asked])[0], expected) > 0.995
    assert np.dot(onnx_e5().towards_text([asked])[0], expected) < 0.99
    told = model.passage([*FEW[0].sentences, *FEW[1].sentences])
    assert int((told @ model.towards_text([asked])[0]).argmax()) == 0


def test_words_and_tokens_are_told_apart_as_they_will_be_searched_with() -> None:
    torch.manual_seed(0)
    late, (lesson, _) = LateLayers(), lessons_of(FEW)
    states = torch.randn(len(lesson.words), 384)
    late.begin(states, torch.randn(30, 384) + 1)
    with torch.no_grad():
        late.importance.copy_(torch.randn(384))
        words = late.words(states, torch.from_numpy(lesson.words), sum(lesson.parts))
        tokens, others = late.tokens(states[:9]), late.tokens(states[9:20])
        scores = late.logits([tokens, others], words, lesson.parts) / late.sharpness.exp()
    own = late.interaction()
    assert np.allclose(words.numpy() * 127, own.words(states.numpy(), lesson.words), atol=0.51)
    assert np.allclose(tokens.numpy(), own.tokens(states[:9].numpy()), atol=1e-5)
    for row, asked in enumerate((tokens, others)):
        parts = np.split(asked.numpy() @ words.numpy().T, np.cumsum(lesson.parts)[:-1], axis=1)
        assert np.allclose(scores[row], [part.max(1).sum() for part in parts], atol=1e-4)


def test_what_is_learnt_tells_words_apart_within_a_paragraph() -> None:
    lessons, layers = lessons_of(FEW), MovedLayers(read_packed(weights_path()), SEARCHING, RANK)
    late = LateLayers()
    learn(layers, late, lessons, 25)
    lesson = lessons[0]
    with torch.inference_mode():
        states = [layers.states([each])[0][0] for each in (lesson.whole, *lesson.questions)]
        words = late.words(states[0], torch.from_numpy(lesson.words), sum(lesson.parts))
        scores = late.logits([late.tokens(each) for each in states[1:]], words, lesson.parts)
    # The first part is the heading.
    assert scores[:, 1:].argmax(1).tolist() == lesson.answers


def test_each_question_is_visited_once_beside_paragraphs_that_follow_each_other() -> None:
    lessons = lessons_of(FEW) * 21
    every = [replace_words(each) for each in lessons]
    visits = _visits(every, random.Random(3))
    seen = [(id(lesson), own) for visit in visits for lesson, asked in visit for own in asked]
    assert len(seen) == len(set(seen)) == sum(len(each.questions) for each in every)
    assert all(len(visit) <= TOGETHER for visit in visits)
    nth = {id(each): number for number, each in enumerate(every)}
    steps = [
        nth[id(after[0])] - nth[id(before[0])]
        for visit in visits
        for before, after in pairwise(visit)
    ]
    assert steps.count(1) > len(steps) / 2


def replace_words(lesson: Lesson) -> Lesson:
    """The same lesson, as another one."""
    return lesson._replace(answers=[*lesson.answers])


def test_nothing_that_is_measured_on_is_learnt_from() -> None:
    """However it is typed. What annotations have of it does not matter: they are learnt too."""
    written = load_paragraphs()
    learned = {as_asked(own.question) for each in written for own in each.questions}
    assert len(learned) > 15_000
    asked = {
        as_asked(str(json.loads(line)["question"]))
        for file in (QUESTIONS, SEALED, POINTED, GUIDANCE_QUESTIONS)
        for line in file.read_text(encoding="utf-8").splitlines()
    }
    assert len(asked) > 5000
    assert not learned & asked
    folders = (GUIDANCE / "documents", BUNDLED_CORPUS / "documents")
    texts = fold(" ".join(path.read_text() for each in folders for path in each.iterdir()))
    assert not [text for each in written for text in each.sentences if fold(text) in texts]
