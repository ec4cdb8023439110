"""What the reader is told of publications that do not count any more."""

from collections.abc import Mapping
from dataclasses import replace

from index_fakes import source

from assistant.answer.answer import Citation, NoticeKind
from assistant.answer.notices import elsewhere, for_citations, not_in_named
from ingest.corpus.profile import neutral_profile
from ingest.text.document import Kind, Section, Source, Standing
from ingest.text.place import Place

OLD = replace(
    source("oud"),
    title="Protocol",
    edition="2019",
    standing=Standing.SUPERSEDED,
    superseded_by="midden",
)
MIDDLE = replace(source("midden"), standing=Standing.SUPERSEDED, superseded_by="nieuw")
NEW = replace(source("nieuw"), title="Protocol", edition="2024", url="https://example.org/")
SOURCES = {each.id: each for each in (OLD, MIDDLE, NEW)}
SECTION = Section("oud", "oud", (), Kind.BODY, "", "", (), "Kom om vier uur. Bel eerst.")


def told(*cited: Source, sources: Mapping[str, Source] = SOURCES) -> list[str]:
    citations = [
        Citation(number, each, SECTION, Place("oud", 0, number))
        for number, each in enumerate(cited, start=1)
    ]
    notices = for_citations(citations, neutral_profile().publications, sources)
    assert {each.kind for each in notices} <= {NoticeKind.OUTDATED}
    return [each.text for each in notices]


def test_a_superseded_document_is_told_with_what_counts_now_wherever_it_is_cited() -> None:
    assert told(OLD, NEW, OLD) == [
        "Bron 1 en 3: Protocol geldt niet meer. Nu geldt: Protocol (2024). Kijk op"
        " https://example.org/"
    ]
    assert told(NEW) == []


def test_where_it_is_not_known_what_counts_now_the_reader_is_sent_to_look() -> None:
    alone = replace(OLD, superseded_by="")
    assert told(alone, sources={"oud": alone}) == [
        "Bron 1: Protocol geldt niet meer. Zoek op wat nu geldt."
    ]


def test_an_edition_is_not_said_twice_and_no_address_is_made_up() -> None:
    newest = replace(NEW, title="Protocol, uitgave 2024", url="")
    assert told(OLD, sources={**SOURCES, "nieuw": newest}) == [
        "Bron 1: Protocol geldt niet meer. Nu geldt: Protocol, uitgave 2024."
    ]


def test_where_a_named_source_does_not_say_it_the_reader_is_sent_to_it() -> None:
    notice = not_in_named([NEW], "een collega")
    assert notice.text == (
        "Wat hier van “Protocol” staat, geeft geen antwoord op deze vraag. "
        "Kijk op https://example.org/"
    )
    assert not_in_named([MIDDLE], "een collega").text.endswith(" Vraag het aan een collega.")


def test_what_is_not_here_is_said_with_where_to_look() -> None:
    index = replace(NEW, title="Databank")
    [notice] = elsewhere(["richtlijn ADHD"], [index], NoticeKind.NOT_FOUND)
    assert notice.kind is NoticeKind.NOT_FOUND
    assert notice.text == (
        "In mijn bronnen zit “richtlijn ADHD” niet. Kijk in de Databank: https://example.org/"
    )
    [two] = elsewhere(["richtlijn ADHD", "richtlijn Angst"], [], NoticeKind.UNKNOWN_WORDS)
    assert two.text == "In mijn bronnen zitten “richtlijn ADHD” en “richtlijn Angst” niet."
    assert elsewhere([], [index], NoticeKind.NOT_FOUND) == []
