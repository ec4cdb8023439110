"""The corpus as it is -> what the next ingest would change, with nothing written."""

from pathlib import Path
from typing import Any

import pytest

from annotated_corpus import edit
from ingest.corpus.library import Library
from ingest.corpus.notes import SectionNotes
from ingest.index.preview import Apart, NoteChange, Preview, WordChange, between, preview
from ingest.index.releases import current_release, releases_folder
from ingest.text.errors import CorpusError
from ingest.text.settings import Settings
from small_corpus import DOCUMENT, FakeEmbedder, annotate, ingest, write_corpus


def told(found: Preview) -> dict[str, list[object]]:
    return {
        "new": [section.id for section in found.new],
        "changed": [section.id for section in found.changed],
        "moved": [(found.was[section.id].id, section.id) for section in found.moved],
        "gone": [section.id for section in found.gone],
        "stale": list(found.stale),
    }


NOTES: dict[str, Any] = {
    "plain": "Over opvang.",
    "passage": [
        {
            "quote": "Een steunouder",
            "plain": "Wie opvangt.",
            "terms": ["oppas"],
            "questions": ["Wie?", "Wat?"],
        }
    ],
}
NOTHING: dict[str, list[object]] = {
    "new": [],
    "changed": [],
    "moved": [],
    "gone": [],
    "stale": [],
}


def test_what_is_indexed_as_it_is_changes_nothing(indexed: Settings) -> None:
    assert told(preview(indexed)) == NOTHING


def test_a_section_is_new_changed_or_gone(indexed: Settings) -> None:
    changed = DOCUMENT.replace("Hij vangt een kind op.", "Zij vangt een kind op.")
    write_corpus(indexed.corpus, changed.replace("## Burgervoogd", "## Voogd"))
    found = told(preview(indexed))
    assert found["moved"][0] == ("gids/burgervoogd", "gids/voogd")
    assert found["changed"] == ["gids/steunouders"]
    assert (found["new"], found["gone"]) == ([], [])
    assert preview(indexed).changed[0].text.endswith("Zij vangt een kind op.")


def test_a_section_that_says_something_else_under_another_heading_is_new(indexed: Settings) -> None:
    other = DOCUMENT.replace("## Steunouders", "## Opvang").replace("Hij vangt", "Zij vangt")
    write_corpus(indexed.corpus, other)
    found = told(preview(indexed))
    assert (found["new"], found["gone"], found["moved"]) == (
        ["gids/opvang"],
        ["gids/steunouders"],
        [],
    )


def test_the_words_that_come_and_go_are_told_in_their_place(indexed: Settings) -> None:
    write_corpus(indexed.corpus, DOCUMENT.replace("vangt een kind", "helpt een kind"))
    found = preview(indexed)
    words = found.words("gids/steunouders", found.changed[0].text)
    assert words == [
        WordChange(same="Een steunouder is een vrijwilliger. Hij "),
        WordChange(went="vangt ", came="helpt "),
        WordChange(same="een kind op."),
    ]


def test_annotations_differ_follow_and_are_lost(indexed: Settings, embedder: FakeEmbedder) -> None:
    before = current_release(indexed.data)
    annotate(indexed.corpus)
    ingest(indexed, embedder)
    assert between(before, current_release(indexed.data)).annotated == ("gids/steunouders",)
    write_corpus(indexed.corpus, DOCUMENT.replace("een kind op", "een kind"))
    assert preview(indexed).follows == ("gids/steunouders",)
    write_corpus(indexed.corpus, DOCUMENT.replace("Een steunouder", "Iemand"))
    found = preview(indexed)
    assert (found.follows, [each.section for each in found.lost]) == ((), ["gids/steunouders"])


def test_what_annotations_said_and_say_is_told_line_by_line(indexed: Settings) -> None:
    section = Library(indexed.corpus).snapshot().sections[0]
    library, notes = Library(indexed.corpus), SectionNotes.model_validate(NOTES)
    library.put_annotation(section.id, notes, None)
    ingest(indexed, FakeEmbedder())
    other = NOTES | {"passage": [NOTES["passage"][0] | {"questions": ["Wie?", "Waar?"]}]}
    library.put_annotation(section.id, SectionNotes.model_validate(other), notes)
    assert preview(indexed).notes == (NoteChange(section.id, ("Wat?",), ("Waar?",)),)
    assert preview(indexed).annotated == (section.id,)


def test_what_is_said_of_a_source_and_what_lies_beside_the_texts_differ_too(
    indexed: Settings,
) -> None:
    assert preview(indexed).is_empty
    edit(Library(indexed.corpus), "manifest.toml", 'edition = "2026"', 'edition = "2027"')
    edit(Library(indexed.corpus), "contacts.toml", "dag en nacht", "overdag")
    found = preview(indexed)
    assert (found.sources, found.apart, found.has_sections) == (("gids",), (Apart.SAFETY,), False)
    assert not found.is_empty


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
