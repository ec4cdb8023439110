"""Learning to point, on a few questions; what is learnt is what onnxruntime runs."""

import random
from pathlib import Path

import numpy as np
import pytest
import torch
from index_fakes import annotation, annotations, content, place, section

from e5_models import moved_e5, onnx_e5
from eval.fit_pointer import BEGUN, WHOLE, PointingLayers, learn
from eval.lessons import Lessons, questions_of
from eval.moved_layers import Given
from ingest.index.embed.asked import as_asked
from ingest.index.embed.e5 import TextRole
from ingest.index.embed.packed import read_packed, weights_path
from ingest.index.embed.stretches import POINTING, SEARCHING, read_moves, write_moves
from ingest.index.pointer import Pointer

pytestmark = pytest.mark.whole

NOTHING = np.zeros(2, np.float32)
AID = section("hulp", "Oma past op. De buurman kookt. Niemand vroeg dit.")
OMA, COOK = place(AID, "Oma past op."), place(AID, "De buurman kookt.")
CONTENT = content(
    AID,
    annotations=annotations(
        annotation(place(AID), {"Wie past op?": (OMA,), "Wie doet wat?": (OMA, COOK), "Hm?": ()}),
        unanswered=["Wat kost het?"],
    ),
)
FEW = Lessons(
    [
        "Wie past er op de kinderen?",
        "Bij wie kan mijn zoon na school terecht?",
        "Wie maakt het eten?",
        "Krijgen we ergens warm eten?",
        "Hoe laat gaat de trein?",
        "Wat kost een kaartje?",
    ],
    [[0], [0], [1], [1], [], []],
    ["Oma past op.", "De buurman kookt."],
)


def test_what_answers_is_known_by_its_words_and_what_nothing_answers_by_none() -> None:
    asked = questions_of(CONTENT)
    assert asked.sentences == ["Oma past op.", "De buurman kookt."]
    told = dict(zip(asked.texts, asked.told, strict=True))
    assert told == {"Wie past op?": [0], "Wie doet wat?": [0, 1], "Wat kost het?": []}


def fork_of(text: str) -> Given:
    return onnx_e5().trunk(as_asked(text), TextRole.QUESTION).astype(np.float16)


@pytest.fixture(scope="module")
def layers() -> PointingLayers:
    """Learnt of FEW, in many more rounds than there would be of many."""
    learner = PointingLayers(read_packed(weights_path()), len(FEW.sentences))
    forks = [fork_of(each) for each in FEW.texts]
    learn(learner, FEW, forks, forks, WHOLE._replace(rounds=60))
    return learner


def test_it_points_at_what_answers_also_where_that_is_asked_otherwise(
    layers: PointingLayers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the moves and the pointer that are written, and by onnxruntime."""
    write_moves(layers.moves(), tmp_path / "pointing.npz")
    with np.load(tmp_path / "pointing.npz") as kept:
        moves = {name: kept[name].astype(np.float32) for name in kept.files}
    layers.pointer(FEW.sentences, "lagen").save(tmp_path / "pointer.npz")
    model, pointer = (
        moved_e5(POINTING, moves, monkeypatch),
        Pointer.load(tmp_path / "pointer.npz"),
    )
    numbers = pointer.numbers(FEW.sentences)
    for text, told in zip(FEW.texts, FEW.told, strict=True):
        pointed = pointer.point(model.question(as_asked(text)).pointing, numbers, NOTHING)
        assert (pointed.none > 0) == (not told)
        if told:
            assert int(pointed.likely.argmax()) == told[0]
        fork = fork_of(text)
        with torch.inference_mode():
            logits = torch.log_softmax(layers([fork]), dim=1)[0, :-1]
        assert pointed.likely == pytest.approx(np.maximum(logits.numpy(), -8), abs=0.1)
    other = pointer.point(
        model.question(as_asked("Wie let op de kleintjes?")).pointing, numbers, NOTHING
    )
    assert int(other.likely.argmax()) == 0


def test_it_begins_at_what_finds_text() -> None:
    """Before anything is learnt a cosine tells sentences apart, and none has half of the most."""
    layers = PointingLayers(read_packed(weights_path()), len(FEW.sentences))
    layers.begin(read_moves(SEARCHING), onnx_e5().passage(FEW.sentences))
    layers.eval()
    with torch.inference_mode():
        found = layers([fork_of(FEW.texts[0])])[0].numpy()
    [asked] = onnx_e5().towards_text([as_asked(FEW.texts[0])])
    cosines = onnx_e5().passage(FEW.sentences) @ asked
    assert found == pytest.approx([*(BEGUN * cosines), BEGUN / 2], abs=0.3)


def test_dropping_ends_when_learning_does(layers: PointingLayers) -> None:
    fork = fork_of(random.Random(1).choice(FEW.texts))
    with torch.inference_mode():
        assert torch.equal(layers([fork]), layers([fork]))


def test_it_goes_on_from_what_was_learnt_of_the_sentences_that_there_were(
    layers: PointingLayers,
) -> None:
    """Sentences are in another order, one is new and one is gone."""
    pointer = layers.pointer(FEW.sentences, "lagen")
    further = PointingLayers(read_packed(weights_path()), 2)
    further.take_over_all(layers.moves(), pointer, ["Wat nieuw is.", FEW.sentences[0]])
    further.eval()
    fork = fork_of(FEW.texts[0])
    with torch.inference_mode():
        before, after = layers([fork])[0], further([fork])[0]
    assert after[[1, 2]].numpy() == pytest.approx(before[[0, 2]].numpy(), abs=1e-4)
    assert float(after[0]) == 0
