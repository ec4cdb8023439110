"""The shipped document, written as a file of every format, comes back as it was."""

from pathlib import Path

import pytest

from ingest.corpus.convert.read import read
from ingest.corpus.parse import parse
from ingest.text.document import Document, Kind, Reuse, Section, Source, Standing
from ingest.text.sentences import sentence_spans
from ingest.text.settings import BUNDLED_CORPUS
from rendered import WRITERS, paper_of, plain_markdown

NAME = "handreiking-informele-steun"
SHIPPED = (BUNDLED_CORPUS / f"documents/{NAME}.md").read_text(encoding="utf-8")
SOURCE = Source(NAME, "T", "", None, "U", "", Reuse.NOT_STATED, Standing.CURRENT)
Told = tuple[tuple[str, ...], Kind, str, str]


def sections_of(markdown: str) -> list[Section]:
    return parse(Document(SOURCE, markdown))


def told(sections: list[Section]) -> list[Told]:
    """What each section says, however its paragraphs are parted."""
    return [
        (each.headings, each.kind, each.voice, " ".join(each.text.split())) for each in sections
    ]


def pages(sections: list[Section]) -> list[tuple[str, int | None]]:
    """Every sentence, and the page on which it begins."""
    return [
        (" ".join(each.text[span.start : span.end].split()), each.page_at(span.start))
        for each in sections
        for span in sentence_spans(each.text)
    ]


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_same_sections_quotes_and_pages_come_back(suffix: str, tmp_path: Path) -> None:
    meant = plain_markdown(SHIPPED)
    path = tmp_path / f"handreiking{suffix}"
    WRITERS[suffix](paper_of(meant), path)
    made = read(path)
    found, expected = sections_of(made.markdown(made.said.title)), sections_of(meant)
    assert made.said.title == "Handreiking informele steun"
    assert told(found) == told(expected)
    assert pages(found) == pages(expected)
