"""Ingest: nothing twice, nothing half, and always an index in use."""

import errno
from pathlib import Path
from types import ModuleType

import pytest

from ingest.index import build, represent
from ingest.index.build import Report, Stage
from ingest.index.generation import building, current_generation, generations_folder, read_content
from ingest.index.index import Index
from ingest.text import words as lexical
from ingest.text.errors import SteunwijzerError
from ingest.text.settings import Settings
from small_corpus import DOCUMENT, FakeEmbedder, silent, write_corpus

pytestmark = pytest.mark.usefixtures("embedder")


def ingest(settings: Settings, *, is_forced: bool = False) -> Report:
    return build.ingest(settings, silent, is_forced=is_forced)


def generations(settings: Settings) -> list[str]:
    return sorted(p.name for p in generations_folder(settings.data).iterdir() if p.is_dir())


def test_an_ingest_puts_a_whole_index_in_use(settings: Settings) -> None:
    report = ingest(settings)
    index = Index(settings, current_generation(settings.data))
    assert (report.sections, report.chunks, report.is_new) == (3, 3, True)
    assert [chunk.text for chunk in index.chunks] == [
        "Een steunouder is een vrijwilliger. Hij vangt een kind op.",
        "Een burgervoogd heeft de voogdij over een kind. Hij staat dichtbij.",
        "Mijn burgervoogd is iemand die ik vertrouw.",
    ]
    index.close()


def test_an_unchanged_corpus_embeds_nothing_and_keeps_the_generation(
    settings: Settings, embedder: FakeEmbedder
) -> None:
    first = ingest(settings)
    embedder.embedded.clear()
    second = ingest(settings)
    assert (second.generation, second.embedded, second.is_new) == (first.generation, 0, False)
    assert embedder.embedded == []


def test_a_forced_ingest_rebuilds_without_embedding(
    settings: Settings, embedder: FakeEmbedder
) -> None:
    first = ingest(settings)
    embedder.embedded.clear()
    second = ingest(settings, is_forced=True)
    assert second.generation != first.generation
    assert embedder.embedded == []


def test_a_changed_section_embeds_only_its_own_chunks(
    settings: Settings, embedder: FakeEmbedder
) -> None:
    ingest(settings)
    embedder.embedded.clear()
    write_corpus(settings.corpus, DOCUMENT.replace("Hij vangt een kind op.", "Zij past op."))
    ingest(settings)
    assert set(embedder.embedded) == {
        "Steunouders. Een steunouder is een vrijwilliger. Zij past op.",
        "Zij past op.",
    }


def test_only_the_generation_in_use_and_the_one_before_remain(settings: Settings) -> None:
    reports = [ingest(settings, is_forced=True) for _ in range(4)]
    assert generations(settings) == sorted(report.generation for report in reports[-2:])


@pytest.mark.parametrize("step", ["open_embedder", "embed_all", "create_store", "publish"])
@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt])
def test_a_crash_at_any_step_leaves_the_index_in_use(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    failure: type[BaseException],
) -> None:
    before = ingest(settings)

    def crash(*_: object) -> None:
        raise failure

    monkeypatch.setattr(build, step, crash)
    with pytest.raises(failure):
        ingest(settings, is_forced=True)
    assert current_generation(settings.data).name == before.generation
    assert generations(settings) == [before.generation]
    Index(settings, current_generation(settings.data)).close()


def test_what_was_embedded_before_a_crash_is_not_embedded_again(
    settings: Settings, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(build, "publish", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            ingest(settings)
    embedder.embedded.clear()
    assert ingest(settings).embedded == 0


def test_two_ingests_at_once_are_refused(settings: Settings) -> None:
    with building(settings.data), pytest.raises(SteunwijzerError, match="al een andere ingest"):
        ingest(settings)


def test_a_data_folder_that_cannot_be_written_is_named(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    blocked = settings.model_copy(update={"data": tmp_path / "file" / "data"})
    with pytest.raises(SteunwijzerError, match=r"map .*data kan niet worden geschreven"):
        ingest(blocked)


def test_a_damaged_embedding_cache_is_named(settings: Settings) -> None:
    settings.data.mkdir()
    (settings.data / "embeddings.sqlite").write_bytes(b"geen database" * 100)
    with pytest.raises(SteunwijzerError, match=r"embeddings\.sqlite is beschadigd"):
        ingest(settings)


def test_progress_ends_at_its_total(settings: Settings) -> None:
    seen: list[tuple[Stage, int, int]] = []
    build.ingest(settings, lambda *step: seen.append(step))
    assert [(stage, done) for stage, done, total in seen if done == total] == [
        (Stage.EMBED, 12),
        (Stage.STORE, 8),
    ]


def test_content_survives_the_disk(settings: Settings) -> None:
    ingest(settings)
    assert read_content(current_generation(settings.data)) == build.read_corpus(settings.corpus)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_corpus_of_a_few_chunks_can_be_used(settings: Settings, count: int) -> None:
    sections = "".join(f"\n## Kop {number}\n\nZin {number}.\n" for number in range(count))
    write_corpus(settings.corpus, f"# Gids\n{sections}")
    assert ingest(settings).chunks == count
    Index(settings, current_generation(settings.data)).close()


@pytest.mark.parametrize("module", [represent, lexical])
def test_what_other_code_makes_of_the_same_corpus_is_another_index(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, module: ModuleType
) -> None:
    ingest(settings)
    name = "sentence_spans" if module is represent else "stem"
    other = (lambda _: []) if module is represent else (lambda word: word[:3])
    monkeypatch.setattr(module, name, other)
    assert ingest(settings).is_new


def test_other_code_reads_the_vectors_of_an_index_as_they_were_made(
    settings: Settings, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(settings)
    monkeypatch.setattr(represent, "sentence_spans", lambda _: [])
    index = Index(settings, current_generation(settings.data))
    assert index.scores("steunouder", embedder.embed_query("steunouder")).chunk.shape == (3,)
    assert all(own.sentences for own in index.chunk_vectors(index.chunks))
    index.close()


def test_a_full_disk_is_named(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(build, "publish", full)
    with pytest.raises(SteunwijzerError, match="maak ruimte vrij"):
        ingest(settings)
