"""The vectors that travel with the corpus: all of them, those of its texts, and of no other."""

from pathlib import Path

import numpy as np
import pytest

from ingest.corpus.library import Library
from ingest.index.classifier import learn
from ingest.index.content import represented
from ingest.index.embed.built_in import BuiltInEmbeddings
from ingest.index.embed.cache import EmbeddingCache
from ingest.index.embed.embedder import Embedder, embedder_identity
from ingest.index.embed.shipped import ship, shipped
from ingest.index.embed.stretches import POINTING, moves_identity
from ingest.index.embed.texts import Embeddable, Use, embed_all, keyed
from ingest.index.embed.vectors import DIMENSIONS, units
from ingest.index.embedded import embedded, texts_of
from ingest.index.matcher import NEVER, train
from ingest.index.pointer import pointer_for
from ingest.index.sentence_matcher import named_sentences
from ingest.index.signals.matcher import examples
from ingest.index.start import open_start
from ingest.text.settings import BUILT_IN_EMBEDDER, BUNDLED_CORPUS, Settings
from small_corpus import FakeEmbedder

MAKE_THEM = "run: python3 -m ingest.index.ship"


@pytest.fixture(scope="module")
def texts() -> dict[str, Embeddable]:
    """All texts of the shipped corpus that are embedded, by the keys of their vectors."""
    sorts = texts_of(represented(Library(BUNDLED_CORPUS).snapshot()))
    every = [text for sort in sorts for text in sort]
    return dict(keyed(every, embedder_identity(BUILT_IN_EMBEDDER)))


def test_every_text_of_the_shipped_corpus_has_its_vector(texts: dict[str, Embeddable]) -> None:
    missing = texts.keys() - shipped(texts).keys()
    assert [texts[key].text for key in missing] == [], MAKE_THEM


def test_the_vectors_are_those_of_the_built_in_model(texts: dict[str, Embeddable]) -> None:
    some = dict(list(texts.items())[::50])
    model = BuiltInEmbeddings()
    ways = {
        Use.PASSAGE: model.embed_documents,
        Use.ASKED: model.embed_queries,
        Use.TOWARDS_TEXT: model.embed_towards_text,
        Use.WORDS: model.embed_words,
    }
    assert {each.use for each in some.values()} == set(Use)
    for key, vector in shipped(some).items():
        [own] = ways[some[key].use]([some[key].text])
        likeness = np.sum(units(np.asarray(own, np.float32)) * units(vector), axis=-1)
        assert float(likeness.mean()) > 0.9995, MAKE_THEM


def test_the_pointer_knows_every_sentence_that_a_question_names() -> None:
    content = represented(Library(BUNDLED_CORPUS).snapshot())
    sections = content.snapshot.sections_by_id()
    named = [each.span.of(sections[each.section_id].text) for each in named_sentences(content)]
    pointer = pointer_for(BUILT_IN_EMBEDDER)
    numbers = pointer.numbers(named)
    unknown = [text for text, number in zip(named, numbers, strict=True) if number < 0]
    assert unknown == [], "run: python3 -m eval.fit_pointer"
    assert pointer.moves == moves_identity(POINTING), "run: python3 -m eval.fit_pointer"


def test_learning_from_the_shipped_corpus_ends_where_it_begins(tmp_path: Path) -> None:
    content = represented(Library(BUNDLED_CORPUS).snapshot())
    settings = Settings(data=tmp_path)
    vectors = embedded(settings, content, never, lambda *_: None)
    start = open_start(embedder_identity(BUILT_IN_EMBEDDER))
    begun = start.matcher(content)
    assert begun is not None
    assert (begun.intercepts > NEVER).all(), MAKE_THEM
    own = examples(content, vectors.rows, vectors.sampled.asked)
    learnt = train(*own, len(content.passages), begun)
    assert np.array_equal(learnt.coefficients, begun.coefficients), MAKE_THEM
    known = np.concatenate([vectors.sampled.asked, vectors.sampled.names])
    answered = learn(known, vectors.sampled.unanswered, start=start.sorts["answered"])
    assert np.array_equal(answered.coefficients, start.sorts["answered"].coefficients), MAKE_THEM


def told(text: str) -> Embeddable:
    return Embeddable(text, Use.PASSAGE)


def never(_: str) -> Embedder:
    raise AssertionError(MAKE_THEM)


def test_the_same_words_for_another_use_are_told_apart() -> None:
    keys = [key for key, _ in keyed([Embeddable("een zin?", use) for use in Use], "model")]
    assert len(set(keys)) == len(Use)


def test_what_is_shipped_is_found_again_by_its_key(tmp_path: Path) -> None:
    file = tmp_path / "v.npz"
    vectors = {key: np.full(4, number / 7, np.float32) for number, key in enumerate(KEYS)}
    ship(vectors, file)
    found = shipped([KEYS[2], "00" * 32, KEYS[0]], file)
    assert found.keys() == {KEYS[2], KEYS[0]}
    assert all(np.allclose(found[key], vectors[key], atol=1e-3) for key in found)


def test_the_words_of_a_text_are_shipped_beside_vectors_to_the_last_digit(tmp_path: Path) -> None:
    file, numbers = tmp_path / "v.npz", np.random.default_rng(0)
    words = {
        key: numbers.integers(-127, 128, (size, DIMENSIONS), dtype=np.int8)
        for key, size in zip(KEYS, (3, 0, 5), strict=True)
    }
    vector = np.ones(4, np.float32)
    ship({**words, OTHER: vector}, file)
    found = shipped([*KEYS, OTHER], file)
    assert found.keys() == {*KEYS, OTHER}
    assert all(np.array_equal(found[key], words[key]) for key in KEYS)
    assert np.array_equal(found[OTHER], vector)


KEYS = [f"{number:02x}" * 32 for number in range(3, 6)]
OTHER = "0a" * 32


def test_without_the_file_nothing_is_shipped(tmp_path: Path) -> None:
    assert shipped(KEYS, tmp_path / "weg.npz") == shipped(KEYS, None) == {}


def test_what_is_shipped_is_not_embedded(tmp_path: Path) -> None:
    file, one, other = tmp_path / "v.npz", "Een zin.", "Een andere zin."
    ((key, _),) = keyed([told(one)], "model")
    ship({key: np.ones(64, np.float32)}, file)
    embedder = FakeEmbedder()

    def opened() -> Embedder:
        return embedder  # type: ignore[return-value]  # it does what an embedder does

    with EmbeddingCache(tmp_path / "cache") as cache:
        vectors, fresh = embed_all([told(one), told(other)], opened, "model", cache, print, file)
    assert (fresh, embedder.embedded) == (1, [other])
    assert np.all(vectors[0] == 1)


def test_no_two_texts_share_a_key() -> None:
    odd = ["", "\0", "Wat?", *(f"{use}{end}" for use in Use for end in ("", "\0", "\0Wat?"))]
    texts = [Embeddable(text, use) for text in odd for use in Use]
    keys = [key for key, _ in keyed(texts, "model")]
    assert len(set(keys)) == len(Use) * len(odd)
