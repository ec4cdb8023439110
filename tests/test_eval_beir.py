import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.beir import FILES, load_data_set, measure, score
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings
from small_corpus import FakeEmbedder, opens, silent

PASSAGES: list[dict[str, Any]] = [
    {"_id": "a0", "title": "Paspoort", "text": "Een paspoort kost geld.", "doc": "a"},
    {"_id": "a1", "title": "", "text": "Je haalt het op bij de gemeente.", "doc": "a"},
    {"_id": "b0", "title": "Rijbewijs", "text": "Voor een rijbewijs doe je examen.", "doc": "b"},
]
QUERIES: list[dict[str, Any]] = [
    {"_id": "q1", "text": "rijbewijs examen", "kind": "kort"},
    {"_id": "q2", "text": "waar haal je het paspoort op bij de gemeente", "kind": "lang"},
    {"_id": "q3", "text": "zonder oordeel"},
]
QRELS = "query-id\tcorpus-id\tscore\nq1\tb0\t1\nq2\ta0\t1\nq2\ta1\t1\nq1\ta0\t0\n"
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(
        passages: list[Any] = PASSAGES, queries: list[Any] = QUERIES, qrels: str = QRELS
    ) -> Path:
        folder = tmp_path / "set"
        folder.mkdir(exist_ok=True)
        for name, lines in zip(FILES, (passages, queries), strict=False):
            (folder / name).write_text("\n".join(json.dumps(each) for each in lines))
        (folder / "qrels.tsv").write_text(qrels)
        return folder

    return written


def test_passages_of_a_document_are_judged_as_one(write: Write) -> None:
    data = load_data_set(write())
    assert data.documents == 2
    assert data.relevant == {"q1": {"b": 1}, "q2": {"a": 1}}
    assert [query.id for query in data.queries] == ["q1", "q2"]


def test_without_documents_passages_stand_for_themselves(write: Write) -> None:
    bare = [{key: value for key, value in each.items() if key != "doc"} for each in PASSAGES]
    data = load_data_set(write(passages=bare))
    assert data.documents == 3
    assert data.relevant["q2"] == {"a0": 1, "a1": 1}


def test_the_search_of_the_product_is_measured(
    write: Write, small: Settings, embedder: FakeEmbedder
) -> None:
    asked: list[tuple[int, int]] = []
    data = load_data_set(write())
    result = measure(small, data, silent, lambda *each: asked.append(each), opens(embedder))
    assert (result.queries, result.documents) == (2, 2)
    assert set(result.kinds) == {"kort", "lang"}
    assert result.overall["nDCG@10"].mean == 1
    assert asked == [(1, 2), (2, 2)]


def test_the_index_of_a_set_is_kept(write: Write, small: Settings, embedder: FakeEmbedder) -> None:
    data = load_data_set(write())
    first = measure(small, data, silent, lambda *_: None, opens(embedder))
    embedder.embedded.clear()
    assert measure(small, data, silent, lambda *_: None, opens(embedder)) == first
    assert embedder.embedded == []
    assert not (small.data / "index").exists()


def test_a_query_that_found_nothing_scores_zero() -> None:
    scores = score({"q1": {"a": 1}, "q2": {"a": 1}}, {"q1": {"a": 1.0}, "q2": {}})
    assert scores["q1"]["MRR"] == 1
    assert set(scores["q2"].values()) == {0.0}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"qrels": "q1\tz9\t1\n"}, "qrels.tsv, regel 1: de passage 'z9' staat niet in corpus"),
        ({"qrels": "q9\ta0\t1\n"}, "qrels.tsv, regel 1: de vraag 'q9' staat niet in queries"),
        ({"qrels": "q1\ta0\n"}, "qrels.tsv, regel 1: hier staan 2 kolommen"),
        ({"qrels": "q1\ta0\t1\nq1\tb0\tja\n"}, "qrels.tsv, regel 2: 'ja' is geen geheel getal"),
        ({"qrels": "q1\ta0\t1.0\n"}, "qrels.tsv, regel 1: '1.0' is geen geheel getal"),
        ({"qrels": "q1\ta0\t²\n"}, "qrels.tsv, regel 1: '²' is geen geheel getal"),
        ({"qrels": "q1\ta0\t0\n"}, "staat geen enkele goede passage"),
        ({"passages": [*PASSAGES, PASSAGES[0]]}, "corpus.jsonl, regel 4: _id 'a0' staat ook op"),
        ({"queries": [QUERIES[0], {"_id": "q2", "text": " "}]}, "queries.jsonl, regel 2: 'q2'"),
        ({"queries": [{"text": "x"}]}, "queries.jsonl, regel 1: '_id' ontbreekt"),
    ],
)
def test_a_mistake_is_one_line_with_file_line_and_remedy(
    write: Write, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(SteunwijzerError) as caught:
        load_data_set(write(**changes))
    assert said in str(caught.value)
    assert str(caught.value).count("\n") == 0


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(write: Write, name: str) -> None:
    folder = write()
    (folder / name).unlink()
    with pytest.raises(SteunwijzerError, match=f"ontbreekt {name}"):
        load_data_set(folder)


def test_odd_but_usable_sets_are_measured(
    write: Write, small: Settings, embedder: FakeEmbedder
) -> None:
    passages = [
        {"_id": "a0", "title": "Alleen een titel", "text": ""},
        {"_id": "b0", "text": "..."},
    ]
    queries = [
        {"_id": "q1", "text": "titel", "kind": "all"},
        {"_id": "q2", "text": "-", "kind": "x"},
    ]
    folder = write(passages, queries, "\nquery-id\tcorpus-id\tscore\r\nq1\ta0\t2\r\nq2\tb0\t1\r\n")
    result = measure(small, load_data_set(folder), silent, lambda *_: None, opens(embedder))
    assert result.queries == 2
    assert set(result.kinds) == {"all", "x"}
