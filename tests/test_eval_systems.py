"""The ways of searching that are compared."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from assistant.answer.answer import Nearest
from eval.labels import SYSTEMS
from eval.systems import COUNTS, TOGETHER, common_default, only, parts_alone, passages_of
from ingest.index.release import Release
from ingest.index.releases import current_release
from ingest.text.document import Hit, Kind, Section
from ingest.text.settings import Settings
from small_corpus import FakeEmbedder
from ui.terminal.dutch import STAGES


def section(name: str, text: str) -> Section:
    return Section(name, "d", (name,), Kind.BODY, "", "", (), text)


SUBJECTS = (
    "school water music doctor bicycle bakery football train barber garden computer fish".split()
)
LONG = [section(name, f"This text is about {name}. " * 60) for name in SUBJECTS]


def test_the_common_default_gives_four_or_ten_passages_with_their_places() -> None:
    systems = common_default(LONG)
    four, found = (systems[name]("This text is about music") for name in COUNTS)
    assert (len(four), len(found)) == (4, 10)
    assert found[:4] == four
    texts = {each.id: each.text for each in LONG}
    for passage in found:
        for piece in passage:
            assert 0 <= piece.start <= piece.end <= len(texts[piece.section_id])
    assert "music" in {piece.section_id for piece in found[0]}


@pytest.fixture
def release(indexed: Settings) -> Iterator[Release]:
    with closing(Release(indexed, current_release(indexed.data))) as opened:
        yield opened


def test_words_alone_find_nothing_without_a_word_in_common(
    release: Release, embedder: FakeEmbedder
) -> None:
    words = parts_alone(release, embedder)["bm25"]  # type: ignore[arg-type]
    assert words("raket") == []
    assert words("vrijwilliger") == [(release.chunks[0].place,)]


def test_meaning_alone_goes_by_chunks_and_sentences(
    release: Release, embedder: FakeEmbedder
) -> None:
    text = "Mijn burgervoogd is iemand die ik vertrouw."
    dense = parts_alone(release, embedder)["dense"]  # type: ignore[arg-type]
    found = dense(text)
    assert found[0] == (release.chunks[2].place,)
    query = release.query(text, embedder.embed_question(text))
    sums = sum(
        each.score(query).scores for each in release.signals if each.name in ("chunk", "sentence")
    )
    expected = sorted(range(3), key=lambda nth: -sums[nth])
    assert found == [(release.chunks[nth].place,) for nth in expected]


def test_what_the_assistant_found_are_the_places_of_its_chunks(release: Release) -> None:
    chunk = release.chunks[1]
    section = release.sections[chunk.section_id]
    near = Nearest(Hit(chunk, 1, 1, 1), section, release.sources[section.document_id])
    assert passages_of([near]) == [(chunk.place,)]


def test_every_system_has_a_name_in_the_report_and_on_the_screen(
    release: Release, embedder: FakeEmbedder
) -> None:
    measured = {*parts_alone(release, embedder), *COUNTS}  # type: ignore[arg-type]
    assert measured < set(SYSTEMS)
    assert measured < set(STAGES)


def test_what_is_over_annotations_finds_by_them_and_what_is_over_text_does_not() -> None:
    weights = {name: only(names).annotated for name, names in TOGETHER.items()}
    assert weights["bm25_annotated"].words == 1
    assert weights["bm25_annotated"].chunk == weights["bm25_annotated"].questions == 0
    assert weights["dense_annotated"].words == 0
    assert weights["dense_annotated"].questions == weights["unfitted"].words == 1
