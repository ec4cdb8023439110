"""Enumerations and comparisons by the form of a text: lists, tables, labels, editions, items."""

from dataclasses import replace

import pytest
from index_fakes import section, snapshot
from release_fakes import FakeRelease

from assistant.answer.cite import Draft
from assistant.answer.whole.editions import by_edition
from assistant.answer.whole.item import told_on
from assistant.answer.whole.members import sure_members
from assistant.answer.whole.parts import parts
from assistant.question.follow_up import Reading
from ingest.corpus.plain import plain_snapshot
from ingest.index.content import represented
from ingest.text.document import Section

TABLE = section(
    "trap",
    "Zo gaat het.\n\nTrap | Wie\n0 | de ouder\n1 | het kind zelf\n\nEen trap duurt vier weken.",
    headings=("6 Beheer", "6.2 Trap van zelfstandigheid"),
)
LABELS = section(
    "verlof",
    "Vakantie. Tijd die een school geeft. Meestal in de zomer.\n\nBijzonder verlof. Tijd voor een "
    "feest thuis.",
    headings=("1 Begrippen", "1.1 Soorten verlof"),
)
LIST = section(
    "oproep",
    "- Zie mij.\n- Luister naar me.\n- Wees er.",
    headings=("5 Stemmen", "Oproep van naasten"),
)
WAYS = section(
    "hulp",
    "Dit kan op twee manieren:\n\n- met raad;\n- met daad.\n\nEr zijn drie doelen:\n\n- rust;\n"
    "- ruimte;\n- regelmaat.",
    headings=("7 Hulp",),
)
RELEASE = FakeRelease(represented(snapshot(TABLE, LABELS, LIST, WAYS)))


def texts(drafts: list[Draft] | tuple[Draft, ...]) -> list[str]:
    return [each.text for each in drafts]


def of(where: Section) -> list[Draft]:
    return parts(RELEASE, where)  # type: ignore[arg-type]


def test_the_rows_of_a_table_are_told_one_by_one_without_what_stands_around_it() -> None:
    told = of(TABLE)
    assert texts(told) == ["0 | de ouder", "1 | het kind zelf"]
    assert {each.evidence[0].text for each in told} == {"0 | de ouder\n1 | het kind zelf"}


def test_a_label_is_what_its_paragraph_is_told_under() -> None:
    assert [(each.under, each.text) for each in of(LABELS)] == [
        ("Vakantie", "Tijd die een school geeft."),
        ("Bijzonder verlof", "Tijd voor een feest thuis."),
    ]


def test_one_list_is_told_whole_and_of_two_none() -> None:
    assert texts(of(LIST)) == [LIST.text]
    assert of(WAYS) == []


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # all of it is in the heading and the title of the text, or the heading is named in full
        ("Welke soorten verlof kent de gids?", ["Tijd die een school geeft.", "Tijd voor een "]),
        ("Wat zijn de treden van de trap van zelfstandigheid?", ["0 | de ouder", "1 | het kind"]),
        ("Kun je de oproep van naasten opsommen?", ["- Zie mij."]),
        # a list of the best section that counts what is asked for, and not the one beside it
        ("Op welke manieren kan een buurman bijspringen?", ["Dit kan op twee manieren:"]),
        ("Welke doelen heeft het?", ["Er zijn drie doelen:"]),
        # what is asked for is not all there
        ("Welke soorten verlof gelden voor kapiteins?", []),
    ],
)
def test_what_is_named_by_its_heading_or_counted_is_told(question: str, told: list[str]) -> None:
    hits = RELEASE.hits()
    first = sorted(hits, key=lambda hit: hit.chunk.section_id != WAYS.id)
    found = sure_members(RELEASE, question, first)  # type: ignore[arg-type]
    assert [each.text.startswith(start) for each, start in zip(found, told, strict=True)] == [
        True
    ] * len(told)


EARLY = section("slapen", "Een kind slaapt na een maand.", document="oud", headings=("7 Slapen",))
LATE = section(
    "slapen",
    "Voor slapen geldt:\n\n- na zes maanden;\n- vanaf acht jaar.",
    document="nieuw",
    headings=("8 Slapen",),
)
OTHER = section("eten", "Eten mag altijd, en slapen ook.", document="nieuw", headings=("9 Eten",))


def editions() -> FakeRelease:
    first = snapshot(EARLY, LATE, OTHER)
    old, new = first.sources
    sources = (
        replace(old, year=2019, superseded_by=new.id),
        replace(new, year=2024),
    )
    return FakeRelease(represented(replace(plain_snapshot(sources, first.sections))))


def test_two_editions_are_told_side_by_side_by_what_their_headings_say_of_it() -> None:
    told = by_edition(editions(), "slapen: wat gold in 2019 en wat in 2024?")  # type: ignore[arg-type]
    assert [(each.under, each.text) for each in told] == [("Oud", EARLY.text), ("Nieuw", LATE.text)]


@pytest.mark.parametrize("question", ["slapen in 2024", "zwemmen in 2019 of in 2024?"])
def test_one_edition_or_what_they_do_not_say_is_not_compared(question: str) -> None:
    assert by_edition(editions(), question) == []  # type: ignore[arg-type]


GOES_ON = section("steun", "Een steunouder vangt op. Dat geeft rust. Het duurt lang.\n\nAnders.")


def on(own: str, item: str) -> list[str]:
    release = FakeRelease(represented(snapshot(GOES_ON, WAYS)))
    return texts(told_on(release, Reading("", own, "", item)))  # type: ignore[arg-type]


def test_more_of_an_item_is_what_follows_it_in_its_paragraph() -> None:
    item = "Een steunouder vangt op"
    assert on(f"Vertel eens meer over {item}", item) == [
        "Een steunouder vangt op.",
        "Dat geeft rust.",
        "Het duurt lang.",
    ]
    assert on(f"Hoeveel geld kost {item}", item) == []
    assert on("Anders graag", "Anders") == []
