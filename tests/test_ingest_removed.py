"""A source is removed with all that is said of it, and nothing of another goes along."""

import re
from pathlib import Path

import pytest

from annotated_corpus import (
    BURGERVOOGD,
    STEUNOUDERS,
    SYNTHESIS,
    annotated,
    changed,
    contents,
    edit,
    notes_of,
)
from ingest.corpus import removed, written
from ingest.corpus.entry import new_entry
from ingest.corpus.library import Library
from ingest.index.releases import current_release
from ingest.text.document import Standing, SummaryStanding
from ingest.text.errors import CorpusError
from ingest.text.settings import Settings
from small_corpus import FakeEmbedder, ingest

TEXT = """# Zwaluwnest

<!-- pagina: 3 -->

## Kwartiermaken

Een kwartiermaker zoekt logeeradressen. Hij vraagt eerst de mesologe Wieteke.
"""
OTHERS = """
[[question]]
question = "Wie zoekt en wie vangt op?"
passages = [
  { section = "zwaluw/kwartiermaken", quote = "Hij vraagt" },
  { section = "gids/steunouders", quote = "Hij vangt" },
]
"""
NEW = {"documents/zwaluw.md", "originals/zwaluw.txt", "changes/zwaluw.toml"}
NOTES = "annotations/zwaluw.toml"
WORDS = re.compile("zwaluw|kwartier|logeeradres|wieteke|mesolog|lapjeskat", re.IGNORECASE)


@pytest.fixture
def library(corpus: Path) -> Library:
    return annotated(corpus)


def add(library: Library, text: str = TEXT) -> None:
    """A second text, with annotations and a question about both texts, all accepted."""
    entry = new_entry(library.folder, "zwaluw", title="Zwaluwnest", publisher="Wieteke")
    library.add_document(entry, text, b"Zwaluwnest, zoals ontvangen", "zwaluw.txt")
    notes = notes_of("zwaluw/kwartiermaken", "Een kwartiermaker")
    path = library.folder / NOTES
    path.write_text(notes.replace("Alles.", "Over een lapjeskat."), encoding="utf-8")
    with (library.folder / SYNTHESIS).open("a", encoding="utf-8") as file:
        file.write(OTHERS)
    library.accept("zwaluw")
    assert library.changes() == ()


def test_what_was_added_and_removed_leaves_the_folder_as_it_was(library: Library) -> None:
    before = contents(library)
    add(library)
    assert changed(library, before) == NEW | {NOTES, SYNTHESIS, "manifest.toml"}
    gone = library.remove("zwaluw")
    after = contents(library)
    assert (set(gone.files), gone.notes) == (NEW, (NOTES,))
    assert gone.questions == ("Wie zoekt en wie vangt op?",)
    assert set(after) == set(before)
    assert {name for name in before if before[name].strip() != after[name].strip()} == set()
    assert library.changes() == ()


def test_what_would_go_is_told_and_nothing_is_written(library: Library) -> None:
    add(library)
    before = contents(library)
    assert library.removal("zwaluw") == library.removal("zwaluw")
    assert contents(library) == before


def test_a_text_that_was_removed_is_in_no_file_of_the_next_release(
    library: Library, small: Settings
) -> None:
    add(library)
    ingest(small, FakeEmbedder())
    first = current_release(small.data)
    assert any(WORDS.search(said) for said in texts_of(first))
    ids = chunk_ids(first, "zwaluw")
    assert ids
    library.remove("zwaluw")
    ingest(small, FakeEmbedder())
    release = current_release(small.data)
    assert release != first
    found = [said[:80] for said in texts_of(release) if WORDS.search(said)]
    assert found == []
    assert not any(own in said for own in ids for said in texts_of(release))


def texts_of(release: Path) -> list[str]:
    """What each file of a release holds and is called, as letters in whatever encoding."""
    found = []
    for path in sorted(release.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            found += [path.name, *(data.decode(each, "ignore") for each in ("utf-8", "utf-16-le"))]
    return found


def chunk_ids(release: Path, source_id: str) -> set[str]:
    content = (release / "content.json").read_text(encoding="utf-8")
    return {found for found in re.findall(r'"id": ?"([^"]+)"', content) if source_id in found}


def test_a_source_that_another_text_summarises_stays_as_a_source(library: Library) -> None:
    add(library)
    edit(
        library,
        "documents/gids.md",
        "## Burgervoogd\n",
        "## Zwaluw\n\n<!-- richtlijn: zwaluw -->\n\nKort verteld.\n\n## Burgervoogd\n",
    )
    library.accept("gids")
    gone = library.remove("zwaluw")
    assert gone.summarised_in == ("gids",)
    [entry] = [each for each in library.entries() if each.id == "zwaluw"]
    assert entry.text is None
    library.snapshot()
    with pytest.raises(CorpusError, match=r"alleen een samenvatting, in 'gids'\. Haal eerst"):
        library.remove("zwaluw")


def test_who_was_replaced_by_it_has_no_successor_any_more(library: Library) -> None:
    add(library)
    library.supersede("boek", "zwaluw")
    assert library.removal("zwaluw").followed_by_none == ("boek",)
    library.remove("zwaluw")
    [book] = [each for each in library.entries() if each.id == "boek"]
    assert (book.standing, book.superseded_by) == (Standing.SUPERSEDED, "")


def test_a_source_without_a_text_goes_alone(library: Library) -> None:
    before = contents(library)
    library.remove("boek")
    assert changed(library, before) == {"manifest.toml"}
    assert [each.id for each in library.entries()] == ["gids"]
    assert "# Een boek zonder tekst" not in contents(library)["manifest.toml"].decode()


def test_the_last_text_can_go(library: Library) -> None:
    library.remove("boek")
    library.remove("gids")
    assert library.entries() == ()
    assert not {STEUNOUDERS, BURGERVOOGD, SYNTHESIS} & set(contents(library))


def test_a_file_that_another_source_has_too_stays(library: Library) -> None:
    add(library)
    edit(library, "manifest.toml", "changes/zwaluw.toml", "changes/gids.toml")
    library.remove("zwaluw")
    assert "changes/gids.toml" in contents(library)
    library.snapshot()


def test_one_that_is_not_there_is_refused(library: Library) -> None:
    with pytest.raises(CorpusError, match=r"'niets' is geen bron .*corpus list"):
        library.remove("niets")


def test_a_text_that_is_broken_can_be_removed(library: Library) -> None:
    add(library)
    (library.folder / "documents" / "zwaluw.md").write_bytes(b"\xff\xfe")
    library.remove("zwaluw")
    assert [each.id for each in library.entries()] == ["gids", "boek"]


@pytest.mark.parametrize("step", range(6))
def test_what_is_stopped_half_way_stays_readable_and_is_completed_by_the_next_run(
    library: Library, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    before = contents(library)
    add(library)
    left = step

    def stop() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt

    replace, take = written.replace_file, written.take_away
    with monkeypatch.context() as patched:
        patched.setattr(written, "replace_file", lambda *each: (stop(), replace(*each)))
        patched.setattr(removed, "take_away", lambda *each: (stop(), take(*each)))
        with pytest.raises(KeyboardInterrupt):
            library.remove("zwaluw")
    snapshot = library.snapshot()
    assert ("zwaluw/kwartiermaken" in snapshot.sections_by_id()) == (step == 0)
    assert snapshot.annotations.lost == ()
    library.remove("zwaluw")
    assert set(contents(library)) == set(before)
    assert library.changes() == ()


def test_while_it_is_not_all_gone_it_is_said_and_can_do_nothing_else(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(library)
    with monkeypatch.context() as patched:
        patched.setattr(removed, "_write_questions", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            library.remove("zwaluw")
    with pytest.raises(CorpusError, match=r"wordt weggehaald.*steunwijzer corpus remove zwaluw"):
        library.accept("zwaluw")
    assert library.changes() == ()
    assert [each.state for each in library.holdings()][-1] == "leaving"


# Which took the place of which


def test_the_old_one_counts_no_more_and_names_the_new_one(library: Library) -> None:
    add(library)
    before = contents(library)
    library.supersede("gids", "zwaluw")
    assert changed(library, before) == {"manifest.toml"}
    old = library.entries()[0]
    assert (old.standing, old.superseded_by) == (Standing.SUPERSEDED, "zwaluw")
    [new] = [each for each in library.holdings() if each.entry.id == "zwaluw"]
    assert new.replaces == ("gids",)
    assert library.snapshot().sources[0].superseded_by == "zwaluw"


def test_a_superseded_source_counts_again_and_its_summary_is_in_doubt(library: Library) -> None:
    text = 'summary = "current"\nannex_heading = "Boek"\n'
    edit(library, "manifest.toml", 'reuse = "reserved"\n', f'reuse = "reserved"\n{text}')
    before = contents(library)
    library.supersede("boek", "gids")
    library.reinstate("boek")
    own = library.entries()[1]
    assert (own.standing, own.superseded_by) == (Standing.CURRENT, "")
    assert own.summary is SummaryStanding.UNKNOWN
    assert changed(library, before) == {"manifest.toml"}
    with pytest.raises(CorpusError, match="'boek' is niet vervangen"):
        library.reinstate("boek")
    with pytest.raises(CorpusError, match="'weg' is geen bron"):
        library.reinstate("weg")


def test_a_summary_of_the_old_one_is_out_of_date_then(library: Library) -> None:
    text = 'summary = "current"\nannex_heading = "Boek"\n'
    edit(library, "manifest.toml", 'reuse = "reserved"\n', f'reuse = "reserved"\n{text}')
    library.supersede("boek", "gids")
    assert library.entries()[1].summary is SummaryStanding.OUTDATED


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("niets", "gids", "'niets' is geen bron"),
        ("gids", "niets", "'niets' is geen bron"),
        ("gids", "gids", "vervangt een bron zichzelf"),
        ("gids", "boek", "vervangt een bron zichzelf"),
    ],
)
def test_what_cannot_be_is_refused(library: Library, old: str, new: str, said: str) -> None:
    library.supersede("boek", "gids")
    before = contents(library)
    with pytest.raises(CorpusError, match=said):
        library.supersede(old, new)
    assert contents(library) == before
