"""Parts of a report -> a Word file."""

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from ingest.corpus.convert.escape import one_line
from ui import texts, texts_reading
from ui.transcript import ReportPart, Style

_STYLES: Final = {
    Style.TITLE: "Title",
    Style.QUESTION: "Heading 1",
    Style.UNDER: "Heading 2",
    Style.SOURCES: "Heading 2",
    Style.NOTICE: "Intense Quote",
}
"""Word's own names; the others are plain paragraphs."""
_BOLD: Final = (Style.LEAD, Style.INTRO)


def word(parts: Sequence[ReportPart]) -> bytes:
    """The report as a DOCX file, which says who made it and in which language it is."""
    document = Document()
    properties = document.core_properties
    properties.author, properties.title = texts.NAME, texts_reading.REPORT
    properties.comments, properties.language = "", "nl-NL"
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "nl-NL")
    for part in parts:
        _write(document, part)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _write(document: WordDocument, part: ReportPart) -> None:
    # Word has no place for characters that cannot be seen.
    text = one_line(part.text)
    if part.style is Style.ITEM:
        # With its own number: Word would go on counting from the list before.
        style = "List Bullet" if part.mark == "-" else "List Continue"
        own = "" if part.mark == "-" else f"{part.mark} "
        document.add_paragraph(f"{own}{text}", style)
        return
    paragraph = document.add_paragraph(style=_STYLES.get(part.style, "Normal"))
    paragraph.add_run(text).bold = part.style in _BOLD or None
    if part.link:
        paragraph.add_run(" ")
        _link(paragraph, part.link)


def _link(paragraph: Paragraph, address: str) -> None:
    """An address that can be followed; the library has no word for it."""
    known = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), known)
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = texts_reading.OPEN
    run.append(words)
    link.append(run)
    paragraph._p.append(link)
