"""Annotations follow their text: by its hash, and where it changed by their quotes."""

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
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
)
from ingest.corpus.annotations import Annotations, load_annotations
from ingest.corpus.follow import follow, holder
from ingest.corpus.library import Library
from ingest.corpus.lost import Lost, loss
from ingest.corpus.notes import NotesFile, PassageNote, text_hash
from ingest.corpus.parse import parse
from ingest.text.document import Document, Kind, Section
from ingest.text.settings import BUNDLED_CORPUS

HERE = Path("a.toml")
SPACE = re.compile(rb"\s+|[0-9a-f]{64}")


def section(section_id: str, text: str) -> Section:
    document, *headings = section_id.split("/")
    return Section(section_id, document, tuple(headings), Kind.BODY, "", "", (), text)


def notes(section_id: str, text: str, *quotes: str) -> tuple[Path, NotesFile]:
    """Notes that were accepted for this text."""
    passages = tuple(
        PassageNote(quote=quote, plain="Iets.", terms=(), questions=("Wat?",)) for quote in quotes
    )
    sha256 = text_hash(section(section_id, text))
    return HERE, NotesFile(section=section_id, sha256=sha256, plain="x", passage=passages)


def homes(given: Sequence[tuple[Path, NotesFile]], now: Sequence[Section]) -> list[str]:
    return [own.home.id if own.home else "" for own in follow(given, now)]


def places(own: tuple[Path, NotesFile], now: Sequence[Section]) -> list[str]:
    [found] = follow([own], now)
    return [each.id if each else "" for each in found.places]


# Text that did not change


def test_headings_that_are_exchanged_exchange_no_annotations() -> None:
    given = [notes("g/a", "Over appels.", "Over a"), notes("g/b", "Over peren.", "Over p")]
    now = [section("g/a", "Over peren."), section("g/b", "Over appels.")]
    assert homes(given, now) == ["g/b", "g/a"]
    assert [own.is_fresh for own in follow(given, now)] == [True, True]


def test_the_same_text_under_several_headings_keeps_to_the_most_similar_one() -> None:
    given = [notes("g/a/tip", "Bel.", "Bel"), notes("g/b/wenk", "Bel.", "Bel")]
    now = [section("g/nieuw/wenk", "Bel."), section("g/nieuw/tip", "Bel.")]
    assert homes(given, now) == ["g/nieuw/tip", "g/nieuw/wenk"]


def test_of_two_sections_that_said_the_same_the_one_that_is_left_has_both() -> None:
    given = [notes("g/a", "Bel.", "Bel"), notes("g/b", "Bel.", "Bel")]
    assert homes(given, [section("g/b", "Bel.")]) == ["g/b", "g/b"]


def test_an_edited_section_does_not_leave_for_another_edition_with_its_old_text() -> None:
    given = [notes("oud/a", "Bel eerst. Kom dan.", "Bel eerst")]
    new = section("nieuw/a", "Bel eerst. Kom dan.")
    assert homes(given, [new, section("oud/a", "Bel eerst. Wacht dan.")]) == ["oud/a"]
    assert homes(given, [new, section("oud/a", "Iets anders.")]) == ["nieuw/a"]


def test_a_section_that_went_to_another_document_is_found_there() -> None:
    own = notes("oud/a", "Bel eerst.", "Bel eerst")
    assert homes([own], [section("nieuw/b", "Bel eerst.")]) == ["nieuw/b"]
    assert homes([own], [section("nieuw/b", "Bel eerst. Altijd.")]) == ["nieuw/b"]


# Text that changed

THREE = "Een appel valt. Een peer rijpt. Een pruim barst."
OWN = notes("g/fruit", THREE, "Een appel", "Een peer", "Een pruim")


def test_the_section_with_most_of_the_quotes_is_home() -> None:
    now = [
        section("g/fruit", "Een pruim barst."),
        section("g/ooft", "Een appel valt hard. Een peer rijpt."),
    ]
    assert homes([OWN], now) == ["g/ooft"]
    assert places(OWN, now) == ["g/ooft", "g/ooft", "g/fruit"]


def test_a_section_that_was_split_keeps_all_in_its_parts() -> None:
    now = [section("g/fruit", "Een appel valt. Een peer rijpt."), section("g/p", "Een pruim barst")]
    assert places(OWN, now) == ["g/fruit", "g/fruit", "g/p"]


def test_words_that_stand_in_several_other_sections_are_of_none() -> None:
    now = [section("g/x", "Een pruim barst."), section("g/y", "Een pruim geurt.")]
    assert places(OWN, [section("g/fruit", "Een appel valt."), *now]) == ["g/fruit", "", ""]
    assert homes([OWN], now) == [""]


def test_of_words_in_several_sections_that_of_the_same_id_has_them() -> None:
    now = [section("g/fruit", "Nu: Een pruim barst."), section("g/y", "Een pruim geurt.")]
    assert places(OWN, now) == ["", "", "g/fruit"]


def test_a_text_with_notes_of_its_own_is_the_last_to_have_those_of_another() -> None:
    other = notes("g/y", "Een pruim geurt.", "Een pruim")
    now = [section("g/y", "Een pruim geurt."), section("g/z", "Een pruim barst nu.")]
    assert homes([OWN, other], now) == ["g/z", "g/y"]
    assert homes([OWN, other], now[:1]) == ["g/y", "g/y"]


def test_text_that_was_found_by_quotes_is_as_accepted_only_if_all_of_it_is() -> None:
    now = [section("g/fruit", "Een appel valt. Een peer rijpt."), section("g/p", "Een pruim barst")]
    [split] = follow([OWN], now)
    accepted = HERE, OWN[1].model_copy(update={"sha256": split.sha256})
    assert not split.is_fresh
    assert [own.is_fresh for own in follow([accepted], now)] == [True]
    other = [now[0], replace(now[1], text="Een pruim barst open")]
    assert [own.is_fresh for own in follow([accepted], other)] == [False]


def test_words_are_found_in_their_section_or_else_where_only_one_has_them() -> None:
    now = [section("g/a", "Bel."), section("g/b", "Bel."), section("h/c", "Bel. Kom.")]
    assert holder("Bel", "g/b", now) == now[1]
    assert holder("Bel", "g/weg", now) is None
    assert holder("Kom", "g/a", now) == now[2]
    assert holder("Bel", "h/weg", now) == now[2]
    assert holder("Ga", "g/a", now) is None


# What is lost, let go, and comes back


@pytest.fixture
def library(corpus: Path) -> Library:
    return annotated(corpus)


def known(library: Library) -> Annotations:
    """The annotations for the text as it is, accepted or not."""
    return load_annotations(library.folder, parse(library.document("gids")))


def test_what_is_lost_is_counted_by_section_and_file(library: Library) -> None:
    edit_text(library, "Hij vangt", "Zij vangt")
    edit_text(library, "Een burgervoogd heeft", "Die heeft")
    lost = known(library).lost
    assert lost == (
        Lost("gids/steunouders", STEUNOUDERS, ("Hij vangt",)),
        Lost("gids/burgervoogd", BURGERVOOGD, ("Een burgervoogd heeft",)),
        Lost("gids/steunouders", SYNTHESIS, ("Hij vangt",)),
    )
    assert str(loss(lost)) == (
        "2 passages met annotaties staan niet meer in de tekst: gids/steunouders (1),"
        f" gids/burgervoogd (1). Neem in {STEUNOUDERS}, {BURGERVOOGD}, {SYNTHESIS} bij 'quote' de"
        " eerste woorden over zoals ze er nu staan, of ga zonder die annotaties door met --toch: ze"
        " blijven bewaard."
    )


def test_a_passage_that_is_quoted_at_two_lengths_counts_once() -> None:
    quotes = ("Hij vangt", "Hij vangt een kind", "Zij vangt")
    assert str(loss([Lost("g/a", "a.toml", quotes)])).startswith("2 passages")


def test_of_many_sections_the_first_are_named() -> None:
    lost = [Lost(f"g/{number}", f"{number}.toml", ("a", "b")) for number in range(7)]
    assert str(loss(lost)).startswith("14 passages met annotaties staan niet meer")
    assert "g/4 (2) en nog 2. Neem in 0.toml" in str(loss(lost))


def test_the_advice_about_what_is_lost_works(library: Library) -> None:
    edit_text(library, "Hij vangt", "Zij vangt")
    for name in dict.fromkeys(each.file for each in known(library).lost):
        edit(library, name, 'quote = "Hij vangt"', 'quote = "Zij vangt"')
    assert known(library).lost == ()
    assert library.accept("gids").left == ()
    assert library.snapshot().annotations.stale == ()


def test_what_is_let_go_stays_on_disk_and_is_not_asked_for_again(library: Library) -> None:
    edit_text(library, "Hij vangt", "Zij vangt")
    before = contents(library)
    done = library.accept("gids", without_lost=True)
    assert done.left == ()
    assert changed(library, before) == {"manifest.toml", STEUNOUDERS, SYNTHESIS}
    for name in (STEUNOUDERS, SYNTHESIS):
        assert b"gone = true" in contents(library)[name]
        now = re.sub(rb"\s*,?\s*gone = true", b"", contents(library)[name])
        assert SPACE.sub(b"", now) == SPACE.sub(b"", before[name])
    found = library.snapshot().annotations
    assert (found.stale, found.lost, len(found.passages)) == ((), (), 2)
    assert [len(each.parts) for each in found.synthesis] == [1]
    assert library.changes() == ()


def test_what_was_let_go_is_used_again_when_the_text_has_it(library: Library) -> None:
    edit_text(library, "Hij vangt", "Zij vangt")
    library.accept("gids", without_lost=True)
    edit_text(library, "Zij vangt", "Hij vangt")
    found = known(library)
    assert (found.lost, len(found.passages)) == ((), 3)
    library.accept("gids")
    assert b"gone" not in contents(library)[STEUNOUDERS]
    assert library.snapshot().annotations.stale == ()


def test_annotations_of_a_section_that_is_gone_are_let_go_as_a_whole(library: Library) -> None:
    text = (library.folder / "documents" / "gids.md").read_text(encoding="utf-8")
    edit_text(library, text[text.index("## Steunouders") : text.index("## Burgervoogd")], "")
    left = library.accept("gids").left
    assert [each.told for each in left] == [
        "De sectie 'gids/steunouders' staat niet meer in de tekst."
    ]
    assert left[0].obstacle.endswith("of laat ze los met: steunwijzer corpus accept gids --toch")
    assert library.accept("gids", without_lost=True).left == ()
    assert library.changes() == ()
    found = library.snapshot().annotations
    assert (found.stale, found.lost, len(found.passages)) == ((), (), 1)
    edit_text(library, "## Burgervoogd", "## Terug\n\nHij vangt een kind op.\n\n## Burgervoogd")
    assert len(known(library).passages) == 2


def test_what_stands_in_the_way_otherwise_is_not_let_go(library: Library) -> None:
    edit_text(library, "Hij vangt", "Zij vangt")
    edit(library, STEUNOUDERS, "told = [1]", "told = [9]")
    left = library.accept("gids", without_lost=True).left
    assert [each.file for each in left] == [STEUNOUDERS]
    assert "--toch" not in left[0].obstacle


def test_a_question_about_a_section_without_notes_is_let_go_too(library: Library) -> None:
    (library.folder / STEUNOUDERS).unlink()
    edit_text(library, "Hij vangt", "Zij vangt")
    left = library.accept("gids").left
    assert [(each.file, each.told) for each in left] == [
        (
            SYNTHESIS,
            f"Vragen in {SYNTHESIS} noemen een passage van 'gids/steunouders' die er niet meer"
            " staat.",
        )
    ]
    assert library.accept("gids", without_lost=True).left == ()
    assert library.changes() == ()
    assert library.snapshot().annotations.lost == ()


def test_a_section_that_was_split_is_accepted_for_both_its_parts(library: Library) -> None:
    edit_text(library, "Hij vangt", "\n\n## Opvang\n\nHij vangt")
    assert library.accept("gids").left == ()
    assert library.changes() == ()
    found = library.snapshot().annotations
    assert (found.stale, found.lost) == ((), ())
    assert {each.place.section_id for each in found.passages} == {
        "gids/steunouders",
        "gids/opvang",
        "gids/burgervoogd",
    }
    assert found.synthesis[0].parts[0].begins.section_id == "gids/opvang"
    edit_text(library, "kind op.", "kind op. Graag.")
    assert known(library).stale == ("gids/steunouders",)


def test_a_section_that_was_joined_to_another_is_accepted_there(library: Library) -> None:
    edit_text(library, "\n## Burgervoogd\n", "")
    assert library.accept("gids").left == ()
    assert library.changes() == ()
    found = library.snapshot().annotations
    assert (found.stale, found.lost) == ((), ())
    ends = sorted(each.place.span for each in found.passages)
    assert [end for _, end in ends[:2]] == [start for start, _ in ends[1:]]


# Whatever becomes of the headings, nothing is lost

BOOK = next(each for each in Library(BUNDLED_CORPUS).entries() if each.text)
TEXT = Library(BUNDLED_CORPUS).document(BOOK.id).markdown
KEPT = Library(BUNDLED_CORPUS).snapshot().annotations
HEADING = re.compile(r"^(#{2,4}) .*$", re.MULTILINE)


few = settings(max_examples=25)
"""Each of them reads the whole of it again."""


def noted(markdown: str) -> Annotations:
    return load_annotations(BUNDLED_CORPUS, parse(Document(BOOK.source(), markdown)))


def said(annotations: Annotations) -> list[tuple[str, int]]:
    """What is known of every passage, but for where it stands."""
    return sorted(
        (each.words, sum(len(asked.told) for asked in each.asked)) for each in annotations.passages
    )


@few
@given(st.data())
def test_any_headings_renamed_all_annotations_are_kept(data: st.DataObject) -> None:
    every = list(HEADING.finditer(TEXT))
    numbers = data.draw(st.sets(st.integers(0, len(every) - 1), min_size=1))
    word = data.draw(st.sampled_from(["Iets anders", "Inleiding", "Vormen", "7 Kop"]))
    renamed = TEXT
    for number in sorted(numbers, reverse=True):
        found = every[number]
        renamed = renamed[: found.start()] + f"{found[1]} {word}" + renamed[found.end() :]
    now = noted(renamed)
    assert (now.stale, now.lost) == ((), ())
    assert said(now) == said(KEPT)
    assert [len(each.parts) for each in now.synthesis] == [
        len(each.parts) for each in KEPT.synthesis
    ]


@few
@given(st.randoms(use_true_random=False))
def test_chapters_in_any_order_all_annotations_are_kept(order: random.Random) -> None:
    head, *chapters = re.split(r"(?m)^(?=## )", TEXT)
    order.shuffle(chapters)
    now = noted("\n\n".join((head, *chapters)))
    assert (now.stale, now.lost) == ((), ())
    assert said(now) == said(KEPT)
    assert now.synthesis == KEPT.synthesis


def test_changed_sections_keep_every_annotation_whose_passage_still_stands() -> None:
    longer, count = re.subn(r"(?m)^(\w[^\n]*\.)$", r"\1 En verder.", TEXT)
    now = noted(HEADING.sub(r"\1 Kop", longer))
    assert count > 50
    assert now.lost == ()
    assert [each.words for each in now.passages] == [each.words for each in KEPT.passages]
