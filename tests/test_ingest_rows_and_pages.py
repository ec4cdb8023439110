"""A passage says on which pages it stands, and a row of a table what its columns are."""

import pytest

from ingest.corpus.parse import parse
from ingest.text.document import Document, Reuse, Section, Source, Standing
from ingest.text.sentences import sentence_spans

SOURCE = Source("bron", "Bron", "", None, "U", "", Reuse.NOT_STATED, Standing.CURRENT)
TABLE = """# Titel

Dit is | geen tabel.

| Wie | Wat | Wanneer |
| --- | --- | --- |
| mentor | Bel direct. Schrijf daarna. | nu |
| arts | schrijft | later |

Slot.

| Naam | Gio |
| --- | --- |
| Leeftijd | 16 |
"""


def section(markdown: str) -> Section:
    [found] = parse(Document(SOURCE, markdown))
    return found


@pytest.mark.parametrize(
    ("words", "columns"),
    [
        ("mentor", "Wie | Wat | Wanneer"),
        ("later", "Wie | Wat | Wanneer"),
        ("Wanneer", ""),
        ("geen tabel", ""),
        ("Slot", ""),
        ("16", ""),
    ],
)
def test_a_row_knows_what_its_columns_are_called(words: str, columns: str) -> None:
    found = section(TABLE)
    assert found.columns_at(found.text.index(words)) == columns


def test_a_row_is_quoted_whole() -> None:
    text = section(TABLE).text
    quoted = [text[span.start : span.end] for span in sentence_spans(text)]
    assert "mentor | Bel direct. Schrijf daarna. | nu" in quoted


def test_a_passage_over_two_pages_names_both() -> None:
    found = section(
        "# T\n\n<!-- pagina: 4 -->\n\nEen zin <!-- pagina: 5 --> loopt door. Nog een.\n"
    )
    first, second = sentence_spans(found.text)
    assert found.pages_of(first.start, first.end) == (4, 5)
    assert found.pages_of(second.start, second.end) == (5,)
    assert found.pages_of(0, found.text.index("loopt")) == (4,)
