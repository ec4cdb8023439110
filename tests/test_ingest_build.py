"""Ingest: nothing twice, nothing half, and always an index in use."""

import errno
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from ingest.corpus.library import Library
from ingest.corpus.plain import plain_snapshot
from ingest.index import build, represent, written
from ingest.index.build import Stage
from ingest.index.content import represented
from ingest.index.query import Query
from ingest.index.record import read_content, read_record
from ingest.index.release import Release
from ingest.index.releases import building, current_release, releases_folder, sealed_releases
from ingest.index.search import search
from ingest.index.signals.chunk import ChunkSignal
from ingest.text import words
from ingest.text.errors import SteunwijzerError
from ingest.text.sentences import sentence_spans
from ingest.text.settings import Settings
from small_corpus import DOCUMENT, FakeEmbedder, ingest, opens, silent, write_corpus

ASKED = "Wat is een steunouder?"


def names(small: Settings) -> list[str]:
    return sorted(p.name for p in releases_folder(small.data).iterdir() if p.is_dir())


def in_use(small: Settings) -> Release:
    return Release(small, current_release(small.data))


def asked(release: Release, embedder: FakeEmbedder, text: str = ASKED) -> Query:
    return release.query(text, embedder.embed_question(text))


def test_an_ingest_puts_a_whole_index_in_use(small: Settings, embedder: FakeEmbedder) -> None:
    report = ingest(small, embedder)
    assert (report.sections, report.chunks, report.is_new) == (3, 3, True)
    with closing(in_use(small)) as release:
        assert release.id == report.release
        assert [chunk.text for chunk in release.chunks] == [
            "Een steunouder is een vrijwilliger. Hij vangt een kind op.",
            "Een burgervoogd heeft de voogdij over een kind. Hij staat dichtbij.",
            "Mijn burgervoogd is iemand die ik vertrouw.",
        ]
        assert search(release, asked(release, embedder)).hits[0].chunk == release.chunks[0]


def test_an_unchanged_corpus_embeds_nothing_and_keeps_the_release(
    indexed: Settings, embedder: FakeEmbedder
) -> None:
    before = current_release(indexed.data).name
    second = ingest(indexed, embedder)
    assert (second.release, second.embedded, second.is_new) == (before, 0, False)
    assert embedder.embedded == []
    assert names(indexed) == [before]


def test_a_forced_ingest_rebuilds_without_embedding(
    indexed: Settings, embedder: FakeEmbedder
) -> None:
    before = current_release(indexed.data).name
    assert ingest(indexed, embedder, is_forced=True).release != before
    assert embedder.embedded == []


def test_a_changed_section_embeds_only_its_own_chunks(
    indexed: Settings, embedder: FakeEmbedder
) -> None:
    write_corpus(indexed.corpus, DOCUMENT.replace("Hij vangt een kind op.", "Zij past op."))
    ingest(indexed, embedder)
    assert set(embedder.embedded) == {
        "Steunouders. Een steunouder is een vrijwilliger. Zij past op.",
        "Zij past op.",
    }


def test_only_the_release_in_use_and_the_one_before_remain(
    small: Settings, embedder: FakeEmbedder
) -> None:
    reports = [ingest(small, embedder, is_forced=True) for _ in range(4)]
    assert names(small) == sorted(report.release for report in reports[-2:])


def crash_with(failure: type[BaseException]) -> Callable[..., None]:
    def crash(*_: object) -> None:
        raise failure

    return crash


@pytest.mark.parametrize("step", ["embedded", "create_store", "seal", "put_in_use"])
@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt])
def test_a_crash_at_any_step_leaves_the_index_in_use(
    indexed: Settings,
    embedder: FakeEmbedder,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    failure: type[BaseException],
) -> None:
    before = current_release(indexed.data)
    monkeypatch.setattr(written if step == "create_store" else build, step, crash_with(failure))
    with pytest.raises(failure):
        ingest(indexed, embedder, is_forced=True)
    assert current_release(indexed.data) == before
    assert names(indexed) == [before.name]
    in_use(indexed).close()


@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt])
def test_an_embedder_that_cannot_be_opened_leaves_the_index_in_use(
    indexed: Settings, failure: type[BaseException]
) -> None:
    before = names(indexed)
    write_corpus(indexed.corpus, DOCUMENT.replace("Hij vangt een kind op.", "Zij past op."))
    with pytest.raises(failure):
        build.ingest(indexed, silent, open_embedder=crash_with(failure))
    assert names(indexed) == before


def test_what_was_embedded_before_a_crash_is_not_embedded_again(
    small: Settings, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(build, "put_in_use", crash_with(ZeroDivisionError))
        with pytest.raises(ZeroDivisionError):
            ingest(small, embedder)
    embedder.embedded.clear()
    assert ingest(small, embedder).embedded == 0
    assert embedder.embedded == []


def test_two_ingests_at_once_are_refused(small: Settings) -> None:
    with building(small.data), pytest.raises(SteunwijzerError, match="al een andere ingest"):
        ingest(small)


def test_a_data_folder_that_cannot_be_written_is_named(small: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    blocked = small.model_copy(update={"data": tmp_path / "file" / "data"})
    with pytest.raises(SteunwijzerError, match=r"map .*data kan niet worden geschreven"):
        ingest(blocked)


def test_a_damaged_embedding_cache_is_named(small: Settings) -> None:
    small.data.mkdir()
    (small.data / "embeddings.sqlite").write_bytes(b"geen database" * 100)
    with pytest.raises(SteunwijzerError, match=r"embeddings\.sqlite is beschadigd"):
        ingest(small)


def test_progress_ends_at_its_total(small: Settings, embedder: FakeEmbedder) -> None:
    seen: list[tuple[Stage, int, int]] = []
    build.ingest(small, lambda *step: seen.append(step), open_embedder=opens(embedder))
    ends = [(stage, done) for stage, done, total in seen if done == total]
    stored = read_record(current_release(small.data)).vectors
    chunks = len(read_content(current_release(small.data)).chunks)
    embedded = len(embedder.embedded) + chunks  # each once more, for its words
    assert ends == [(Stage.EMBED, embedded), (Stage.STORE, stored)]


def test_content_survives_the_disk(indexed: Settings) -> None:
    made = represented(Library(indexed.corpus).snapshot())
    assert read_content(current_release(indexed.data)) == made


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_corpus_of_a_few_chunks_can_be_used(
    small: Settings, embedder: FakeEmbedder, count: int
) -> None:
    sections = "".join(f"\n## Kop {number}\n\nZin {number}.\n" for number in range(count))
    write_corpus(small.corpus, f"# Gids\n{sections}")
    assert ingest(small, embedder).chunks == count
    with closing(in_use(small)) as release:
        assert len(search(release, asked(release, embedder)).hits) == count


@pytest.mark.parametrize(
    ("module", "name", "other"),
    [
        (represent, "sentence_spans", lambda text: sentence_spans(text)[:1]),
        (words, "stem", lambda word: word[:3]),
        (words, "GRAM_CHARS", 3),
        (build, "FORMAT", 0),
    ],
)
def test_what_other_code_makes_of_the_same_corpus_is_another_index(
    indexed: Settings,
    embedder: FakeEmbedder,
    monkeypatch: pytest.MonkeyPatch,
    module: ModuleType,
    name: str,
    other: object,
) -> None:
    monkeypatch.setattr(module, name, other)
    assert ingest(indexed, embedder).is_new


def test_what_is_learnt_anew_is_another_index(indexed: Settings, embedder: FakeEmbedder) -> None:
    """The weights of a corpus folder are part of the release that is made of it."""
    fitted = Path(__file__).parent.parent / "corpus" / "fitted.toml"
    text = fitted.read_text(encoding="utf-8")
    (indexed.corpus / "fitted.toml").write_text(text)
    assert not ingest(indexed, embedder).is_new
    (indexed.corpus / "fitted.toml").write_text(re.sub("threshold = .*", "threshold = 9", text))
    assert ingest(indexed, embedder).is_new


def test_other_code_reads_the_vectors_of_an_index_as_they_were_made(
    indexed: Settings, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(represent, "sentence_spans", lambda _: [])
    with closing(in_use(indexed)) as release:
        query = asked(release, embedder)
        assert search(release, query).hits[0].chunk == release.chunks[0]
        assert all(release.near_parts(release.chunks, query))


def test_a_full_disk_is_named(
    small: Settings, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(build, "put_in_use", full)
    with pytest.raises(SteunwijzerError, match="maak ruimte vrij"):
        ingest(small, embedder)


def test_the_scale_of_a_signal_is_that_of_questions_like_those_asked(
    indexed: Settings, embedder: FakeEmbedder
) -> None:
    """Without annotations, of the sentences of the text: here six, held against three chunks."""
    with closing(in_use(indexed)) as release:
        told = [row.text for row in read_content(current_release(indexed.data)).rows]
        told = [text for text in told if "." not in text[:-1]]
        signal = next(each for each in release.signals if isinstance(each, ChunkSignal))
        scores = np.stack([signal.score(asked(release, embedder, text)).scores for text in told])
        scale = release.record.scales["chunk"]
    assert len(told) == 5
    assert scale.mean == pytest.approx(float(scores.mean()), abs=1e-5)
    assert scale.deviation == pytest.approx(float(scores.std(axis=1).mean()), abs=1e-5)


def test_a_signal_without_anything_to_go_by_has_no_scale(indexed: Settings) -> None:
    scales = read_record(current_release(indexed.data)).scales
    assert (scales["questions"].mean, scales["questions"].deviation) == (0, 0)
    assert (scales["matcher"].mean, scales["matcher"].deviation) == (0, 0)


def test_texts_alone_can_be_made_an_index(small: Settings, embedder: FakeEmbedder) -> None:
    whole = Library(small.corpus).snapshot()
    report = build.build(
        small,
        plain_snapshot(whole.sources, whole.sections),
        silent,
        open_embedder=opens(embedder),
    )
    assert [path.name for path in sealed_releases(small.data)] == [report.release]
    with closing(in_use(small)) as release:
        assert release.contacts == ()
        leaning = release.sorts.leaning("Hij slaat haar", embedder.embed_query("Hij"))
        assert max(leaning.values()) == 0.0
        assert search(release, asked(release, embedder)).hits[0].chunk == release.chunks[0]
