"""Who installed a package keeps texts in a library of one's own, which follows its versions."""

from pathlib import Path

import pytest

from annotated_corpus import BURGERVOOGD, ORIGINAL, contents, edit, installed_corpus
from ingest.corpus import own_library
from ingest.corpus.entry import new_entry
from ingest.corpus.library import Library
from ingest.corpus.own_library import CAME_AS, Upgrade, own_corpus, upgrade
from ingest.text.errors import CorpusError
from ingest.text.settings import BUNDLED_CORPUS, Settings, is_kept_here
from ui.service.roles import TERMINAL_USER
from ui.service.workspace import Workspace

TEXT = "# Krant\n\n## Nieuws\n\nEr is nieuws.\n"


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a package brings, to be read alone."""
    return installed_corpus(tmp_path, monkeypatch)


@pytest.fixture
def own(shipped: Path, tmp_path: Path) -> Library:
    """The library that somebody made of it."""
    return Library(own_corpus(installed(shipped, tmp_path)))


def installed(corpus: Path, tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", corpus=corpus)


def upgraded(own: Library, shipped: Path, tmp_path: Path) -> Upgrade:
    return upgrade(installed(own.folder, tmp_path), shipped)


def add_news(library: Library) -> None:
    entry = new_entry(library.folder, "krant", title="Krant", publisher="Zij")
    library.add_document(entry, TEXT, ORIGINAL, "krant.txt")


def test_the_first_deed_makes_a_library_with_all_but_the_vectors(
    shipped: Path, own: Library, tmp_path: Path
) -> None:
    assert own.folder == tmp_path / "data" / "corpus"
    before = contents(Library(shipped))
    assert set(contents(own)) == set(before) - {"vectors.npz"} | {CAME_AS}
    assert own.snapshot().sections == Library(shipped).snapshot().sections
    add_news(own)
    assert contents(Library(shipped)) == before


def test_it_is_made_once(shipped: Path, own: Library, tmp_path: Path) -> None:
    add_news(own)
    assert own_corpus(installed(shipped, tmp_path)) == own.folder
    assert [each.id for each in own.entries()][-1] == "krant"


def test_a_folder_that_somebody_named_and_a_source_tree_are_written_themselves(
    corpus: Path, tmp_path: Path
) -> None:
    assert is_kept_here(BUNDLED_CORPUS)
    assert own_corpus(installed(BUNDLED_CORPUS, tmp_path)) == BUNDLED_CORPUS
    assert own_corpus(installed(corpus, tmp_path)) == corpus
    assert not (tmp_path / "data").exists()


def test_where_there_is_such_a_library_it_is_the_corpus(
    shipped: Path, own: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    with monkeypatch.context() as patched:
        patched.setattr("ingest.text.settings.BUNDLED_CORPUS", BUNDLED_CORPUS)
        assert Settings(data=data).corpus == BUNDLED_CORPUS
    assert Settings(data=data).corpus == own.folder
    assert Settings(data=tmp_path / "other").corpus == shipped
    assert Settings(data=data, corpus=shipped).corpus == shipped


def test_a_crash_leaves_no_half_library(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(own_library, "marks", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            own_corpus(installed(shipped, tmp_path))
    assert not (tmp_path / "data" / "corpus").exists()
    own = Library(own_corpus(installed(shipped, tmp_path)))
    own.snapshot()
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["corpus"]


def test_where_none_can_be_made_one_line_says_so(shipped: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    with pytest.raises(CorpusError, match="kan geen eigen bibliotheek worden gemaakt"):
        own_corpus(installed(shipped, tmp_path))


def test_a_deed_goes_on_in_the_library_that_it_made(shipped: Path, tmp_path: Path) -> None:
    workspace = Workspace(TERMINAL_USER, installed(shipped, tmp_path))
    workspace.supersede("boek", "gids")
    assert [each.superseded_by for each in workspace.sources()] == ["", "gids"]
    assert Library(shipped).entries()[1].superseded_by == ""


# A later version


def new_version(shipped: Path) -> None:
    """Other words in a text, with another annotation, a source more and one less."""
    library = Library(shipped)
    edit(library, "documents/gids.md", "Hij staat dichtbij.", "Hij staat heel dichtbij.")
    edit(library, BURGERVOOGD, "Alles.", "Alles over voogden.")
    library.accept("gids")
    library.remove("boek")
    entry = new_entry(shipped, "atlas", title="Atlas", publisher="Zij")
    library.add_document(entry, TEXT.replace("Krant", "Atlas"), ORIGINAL, "atlas.txt")
    edit(library, "contacts.toml", "dag en nacht", "altijd")


def test_what_was_left_as_it_came_follows(shipped: Path, own: Library, tmp_path: Path) -> None:
    new_version(shipped)
    brought = upgraded(own, shipped, tmp_path)
    assert brought.kept == ()
    assert {"documents/gids.md", "source:gids", "source:atlas", "source:boek"} <= set(brought.taken)
    assert own.snapshot() == Library(shipped).snapshot()
    assert own.changes() == ()
    assert upgraded(own, shipped, tmp_path) == Upgrade()


def test_what_the_maintainer_added_stays(shipped: Path, own: Library, tmp_path: Path) -> None:
    add_news(own)
    new_version(shipped)
    assert upgraded(own, shipped, tmp_path).kept == ()
    assert [each.id for each in own.entries()] == ["gids", "krant", "atlas"]
    assert "krant/nieuws" in own.snapshot().sections_by_id()


def test_a_text_that_the_maintainer_changed_is_kept_whole_and_told(
    shipped: Path, own: Library, tmp_path: Path
) -> None:
    edit(own, "documents/gids.md", "Hij vangt een kind op.", "Hij vangt een kind op. Graag.")
    own.accept("gids")
    was = own.document("gids").markdown
    new_version(shipped)
    brought = upgraded(own, shipped, tmp_path)
    assert set(brought.kept) >= {"documents/gids.md", "source:gids"}
    assert own.document("gids").markdown == was
    assert {"source:atlas", "source:boek", "contacts.toml"} <= set(brought.taken)
    own.snapshot()
    assert upgraded(own, shipped, tmp_path) == Upgrade()


def test_what_is_said_of_a_source_and_its_text_are_kept_together(
    shipped: Path, own: Library, tmp_path: Path
) -> None:
    edit(own, "manifest.toml", 'edition = "2026"', 'edition = "2026, bij ons"')
    was = own.document("gids").markdown
    new_version(shipped)
    assert set(upgraded(own, shipped, tmp_path).kept) == {"documents/gids.md", "source:gids"}
    assert own.document("gids").markdown == was
    own.snapshot()


def test_what_the_maintainer_removed_does_not_come_back(
    shipped: Path, own: Library, tmp_path: Path
) -> None:
    own.remove("gids")
    add_news(own)
    new_version(shipped)
    upgraded(own, shipped, tmp_path)
    assert "gids" not in [each.id for each in own.entries()]
    assert not (own.folder / "documents" / "gids.md").exists()


def test_a_file_of_its_own_is_kept_where_both_changed_it(
    shipped: Path, own: Library, tmp_path: Path
) -> None:
    edit(own, "contacts.toml", "dag en nacht", "overdag")
    new_version(shipped)
    assert upgraded(own, shipped, tmp_path).kept == ("contacts.toml",)
    assert "overdag" in contents(own)["contacts.toml"].decode()


def test_an_upgrade_that_is_cut_short_is_completed(
    shipped: Path, own: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_version(shipped)
    with monkeypatch.context() as patched:
        patched.setattr(own_library, "_take_sources", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            upgraded(own, shipped, tmp_path)
    assert upgraded(own, shipped, tmp_path).kept == ()
    assert own.snapshot() == Library(shipped).snapshot()


def test_another_corpus_is_no_such_library(corpus: Path, shipped: Path, tmp_path: Path) -> None:
    before = contents(Library(corpus))
    assert upgrade(installed(corpus, tmp_path), shipped) == Upgrade()
    assert contents(Library(corpus)) == before
