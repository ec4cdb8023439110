"""Word by word: how vectors of words and tokens are made, and what chunks and sentences score."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_fakes import content, place, query, section

from assistant.answer.evidence import candidates
from e5_models import numpy_e5, onnx_e5
from ingest.index.build import ingest
from ingest.index.embed import late
from ingest.index.embed.e5 import WINDOW
from ingest.index.embed.late import NO_WORD, WHOLE, LateInteraction
from ingest.index.embed.vectors import (
    DIMENSIONS,
    NO_TOKENS,
    QuestionVectors,
    ShortVectors,
    Vectors,
    units,
)
from ingest.index.late import MOST, Late, WordVectors
from ingest.index.nearness import Nearness
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.index.search import search
from ingest.index.signals.late import SCALE, LateSignal
from ingest.index.store import Neighbours
from ingest.text.errors import SteunwijzerError
from ingest.text.place import Place
from ingest.text.settings import Settings
from small_corpus import FakeEmbedder

NUMBERS = np.random.default_rng(7)
PLAIN = LateInteraction(
    np.eye(384, DIMENSIONS, dtype=np.float32),
    np.zeros(DIMENSIONS, np.float32),
    np.zeros(DIMENSIONS, np.float32),
    np.zeros(384, np.float32),
)


def states(count: int) -> np.ndarray:  # type: ignore[type-arg]
    return NUMBERS.normal(size=(count, 384)).astype(np.float32)


def test_a_word_is_the_mean_of_its_tokens_and_what_is_in_none_does_not_count() -> None:
    given_, numbers = states(6), np.asarray([NO_WORD, NO_WORD, 0, 1, 1, NO_WORD])
    own = units(given_)
    expected = units(np.stack([own[2], (own[3] + own[4]) / 2])[:, :DIMENSIONS])
    found = PLAIN.words(given_, numbers)
    assert found.dtype == np.int8
    assert np.allclose(found / WHOLE, expected, atol=0.5 / WHOLE + 1e-6)


def test_a_shift_moves_all_words_alike_before_they_are_of_unit_length() -> None:
    shift = np.full(DIMENSIONS, 0.5, np.float32)
    given_, numbers = states(2), np.asarray([0, 1])
    found = PLAIN._replace(text_shift=shift).words(given_, numbers)
    assert np.allclose(found / WHOLE, units(units(given_)[:, :DIMENSIONS] + shift), atol=0.005)


def test_of_a_question_each_token_but_the_first_counts_by_its_importance() -> None:
    given_ = states(4)
    even = np.linalg.norm(PLAIN.tokens(given_), axis=1)
    assert even == pytest.approx([1 / 3] * 3)
    heavy = PLAIN._replace(importance=units(given_)[2] * 5).tokens(given_)
    lengths = np.linalg.norm(heavy, axis=1)
    assert lengths.sum() == pytest.approx(1)
    assert lengths.argmax() == 1
    assert np.allclose(units(heavy), units(units(given_)[1:, :DIMENSIONS]), atol=1e-5)


def test_what_was_learnt_is_kept_as_half_floats(tmp_path: Path) -> None:
    PLAIN.save("lagen", tmp_path / "late.npz")
    with np.load(tmp_path / "late.npz") as kept:
        assert sorted(kept.files) == sorted((*LateInteraction._fields, "moves"))
        assert kept["projection"].dtype == np.float16


def test_what_was_learnt_with_other_layers_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    PLAIN.save("andere", tmp_path / "late.npz")
    monkeypatch.setattr(late, "FILE", tmp_path / "late.npz")
    with pytest.raises(SteunwijzerError, match="horen niet bij elkaar"):
        late.late_interaction.__wrapped__()


TEXT = "Oma helpt. De buurman kookt graag.\n\nEen mentor luistert."
ONE = section("een", TEXT, headings=("Steun", "Wie helpt"))
CONTENT = content(ONE, section("twee", "Bel de huisarts.", headings=()))


def word_vectors() -> tuple[WordVectors, list[np.ndarray]]:  # type: ignore[type-arg]
    counts = [len(row.text.split()) for row in CONTENT.chunk_rows()]
    words = [NUMBERS.integers(-127, 128, (each, DIMENSIONS), dtype=np.int8) for each in counts]
    return WordVectors.build(CONTENT, words), words


def asked(count: int = 3) -> np.ndarray:  # type: ignore[type-arg]
    return NUMBERS.normal(size=(count, DIMENSIONS)).astype(np.float32)


def test_a_chunk_scores_what_the_tokens_find_in_its_words() -> None:
    own, words = word_vectors()
    tokens = asked()
    found = own.of_chunks(tokens, np.asarray([1, 0]))
    assert found.positions.tolist() == [1, 0]
    expected = [
        sum(
            max(float(word @ token) / WHOLE for word in words[at].astype(float)) for token in tokens
        )
        for at in (1, 0)
    ]
    assert found.scores.tolist() == pytest.approx(expected, rel=1e-4)


def test_a_sentence_scores_by_its_own_words_and_a_heading_by_none() -> None:
    own, words = word_vectors()
    tokens = asked()
    places = [place(ONE, "Oma helpt."), place(ONE, "De buurman kookt graag."), Place("een", 0, 0)]
    first, second, nothing = own.of_places(tokens, 0, places)
    of_text = words[0][2:].astype(np.float32) @ tokens.T / WHOLE  # two words of the heading
    assert first == pytest.approx(float(of_text[:2].max(axis=0).sum()), rel=1e-4)
    assert second == pytest.approx(float(of_text[2:6].max(axis=0).sum()), rel=1e-4)
    assert nothing == 0


def test_the_words_of_a_sentence_are_those_from_its_first_to_its_last() -> None:
    """By words that are at right angles: each token finds its own, and nothing of the others."""
    words = [
        np.eye(len(row.text.split()), DIMENSIONS, dtype=np.int8) * WHOLE
        for row in CONTENT.chunk_rows()
    ]
    own, places = WordVectors.build(CONTENT, words), [place(ONE, "De buurman kookt graag.")]
    first = 4  # behind two words of the heading and two of the sentence before
    found = [
        own.of_places(words[0][each : each + 1].astype(np.float32) / WHOLE, 0, places)
        for each in range(first - 1, first + 5)
    ]
    assert found == [[0], [1], [1], [1], [1], [0]]


def test_what_is_kept_is_what_was_made(tmp_path: Path) -> None:
    own, _ = word_vectors()
    own.save(tmp_path / "late")
    again, tokens = WordVectors.open(tmp_path / "late"), asked()
    every = np.asarray([0, 1])
    assert (
        again.of_chunks(tokens, every).scores.tolist()
        == own.of_chunks(tokens, every).scores.tolist()
    )
    assert isinstance(again.values, np.memmap)


def test_without_words_or_tokens_nothing_is_said(tmp_path: Path) -> None:
    empty = WordVectors.build(CONTENT, [np.zeros((0, DIMENSIONS), np.int8)] * 2)
    empty.save(tmp_path / "late")
    none = WordVectors.open(tmp_path / "late")
    assert not len(none.of_chunks(asked(), np.asarray([0, 1])).positions)
    assert not len(word_vectors()[0].of_chunks(NO_TOKENS, np.asarray([0])).positions)
    assert none.of_places(asked(), 0, [place(ONE, "Oma helpt.")]) == [None]


def test_what_was_not_looked_at_scores_as_the_worst_that_was() -> None:
    signal = LateSignal(CONTENT)
    known = Late(np.asarray([1]), np.asarray([0.25], np.float32))
    scored = signal.score(replace(query(), late=known))
    assert scored.scores.tolist() == [0.25, 0.25]
    assert scored.proposed.tolist() == [1]
    several = content(*(section(name, "Een zin.") for name in ("een", "twee", "drie")))
    both = Late(np.asarray([0, 2]), np.asarray([0.5, 0.25], np.float32))
    worst = LateSignal(several).score(replace(query(), late=both))
    assert worst.scores.tolist() == [0.5, 0.25, 0.25]
    nothing = signal.score(query())
    assert nothing.scores.tolist() == pytest.approx([SCALE.mean] * 2)
    assert not len(nothing.proposed)


def test_the_nearest_chunks_are_looked_at_and_those_that_a_question_is_held_to() -> None:
    many = content(*(section(f"s{each}", "Een zin over steun.") for each in range(MOST + 50)))
    words = [np.full((5, DIMENSIONS), 1, np.int8) for _ in many.chunks]
    own = Nearness(many, None, WordVectors.build(many, words))  # type: ignore[arg-type]  # no store
    rows = np.arange(len(many.rows))[::-1]
    near = Neighbours(rows, np.linspace(1, 0, len(rows), dtype=np.float32))
    tokens = asked()
    nearest = own.late(tokens, near, None).positions
    assert nearest.tolist() == list(range(50, MOST + 50))
    held = own.late(tokens, near, np.asarray([3, 60])).positions
    assert held.tolist() == [3, *range(50, MOST + 50)]
    far = own.late(tokens, Neighbours(rows[:5], near.similarity[:5]), np.arange(MOST + 40))
    # What is held and near comes first, then the rest of it.
    assert len(far.positions) >= MOST
    assert far.positions.tolist()[:3] == [0, 1, 2]


class Spelled(FakeEmbedder):
    """Gives each word a vector of its own, wherever it stands."""

    def embed_words(self, texts: list[str]) -> list[ShortVectors]:
        return [np.rint(WHOLE * self._short(text)).astype(np.int8) for text in texts]

    def embed_question(self, text: str) -> QuestionVectors:
        own = self._short(text)
        return QuestionVectors(self.embed_query(text), tokens=own / np.float32(len(own)))

    def _short(self, text: str) -> Vectors:
        own = [
            np.random.default_rng([*word.strip(".?,").lower().encode()]).normal(size=DIMENSIONS)
            for word in text.split()
        ]
        return units(np.asarray(own, np.float32))


def test_what_words_score_reaches_ranking_and_evidence(
    small: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = Spelled()
    ingest(small, lambda *_: None, open_embedder=lambda _: embedder, shipped_file=None)  # type: ignore[arg-type,return-value]
    with closing(Release(small, current_release(small.data))) as release:
        sentence = next(iter(release.sentences(release.chunks[0].section_id)))
        words = sentence.span.of(release.sections[sentence.section_id].text)
        asked = release.query(words, embedder.embed_question(words))
        assert int(asked.late.positions[asked.late.scores.argmax()]) == 0
        found = search(release, asked)
        assert float(asked.late.scores.max()) == pytest.approx(1, abs=0.02)
        most = SCALE.level(1.0)
        assert most == pytest.approx((1 - SCALE.mean) / SCALE.deviation)
        by_place = {each.place: each.plea.late for each in candidates(release, asked, found.hits)}
        assert by_place[sentence] == max(by_place.values()) == pytest.approx(most, abs=0.5)
        others = [score for where, score in by_place.items() if not where.touches(sentence)]
        assert max(others) < most / 2
        last = len(release.chunks) - 1
        monkeypatch.setattr("ingest.index.nearness.MOST", 1)
        assert release.query(words, embedder.embed_question(words)).late.positions.size == 1
        monkeypatch.setattr(release, "bound", lambda _: np.asarray([last]))
        held = release.query(words, embedder.embed_question(words))
        assert last in held.late.positions.tolist()
        without = release.query(words, QuestionVectors(embedder.embed_query(words)))
        assert not len(without.late.positions)
        hits = search(release, without).hits
        assert {each.plea.late for each in candidates(release, without, hits)} == {0.0}


@pytest.mark.whole
@pytest.mark.parametrize(
    "text",
    [
        "Oma’s steun: wel 3½ uur…",
        "Een  woord\u00a0of\ttwee\n\nen – ‘zo’ verder.",
        "a",
        "foto´s en een\u200bnaad, \u2581 en \ufeffdan",
        "voor\0na het einde",
    ],
)
def test_the_model_counts_the_words_between_spaces(text: str) -> None:
    assert len(onnx_e5().words(text)) == len(text.split())


@pytest.mark.whole
def test_a_text_of_several_windows_has_all_of_its_words() -> None:
    text = " ".join(["samenwerkingsverband"] * WINDOW)
    assert len(onnx_e5().words(text)) == WINDOW


@pytest.mark.whole
def test_numpy_gives_the_same_words_and_tokens() -> None:
    text, question = "Een steunouder vangt een kind op.", "wie vangt een kind op?"
    ours, theirs = (model.words(text).astype(float) for model in (onnx_e5(), numpy_e5()))
    assert np.sum(units(ours) * units(theirs), axis=1).min() > 0.99
    one, other = (model.question(question).tokens for model in (onnx_e5(), numpy_e5()))
    assert np.sum(units(one) * units(other), axis=1).min() > 0.99


@pytest.mark.whole
def test_a_word_lies_nearer_to_itself_than_to_others() -> None:
    model = onnx_e5()
    words = model.words("Een steunouder vangt een kind op als de moeder rust nodig heeft.")
    tokens = model.question("steunouder").tokens
    likeness = words.astype(np.float32) @ tokens.T
    assert likeness[:, tokens.shape[0] // 2].argmax() == 1
    assert model.word_numbers("Een steunouder")[:3].tolist() == [NO_WORD] * 3


@given(st.text(max_size=60))
@pytest.mark.whole
def test_any_text_has_vectors_for_no_more_than_its_words(text: str) -> None:
    found = onnx_e5().words(text)
    assert found.shape[1] == DIMENSIONS
    assert len(found) <= len(text.split())
