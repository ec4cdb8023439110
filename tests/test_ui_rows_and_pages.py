"""Who reads a cited row sees what its columns are, and who reads a passage all of its pages."""

import io
from dataclasses import replace

from rich.console import Console

from assistant.answer.answer import Answer, Citation, Sentence
from ingest.corpus.parse import parse
from ingest.text.document import Document
from ingest.text.place import Place
from ui.terminal.told import print_answer
from ui.web.cards import cards_html
from ui_fakes import SOURCE, answered

MARKDOWN = """# Titel

## Wie doet wat

<!-- pagina: 4 -->

Een mentor <!-- pagina: 5 --> belt.

| Wie | Wat | Wanneer |
| --- | --- | --- |
| mentor | belt | nu |
"""
ROW = "mentor | belt | nu"
COLUMNS = "Kolommen: Wie | Wat | Wanneer"


def citing(quote: str) -> Answer:
    [section] = parse(Document(SOURCE, MARKDOWN))
    start = section.text.index(quote)
    place = Place(section.id, start, start + len(quote))
    answer = answered("Wie belt?")
    return replace(
        answer,
        sentences=(Sentence(quote, (1,)),),
        citations=(Citation(1, SOURCE, section, place),),
        hits=(),
        notices=(),
    )


def printed(answer: Answer) -> str:
    out = io.StringIO()
    print_answer(Console(file=out, width=120), answer)
    return out.getvalue()


def test_a_cited_row_is_shown_with_its_columns() -> None:
    for shown in (printed(citing(ROW)), cards_html(1, citing(ROW))):
        assert COLUMNS in shown


def test_a_cited_sentence_has_no_columns() -> None:
    answer = citing("Een mentor belt.")
    for shown in (printed(answer), cards_html(1, answer)):
        assert "Kolommen" not in shown


def test_every_page_of_a_passage_is_named() -> None:
    answer = citing("Een mentor belt.")
    for shown in (printed(answer), cards_html(1, answer)):
        assert "p. 4-5" in shown
