"""A PPTX file -> blocks, a page for each slide; the only module that knows python-pptx."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER

from ingest.corpus.convert import told
from ingest.corpus.convert.block import (
    Block,
    Finding,
    Gathered,
    Heading,
    Item,
    PageStart,
    Paragraph,
    plain,
)
from ingest.corpus.convert.grid import blocks_of_grid

_LISTS: Final = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY)
_EDGES: Final = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER)
_FIRST_LEVEL: Final = 1


def read_slides(path: Path) -> Gathered:
    """Read the slides, without what their makers noted for themselves.

    Raises:
        Exception: whatever python-pptx makes of a file that is none.
    """
    reading = Gathered()
    pictures, notes = 0, 0
    for number, slide in enumerate(Presentation(str(path)).slides, start=1):
        reading.blocks.append(PageStart(number))
        title = slide.shapes.title
        if title is not None and title.has_text_frame and title.text_frame.text.strip():
            words = (title.text_frame.text.replace("\v", " "),)
            reading.blocks.append(Heading(words, _FIRST_LEVEL))
        elif any(True for _ in _texts(slide)):
            reading.doubts.append(Finding(told.NO_SLIDE_TITLE, number))
        for shape in _in_order(slide.shapes):
            if title is None or shape.shape_id != title.shape_id:
                reading.blocks += _blocks(shape)
                pictures += shape.shape_type == MSO_SHAPE_TYPE.PICTURE
        notes += slide.has_notes_slide and bool(_noted(slide))
    if pictures:
        reading.dropped.append(Finding(told.pictures(pictures)))
    if notes:
        reading.dropped.append(Finding(told.speaker_notes(notes)))
    return reading


def _noted(slide: Any) -> str:
    frame = slide.notes_slide.notes_text_frame
    return "" if frame is None else str(frame.text).strip()


def _texts(slide: Any) -> Iterator[str]:
    for shape in _in_order(slide.shapes):
        if shape.has_text_frame and shape.text_frame.text.strip():
            yield shape.text_frame.text


def _in_order(shapes: Any) -> Iterator[Any]:
    """The shapes from top to bottom, those of a group in its place."""
    for shape in sorted(shapes, key=lambda each: (each.top or 0, each.left or 0)):
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from _in_order(shape.shapes)
        else:
            yield shape


def _blocks(shape: Any) -> list[Block]:
    if getattr(shape, "has_table", False):
        return blocks_of_grid([[_cell(cell) for cell in row.cells] for row in shape.table.rows])
    if not shape.has_text_frame or _is_of(shape, _EDGES):
        return []
    paragraphs = [each for each in shape.text_frame.paragraphs if each.text.strip()]
    is_list = _is_of(shape, _LISTS) and len(paragraphs) > 1
    return [
        Item((_text(each),), each.level)
        if is_list or each.level or _has_bullet(each)
        else Paragraph((_text(each),))
        for each in paragraphs
    ]


def _cell(cell: Any) -> list[Block]:
    return [Paragraph((_text(each),)) for each in cell.text_frame.paragraphs if each.text.strip()]


def _text(paragraph: Any) -> str:
    return plain((str(paragraph.text).replace("\v", " "),))


def _is_of(shape: Any, kinds: tuple[Any, ...]) -> bool:
    return bool(shape.is_placeholder) and shape.placeholder_format.type in kinds


def _has_bullet(paragraph: Any) -> bool:
    """Whether the paragraph itself asks for a bullet or a number."""
    properties = paragraph._p.pPr
    names = [] if properties is None else [child.tag.rpartition("}")[2] for child in properties]
    return "buChar" in names or "buAutoNum" in names
