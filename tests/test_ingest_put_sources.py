"""What is said of a source is put in the manifest, and all else in it stays."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotated_corpus import annotated, changed, contents, edit, edit_text
from ingest.corpus.entry import ManifestEntry
from ingest.corpus.library import Library
from ingest.text.document import Reuse, Standing, SummaryStanding
from ingest.text.errors import CorpusError
from small_corpus import write_corpus


@pytest.fixture
def library(corpus: Path) -> Library:
    return annotated(corpus)


def test_what_is_said_of_a_source_changes_and_nothing_else(library: Library) -> None:
    was = library.entries()[1]
    now = was.model_copy(
        update={
            "title": "Ander boek",
            "year": 2020,
            "standing": Standing.SUPERSEDED,
            "checked": datetime.date(2026, 12, 1),
            "unconfirmed": ["year"],
        }
    )
    before = contents(library)
    library.put_source(now, was)
    assert changed(library, before) == {"manifest.toml"}
    assert library.entries()[1] == now
    assert library.snapshot().sources[1] == now.source()
    text = before["manifest.toml"].decode().replace('"Boek"', '"Ander boek"')
    own = text.index('id = "boek"')
    text = text[:own] + text[own:].replace('"current"', '"superseded"').replace("-11-", "-12-")
    new = 'year = 2020\nunconfirmed = ["year"]\n'
    assert contents(library)["manifest.toml"].decode() == text + new
    library.put_source(was, now)
    assert contents(library)["manifest.toml"] == before["manifest.toml"]


def test_where_a_text_is_and_what_was_accepted_of_it_stay(library: Library) -> None:
    was = library.entries()[0]
    edit_text(library, "voogdij", "zorg")
    library.accept("gids")
    files = library.entries()[0].text
    library.put_source(was.model_copy(update={"title": "Gidsje"}), was)
    assert library.entries()[0].text == files
    assert library.snapshot().sources[0].title == "Gidsje"


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({"reuse": Reuse.RESERVED}, "bron 'gids', veld 'reuse': bij 'reserved' mag de tekst niet"),
        ({"summary": SummaryStanding.CURRENT}, "bron 'gids', veld 'annex_heading'"),
        ({"id": "gidsje"}, "bron 'gidsje', veld 'text.path': het document heet anders"),
    ],
)
def test_what_would_be_wrong_of_a_source_is_not_written(
    library: Library, others: dict[str, Any], said: str
) -> None:
    was = library.entries()[0]
    before = contents(library)
    with pytest.raises(CorpusError, match=said):
        library.put_source(was.model_copy(update=others), was)
    assert changed(library, before) == set()


@pytest.mark.parametrize(
    "change",
    [
        lambda library: edit(library, "manifest.toml", 'title = "Boek"', 'title = "Boekje"'),
        lambda library: edit(library, "manifest.toml", 'id = "boek"', 'id = "boekje"'),
    ],
)
def test_a_source_that_somebody_else_changed_is_left_alone(
    library: Library, change: Callable[[Library], None]
) -> None:
    was = library.entries()[1]
    change(library)
    before = contents(library)
    with pytest.raises(CorpusError, match=r"manifest\.toml is intussen door iemand anders"):
        library.put_source(was.model_copy(update={"edition": "2"}), was)
    assert changed(library, before) == set()


# Whatever is put is what is read

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=6)
FILLED = WORDS.filter(str.strip)
ENTRIES = st.builds(
    ManifestEntry,
    id=st.just("krant"),
    title=FILLED,
    edition=WORDS,
    year=st.none() | st.integers(1900, 2100),
    publisher=FILLED,
    url=st.just("https://example.org/é"),
    reuse=st.sampled_from([Reuse.ATTRIBUTION, Reuse.NOT_STATED]),
    reuse_terms=WORDS,
    standing=st.sampled_from(Standing),
    summary=st.just(SummaryStanding.CURRENT),
    annex_heading=WORDS.filter(bool),
    checked=st.dates(),
    unconfirmed=st.lists(st.sampled_from(["year", "url"]), max_size=2),
)
LINES = st.lists(
    st.text(st.characters(categories=["L", "N", "Zs"]), max_size=12), min_size=1, max_size=4
)


@settings(max_examples=30)
@given(ENTRIES, ENTRIES, LINES, st.binary(max_size=9))
def test_a_source_that_is_put_is_that_of_the_next_snapshot(
    tmp_path_factory: pytest.TempPathFactory,
    first: ManifestEntry,
    second: ManifestEntry,
    lines: list[str],
    original: bytes,
) -> None:
    library = Library(write_corpus(tmp_path_factory.mktemp("c")))
    text = "# Krant\n\nEen zin.\n\n" + "\n".join(lines)
    before = contents(library)
    library.add_document(first, text, original, "a.bin")
    assert library.document("krant").markdown == text
    assert contents(library)["originals/krant.bin"] == original
    library.put_source(second, first)
    library.put_document("krant", text + "\nNog een.\n", text)
    assert library.entries()[-1].fields() == second.fields()
    assert library.snapshot().sources[-1] == second.source()
    assert library.document("krant").markdown == text + "\nNog een.\n"
    assert {name for name in changed(library, before) if "krant" not in name} == {"manifest.toml"}
    assert contents(library)["manifest.toml"].startswith(before["manifest.toml"])
