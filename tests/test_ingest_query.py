"""A question is held against the index once, whatever is made of it afterwards."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace

import numpy as np
import pytest
from index_fakes import content, section

from assistant.answer.evidence import gather
from assistant.answer.support import clues_of, support
from ingest.index import release as release_module
from ingest.index.embed.vectors import QuestionVectors
from ingest.index.pointer import Pointed
from ingest.index.query import ask
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.index.search import search
from ingest.index.store import QUESTION, TEXT, Neighbours, VectorStore
from ingest.index.vocabulary import Vocabulary
from ingest.text.settings import Settings
from small_corpus import FakeEmbedder, ingest, write_corpus

AID = section("hulp", "Een steunouder vangt een kind op.")


class CountedStore:
    """A store that remembers what it was asked."""

    def __init__(self, store: VectorStore) -> None:
        self._store = store
        self.asked: list[str] = []
        self.fetched: list[list[int]] = []

    def nearest(self, vector: np.ndarray, kind: str, count: int = 1000) -> Neighbours:
        self.asked.append(kind)
        return self._store.nearest(vector, kind, count)

    def vectors(self, kind: str, numbers: Sequence[int]) -> dict[int, np.ndarray]:
        self.fetched.append(list(numbers))
        return self._store.vectors(kind, numbers)

    def count(self) -> int:
        return self._store.count()

    def close(self) -> None:
        self._store.close()


@pytest.fixture
def stores(monkeypatch: pytest.MonkeyPatch) -> list[CountedStore]:
    """The stores that releases open from now on."""
    opened: list[CountedStore] = []

    def open_store(*arguments: object) -> CountedStore:
        opened.append(CountedStore(real(*arguments)))  # type: ignore[arg-type]
        return opened[-1]

    real = release_module.open_store
    monkeypatch.setattr(release_module, "open_store", open_store)
    return opened


@contextmanager
def answered(settings: Settings, stores: list[CountedStore]) -> Iterator[CountedStore]:
    """What the store was asked for one question, from its words to its evidence."""
    with closing(Release(settings, current_release(settings.data))) as release:
        [store] = stores
        store.asked.clear()
        store.fetched.clear()
        text = "Wat is een steunouder?"
        query = release.query(text, FakeEmbedder().embed_question(text))
        found = search(release, query)
        support(release, query, found, clues_of(release, query, found))
        assert gather(release, query, found.hits)
        yield store


def test_a_question_makes_two_look_ups_and_its_evidence_none(
    indexed: Settings, stores: list[CountedStore]
) -> None:
    """All vectors of a small corpus are near."""
    with answered(indexed, stores) as store:
        assert sorted(store.asked) == [QUESTION, TEXT]
        assert store.fetched == []


def test_evidence_that_was_not_near_is_fetched_at_once(
    small: Settings, embedder: FakeEmbedder, stores: list[CountedStore]
) -> None:
    """Of over 1,000 vectors only the nearest come with the question."""
    filler = "".join(
        f"\n## Kop {part}\n\n" + " ".join(f"Zin {part} {n} over iets." for n in range(30)) + "\n"
        for part in range(40)
    )
    write_corpus(small.corpus, f"# Gids\n{filler}\n## Steun\n\nEen steunouder. Banaan peer.\n")
    assert ingest(small, embedder).vectors > 1200
    with answered(small, stores) as store:
        assert sorted(store.asked) == [QUESTION, TEXT]
        assert len(store.fetched) == 1
        assert len(set(store.fetched[0])) == len(store.fetched[0]) > 0


class NoStore:
    """Finds one vector of each kind."""

    def nearest(self, vector: np.ndarray, kind: str) -> Neighbours:
        number = {TEXT: 3, QUESTION: 5}[kind]
        return Neighbours(np.asarray([number]), vector[:1])


def test_a_query_holds_all_that_the_index_says_of_a_question() -> None:
    words = Vocabulary.build(content(AID, terms=(("oppas", "steunouder"),)))
    turned = np.asarray([0.6, 0.8], np.float32)
    pointed = Pointed(np.asarray([-1.0], np.float32), 2.0)
    both = QuestionVectors([0.5, 0.1], towards_text=turned)
    query = ask("Past een oppas op?", both, pointed, words, NoStore())  # type: ignore[arg-type]
    assert query.pointed is pointed
    assert query.text == "Past een oppas op?"
    assert query.vector.tolist() == pytest.approx([0.5, 0.1])
    assert query.vector.dtype == np.float32
    assert query.widened == "Past een oppas op? steunouder"
    assert query.rarity == words.rarities("Past een oppas op?")
    assert (query.near.numbers.tolist(), query.asked.numbers.tolist()) == ([3], [5])
    assert query.near.best == query.near.last == query.towards_text[0] == pytest.approx(0.6)
    assert query.asked.best == 0.5


def test_where_nothing_is_near_the_nearest_is_nowhere() -> None:
    none = Neighbours(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))
    assert (none.best, none.last) == (0, 0)


def test_the_cosine_of_a_sentence_is_the_same_whether_it_was_near_or_fetched(
    indexed: Settings, embedder: FakeEmbedder
) -> None:
    text = "Wat is een steunouder?"
    with closing(Release(indexed, current_release(indexed.data))) as release:
        query = release.query(text, embedder.embed_question(text))
        near = release.near_parts(release.chunks, query)
        none = Neighbours(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))
        far = release.near_parts(
            release.chunks,
            replace(query, near=none, asked=none),
        )
        for one, other in zip(near, far, strict=True):
            assert [each.place for each in one] == [each.place for each in other]
            cosines = [each.cosine for each in other]
            assert [each.cosine for each in one] == pytest.approx(cosines, abs=1e-5)
        spoken = [release.sections[part.place.section_id].text for part in near[0]]
        held = [part.place.span.of(whole) for part, whole in zip(near[0], spoken, strict=True)]
        expected = [float(np.dot(embedder.embed_query(each), query.vector)) for each in held]
        assert [each.cosine for each in near[0]] == pytest.approx(expected, abs=1e-4)


class Turned(FakeEmbedder):
    """Questions and texts are held against each other otherwise than questions among themselves."""

    def _turned(self, text: str) -> np.ndarray:
        turned = np.roll(np.asarray(self.embed_query(text), np.float32) ** 2, 7)
        return np.asarray(turned / np.linalg.norm(turned), np.float32)

    def embed_question(self, text: str) -> QuestionVectors:
        return QuestionVectors(self.embed_query(text), towards_text=self._turned(text))

    def embed_towards_text(self, texts: list[str]) -> list[list[float]]:
        return [self._turned(text).tolist() for text in texts]

    embed_documents = embed_towards_text


def test_text_is_held_against_questions_as_the_model_has_both(small: Settings) -> None:
    """Whether it was near already or is fetched."""
    embedder = Turned()
    assert ingest(small, embedder).is_new
    text = "Wat is een steunouder?"
    with closing(Release(small, current_release(small.data))) as release:
        query = release.query(text, embedder.embed_question(text))
        none = Neighbours(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))
        for asked in (query, replace(query, near=none)):
            for own in release.near_parts(release.chunks, asked):
                for part in own:
                    words = part.place.span.of(release.sections[part.place.section_id].text)
                    row, towards = embedder.embed_towards_text([words, text])
                    assert part.cosine == pytest.approx(float(np.dot(row, towards)), abs=2e-3)
