"""The corpus as it is -> what the next ingest would change, with nothing written."""

from pathlib import Path

import pytest

from ingest.index.preview import Preview, preview
from ingest.index.releases import releases_folder
from ingest.text.errors import CorpusError
from ingest.text.settings import Settings
from small_corpus import DOCUMENT, annotate, write_corpus


def told(found: Preview) -> dict[str, list[str]]:
    return {
        "new": [section.id for section in found.new],
        "changed": [section.id for section in found.changed],
        "gone": [section.id for section in found.gone],
        "stale": list(found.stale),
    }


NOTHING: dict[str, list[str]] = {"new": [], "changed": [], "gone": [], "stale": []}


def test_what_is_indexed_as_it_is_changes_nothing(indexed: Settings) -> None:
    assert told(preview(indexed)) == NOTHING


def test_a_section_is_new_changed_or_gone(indexed: Settings) -> None:
    changed = DOCUMENT.replace("Hij vangt een kind op.", "Zij vangt een kind op.")
    write_corpus(indexed.corpus, changed.replace("## Burgervoogd", "## Voogd"))
    found = told(preview(indexed))
    assert found["new"][0] == "gids/voogd"
    assert found["changed"] == ["gids/steunouders"]
    assert found["gone"][0] == "gids/burgervoogd"
    assert preview(indexed).changed[0].text.endswith("Zij vangt een kind op.")


def test_where_there_is_no_index_all_is_new(indexed: Settings, tmp_path: Path) -> None:
    nothing = indexed.model_copy(update={"data": tmp_path / "none"})
    sections = [section.id for section in preview(nothing).new]
    assert "gids/steunouders" in sections
    assert told(preview(nothing)) == NOTHING | {"new": sections}


def test_an_annotation_that_is_older_than_its_text_is_named(indexed: Settings) -> None:
    annotate(indexed.corpus)
    assert told(preview(indexed)) == NOTHING | {"stale": ["gids/steunouders"]}


def test_a_text_that_nobody_accepted_is_not_looked_at(indexed: Settings) -> None:
    path = indexed.corpus / "documents" / "gids.md"
    path.write_text(f"{DOCUMENT}\nEen zin.\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="accept gids"):
        preview(indexed)


def test_to_look_writes_nothing(indexed: Settings) -> None:
    before = sorted(releases_folder(indexed.data).rglob("*"))
    write_corpus(indexed.corpus, DOCUMENT + "\nEen zin.\n")
    preview(indexed)
    assert sorted(releases_folder(indexed.data).rglob("*")) == before
