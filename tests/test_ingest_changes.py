"""Annotations of a text that changed: they follow it as far as they hold."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotated_corpus import (
    BURGERVOOGD,
    STEUNOUDERS,
    SYNTHESIS,
    annotated,
    changed,
    contents,
    edit,
    edit_text,
    notes_of,
)
from ingest.corpus.accept import Acceptance
from ingest.corpus.changes import CorpusChange, Kept
from ingest.corpus.library import Library
from ingest.corpus.notes import load_notes
from small_corpus import DOCUMENT, write_corpus


@pytest.fixture
def library(corpus: Path) -> Library:
    return annotated(corpus)


@pytest.mark.parametrize(
    ("before", "after", "held", "lost"),
    [
        (
            "Hij vangt een kind op",
            "Zij vangt een kind op",
            "Er staat nog 1 van haar 2 passages.",
            "'Hij vangt' staat niet",
        ),
        (
            "Een steunouder is een vrijwilliger. Hij",
            "Iemand. Zij",
            "Geen van haar passages staat er nog.",
            "'Een steunouder is', 'Hij vangt' staan niet",
        ),
    ],
)
def test_an_annotation_of_which_a_quote_is_lost_stays_stale(
    library: Library, before: str, after: str, held: str, lost: str
) -> None:
    edit_text(library, before, after)
    document, annotation = library.changes()
    assert annotation.told.endswith(held)
    assert annotation.obstacle == (
        f"In {STEUNOUDERS}: {lost} in de sectie 'gids/steunouders'. Neem de eerste woorden van de"
        " passage letterlijk over, of laat ze los met: steunwijzer corpus accept gids --toch"
    )
    kept = contents(library)
    assert library.accept("gids") == Acceptance("gids", (document,), (annotation,))
    assert changed(library, kept) == {"manifest.toml"}
    assert library.snapshot().annotations.stale == ("gids/steunouders",)
    assert library.changes() == (annotation,)


def test_asking_for_the_original_accepts_no_annotation_that_does_not_hold(library: Library) -> None:
    edit_text(library, "Hij vangt een kind op", "Zij vangt een kind op")
    (library.folder / "originals" / "gids.txt").write_bytes(b"een ander\n")
    done = library.accept("gids", with_original=True)
    assert [each.kind for each in done.accepted] == [Kept.DOCUMENT, Kept.ORIGINAL]
    assert [each.file for each in done.left] == [STEUNOUDERS]


def test_once_the_quotes_are_mended_the_rest_is_accepted(library: Library) -> None:
    edit_text(library, "Hij vangt een kind op", "Zij vangt een kind op")
    library.accept("gids")
    edit(library, STEUNOUDERS, 'quote = "Hij vangt"', 'quote = "Zij vangt"')
    edit(library, SYNTHESIS, 'quote = "Hij vangt"', 'quote = "Zij vangt"')
    assert library.accept("gids").left == ()
    assert library.snapshot().annotations.stale == ()


def test_a_quote_of_a_question_over_several_sections_counts_as_well(library: Library) -> None:
    edit_text(library, "Hij staat dichtbij", "Zij staat dichtbij")
    [_, annotation] = library.changes()
    assert annotation.file == BURGERVOOGD
    assert annotation.told.endswith("Al haar passages staan er nog.")
    assert annotation.obstacle.startswith(
        f"In {SYNTHESIS}: 'Hij staat' staat niet in de sectie 'gids/burgervoogd'."
    )
    library.accept("gids")
    assert library.snapshot().annotations.stale == ("gids/burgervoogd",)


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        (BURGERVOOGD, "told = [1]", "told = [3]", "heeft geen zin 3, maar 2"),
        (SYNTHESIS, 'quote = "Hij staat"', 'quote = "Hij staat", told = [9]', "heeft geen zin 9"),
        (
            STEUNOUDERS,
            'quote = "Hij vangt"',
            'quote = "Een steunouder"',
            "beginnen op dezelfde plaats",
        ),
    ],
)
def test_what_a_fresh_annotation_may_not_say_stands_in_the_way(
    library: Library, name: str, before: str, after: str, said: str
) -> None:
    edit_text(library, "voogdij", "zorg")
    edit_text(library, "vrijwilliger", "buur")
    edit(library, name, before, after)
    done = library.accept("gids")
    assert [said in each.obstacle for each in done.left] == [True]
    assert library.snapshot().annotations.stale != ()


def test_a_section_under_another_heading_takes_its_annotation_along(library: Library) -> None:
    edit_text(library, "## Burgervoogd", "## De burgervoogd")
    [_, annotation] = library.changes()
    assert annotation.told == (
        "De sectie 'gids/burgervoogd' heet nu 'gids/de-burgervoogd'; de tekst is dezelfde."
    )
    before = contents(library)
    assert library.accept("gids").left == ()
    assert changed(library, before) == {"manifest.toml", BURGERVOOGD, SYNTHESIS}
    for name in (BURGERVOOGD, SYNTHESIS):
        was = before[name].replace(b"gids/burgervoogd", b"gids/de-burgervoogd")
        assert contents(library)[name] == was
    found = library.snapshot().annotations
    assert found.stale == ()
    assert [part.begins.section_id for part in found.synthesis[0].parts] == [
        "gids/steunouders",
        "gids/de-burgervoogd",
    ]


TWICE = "\n## Nog een\n\nEen burgervoogd heeft de voogdij over een kind. Hij staat dichtbij.\n"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda library: edit_text(library, "over een kind", "over hem"),
            "is anders dan toen haar annotatie werd aanvaard. Ze heet nu 'gids/de-burgervoogd'."
            " Al haar passages staan er nog.",
        ),
        (
            lambda library: edit_text(library, "## De burgervoogd", TWICE + "\n## De burgervoogd"),
            "heet nu 'gids/nog-een'; de tekst is dezelfde.",
        ),
    ],
    ids=["text changed too", "two sections"],
)
def test_an_annotation_is_taken_along_wherever_it_can_be(
    library: Library, change: Callable[[Library], object], told: str
) -> None:
    edit_text(library, "## Burgervoogd", "## De burgervoogd")
    change(library)
    moved = next(each for each in library.changes() if each.file == BURGERVOOGD)
    assert moved.told == f"De sectie 'gids/burgervoogd' {told}"
    assert library.accept("gids").left == ()
    found = library.snapshot().annotations
    assert (found.stale, found.lost, len(found.passages)) == ((), (), 3)


@pytest.mark.parametrize("section", ["gids/de-burgervoogd", "gids/oude-burgervoogd"])
def test_two_annotations_of_one_text_both_hold(library: Library, section: str) -> None:
    edit_text(library, "## Burgervoogd", "## De burgervoogd")
    notes = (library.folder / BURGERVOOGD).read_text(encoding="utf-8")
    other = library.folder / "annotations" / "b.toml"
    other.write_text(notes.replace("gids/burgervoogd", section), encoding="utf-8")
    assert library.accept("gids").left == ()
    assert library.changes() == ()
    found = library.snapshot().annotations
    assert (found.stale, found.lost, len(found.passages)) == ((), (), 4)


def test_an_annotation_of_a_text_that_is_not_there_is_told(library: Library) -> None:
    path = library.folder / "annotations" / "x.toml"
    path.write_text(notes_of("boek/kop", "Iets"), encoding="utf-8")
    assert library.changes() == (
        CorpusChange(
            "boek",
            Kept.ANNOTATION,
            "annotations/x.toml",
            "De annotatie gaat over 'boek', en die tekst staat niet in het corpus.",
            "Verwijder annotations/x.toml, of zet de tekst bij de bron in manifest.toml.",
        ),
    )


EDITS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "vrijwilliger",
                "voogdij",
                "Hij vangt",
                "Een burgervoogd",
                "## Steunouders",
                "dichtbij",
            ]
        ),
        st.sampled_from(["", "iets", "Hij vangt", "## Kop\n\nEn meer"]),
    ),
    max_size=4,
)


@settings(max_examples=50)
@given(EDITS)
@example([("vrijwilliger", ""), ("voogdij", "Hij vangt"), ("## Steunouders", "")])
def test_whatever_was_changed_after_accepting_it_can_be_used(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str]]
) -> None:
    text = DOCUMENT
    for before, after in edits:
        text = text.replace(before, after)
    corpus = tmp_path_factory.mktemp("c")
    library = Library(write_corpus(corpus))
    (corpus / "annotations").mkdir()
    for number, (section, quote) in enumerate(
        [("gids/steunouders", "Hij vangt"), ("gids/burgervoogd", "Een burgervoogd")]
    ):
        path = corpus / "annotations" / f"{number}.toml"
        path.write_text(notes_of(section, quote), encoding="utf-8")
    library.accept("gids")
    (corpus / "documents" / "gids.md").write_text(text, encoding="utf-8")
    changes = library.changes()
    done = library.accept("gids")
    assert sorted((*done.accepted, *done.left), key=changes.index) == list(changes)
    assert library.changes() == done.left
    stale = {
        path.relative_to(corpus).as_posix()
        for path, file in load_notes(corpus)
        if file.section in library.snapshot().annotations.stale
    }
    assert stale == {each.file for each in done.left}
