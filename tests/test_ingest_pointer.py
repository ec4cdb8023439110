"""A pointer says which sentences answer, by the words that they have, and how likely none does."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from index_fakes import annotation, annotations, content, place, query, section

from ingest.index.pointer import LEAST, NO_POINTER, Pointed, Pointer, keys_of, pointer_for
from ingest.index.signals.pointer import SCALE, PointerSignal
from ingest.index.vocabulary import Vocabulary
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import BUILT_IN_EMBEDDER

SENTENCES = ["Oma past op.", "De buurman\nkookt.", "Een mentor luistert."]
POINTER = Pointer(
    keys_of(SENTENCES),
    np.asarray([[3, 0], [0, 3], [-2, 0], [0, -3]], dtype=np.float32),
    np.asarray([0, 0, 0, 1], dtype=np.float32),
    "lagen",
)


def test_a_sentence_is_known_by_its_words_wherever_it_stands() -> None:
    assert POINTER.numbers(["De  buurman kookt.", "Oma past op.", "Opa past op."]).tolist() == [
        1,
        0,
        -1,
    ]


NONE = np.zeros(3, np.float32)


def test_probabilities_are_those_of_a_softmax_with_none_among_them() -> None:
    pointed = POINTER.point(np.asarray([1, 0], np.float32), POINTER.numbers(SENTENCES), NONE)
    weights = np.exp([3, 0, -2, 1])
    assert pointed.likely.tolist() == pytest.approx(np.log(weights[:3] / weights.sum()).tolist())
    assert pointed.none == pytest.approx(np.log(weights[3] / weights[:3].sum()))


def test_what_it_does_not_know_is_as_unlikely_as_can_be() -> None:
    pointed = POINTER.point(
        np.asarray([0, 1], np.float32), POINTER.numbers(["Opa.", "Oma past op."]), NONE[:2]
    )
    assert pointed.likely[0] == LEAST < pointed.likely[1]


@given(arrays(np.float32, 2, elements=st.floats(-100, 100, width=32)))
def test_nothing_is_surer_than_it_may_be(vector: np.ndarray) -> None:  # type: ignore[type-arg]
    pointed = POINTER.point(vector, POINTER.numbers([*SENTENCES, "Opa."]), np.zeros(4, np.float32))
    assert (pointed.likely >= LEAST).all()
    assert (pointed.likely <= 0).all()
    assert LEAST <= pointed.none <= -LEAST


@pytest.mark.parametrize("pointer", [NO_POINTER, POINTER])
def test_without_a_pointing_vector_nothing_is_known(pointer: Pointer) -> None:
    shares = np.asarray([0.5, -0.1, 2.0], np.float32)
    pointed = pointer.point(np.zeros(0, np.float32), pointer.numbers(SENTENCES), shares)
    assert pointed.likely.tolist() == pytest.approx([np.log(0.5), LEAST, 0])
    assert pointed.none == 0


def test_what_it_does_not_know_has_the_share_that_it_has_otherwise() -> None:
    numbers, shares = POINTER.numbers(["Opa.", "Oma past op."]), np.asarray([0.3, 0.9], np.float32)
    pointed = POINTER.point(np.asarray([1, 0], np.float32), numbers, shares)
    weights = np.exp([3, 0, -2, 1])
    assert pointed.likely.tolist() == pytest.approx(
        [np.log(0.3), np.log(weights[0] / weights.sum())], rel=1e-4
    )


def test_a_sentence_that_is_not_there_cannot_answer() -> None:
    vector = np.asarray([1, 0], np.float32)
    whole = POINTER.point(vector, POINTER.numbers(SENTENCES), NONE)
    less = POINTER.point(vector, POINTER.numbers(SENTENCES[1:]), NONE[1:])
    gone = POINTER.point(vector, POINTER.numbers(["Opa."]), NONE[:1])
    assert whole.none < 0 < less.none
    assert gone.none == 0


def test_layers_of_another_pointer_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.index.pointer.moves_identity", lambda _: "andere")
    with pytest.raises(SteunwijzerError, match=r"pointer\.npz en pointing\.npz horen niet bij"):
        pointer_for(BUILT_IN_EMBEDDER)


def test_it_is_the_same_after_it_was_saved(tmp_path: Path) -> None:
    POINTER.save(tmp_path / "p.npz")
    again = Pointer.load(tmp_path / "p.npz")
    assert again.identity == POINTER.identity
    assert again.moves == "lagen"


def test_another_one_has_another_identity() -> None:
    others = [
        Pointer(POINTER.keys, POINTER.coefficients + 1, POINTER.intercepts, "lagen"),
        Pointer(POINTER.keys, POINTER.coefficients, POINTER.intercepts + 1, "lagen"),
        Pointer(POINTER.keys, POINTER.coefficients, POINTER.intercepts, "andere"),
        Pointer(keys_of(SENTENCES[::-1]), POINTER.coefficients, POINTER.intercepts, "lagen"),
    ]
    assert len({POINTER.identity, *(each.identity for each in others)}) == 5


def test_it_belongs_to_the_built_in_model_alone() -> None:
    assert len(pointer_for(BUILT_IN_EMBEDDER).keys) > 300
    assert pointer_for("een ander model") is NO_POINTER


AID = section("hulp", "Oma past op. Dat helpt.")
HELP = section("raad", "Een mentor luistert.")
BARE = section("kaal", "Hier vroeg niemand iets.")
CONTENT = content(
    AID,
    HELP,
    BARE,
    annotations=annotations(
        annotation(
            place(AID),
            {
                "Wie past op?": (place(AID, "Oma past op."),),
                "Helpt het?": (place(AID, "Dat helpt."),),
            },
        ),
        annotation(place(HELP), {"Wie luistert?": (place(HELP),)}),
    ),
)


def pointing(*shares: float) -> Pointed:
    return Pointed(np.log(np.clip(np.asarray(shares, dtype=np.float32), np.exp(LEAST), 1)), 0.0)


def test_a_chunk_has_the_shares_of_its_sentences_together() -> None:
    signal = PointerSignal(CONTENT)
    scored = signal.score(query(pointed=pointing(0.5, 0.25, 0.1)))
    assert scored.scores[:2].tolist() == pytest.approx([np.log(0.75), np.log(0.1)], abs=1e-5)
    assert np.isnan(scored.scores[2])
    assert scored.proposed.tolist() == [0, 1]


def test_what_is_not_pointed_at_scores_the_least_however_long_it_is() -> None:
    scored = PointerSignal(CONTENT).score(query(pointed=pointing(0, 0, 0.5)))
    assert scored.scores[0] == LEAST


def test_what_is_hardly_pointed_at_is_not_worth_ranking() -> None:
    signal = PointerSignal.build(
        CONTENT, np.zeros((0, 2)), np.zeros((0, 2)), Vocabulary.build(CONTENT)
    )
    scored = signal.score(query(pointed=pointing(0.9, 0.01, np.exp(LEAST))))
    assert scored.proposed.tolist() == [0]
    assert SCALE.of(scored.scores)[1] == pytest.approx(0, abs=1e-4)
    assert SCALE.of(scored.scores)[0] > 7
