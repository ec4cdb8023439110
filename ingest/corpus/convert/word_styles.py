"""The styles and lists of a DOCX file -> how a paragraph and a run look."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from docx.oxml.ns import qn

_HEADING: Final = re.compile(r"heading (\d)", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"(toc|inhopg) ?\d|toc heading|kopvaninhoudsopgave", re.IGNORECASE)
_DEEPER: Final = re.compile(r"list (?:bullet|number|continue) (\d)", re.IGNORECASE)
_QUOTE: Final = re.compile(r"(intense )?quote|citaat", re.IGNORECASE)
_TITLE: Final = "title"
_BODY_OUTLINE: Final = 9
"""The outline level of what is no heading."""
_OFF: Final = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph is: a heading if it has a level, an item if it has a depth, both from 0."""

    level: int | None
    list_depth: int | None
    is_contents: bool
    is_quote: bool


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks; `size` in points, 0 where nothing says it."""

    is_bold: bool
    is_hidden: bool
    is_raised: bool
    size: float


class Styles:
    """The styles of one file, and how far its lists have been counted."""

    def __init__(self, document: Any) -> None:
        self._by_id = {
            style.get(qn("w:styleId")): style
            for style in document.styles.element.iter(qn("w:style"))
        }
        self._default = next(
            (
                style.get(qn("w:styleId"))
                for style in self._by_id.values()
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) == "1"
            ),
            None,
        )
        self._lists = _lists(document.part)
        self._counts: dict[tuple[str, int], int] = defaultdict(int)

    def first_page(self, body: Any) -> int:
        """The number of the first page."""
        section = next(body.iter(qn("w:sectPr")), None)
        number = None if section is None else section.find(qn("w:pgNumType"))
        start = None if number is None else number.get(qn("w:start"))
        return int(start) if start and start.isdigit() else 1

    def of(self, paragraph: Any) -> ParagraphStyle:
        """What a paragraph is."""
        names = [_name(style) for style in self._chain(paragraph, "w:pStyle")]
        level = self._level(paragraph, names)
        numbered = self._numbering(paragraph)
        named = next((int(found[1]) for name in names if (found := _DEEPER.fullmatch(name))), 1)
        return ParagraphStyle(
            level,
            max(numbered[1], named - 1) if numbered and level is None else None,
            any(_CONTENTS.fullmatch(name) for name in names),
            any(_QUOTE.fullmatch(name) for name in names),
        )

    def next_number(self, paragraph: Any) -> int | None:
        """The number of an item, None if its list has bullets or letters."""
        numbered = self._numbering(paragraph)
        if numbered is None:
            return None
        list_id, depth = numbered
        kind, start = self._lists.get((list_id, depth), ("bullet", 1))
        for own in [key for key in self._counts if key[0] == list_id and key[1] > depth]:
            del self._counts[own]
        self._counts[list_id, depth] += 1
        return start + self._counts[list_id, depth] - 1 if kind == "decimal" else None

    def look_of_run(self, run: Any) -> Look:
        """How a run looks, by itself or else by the style of its paragraph."""
        paragraph = next(run.iterancestors(qn("w:p")), None)
        sources = [run, *self._chain(run, "w:rStyle")]
        sources += self._chain(paragraph, "w:pStyle") if paragraph is not None else []
        raised = self._value(sources, "w:vertAlign")
        size = self._value(sources, "w:sz") or ""
        return Look(
            self._is_on(sources, "w:b"),
            self._is_on(sources, "w:vanish"),
            raised == "superscript",
            int(size) / 2 if size.isdigit() else 0.0,
        )

    def _chain(self, element: Any, reference: str) -> list[Any]:
        """The style of a paragraph or run and those that it is based on."""
        own = element.find(f"*/{qn(reference)}")
        style_id = own.get(qn("w:val")) if own is not None else None
        if style_id is None and reference == "w:pStyle":
            style_id = self._default
        found: list[Any] = []
        while (style := self._by_id.get(style_id)) is not None and style not in found:
            found.append(style)
            based = style.find(qn("w:basedOn"))
            style_id = None if based is None else based.get(qn("w:val"))
        return found

    def _level(self, paragraph: Any, names: list[str]) -> int | None:
        """How deep a heading is: 0 for a title; None for what is no heading."""
        if _TITLE in names:
            return 0
        for source, name in zip(
            [paragraph, *self._chain(paragraph, "w:pStyle")], ["", *names], strict=True
        ):
            outline = source.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
            value = None if outline is None else outline.get(qn("w:val"))
            if value and value.isdigit():
                return int(value) + 1 if int(value) < _BODY_OUTLINE else None
            if match := _HEADING.fullmatch(name):
                return int(match[1])
        return None

    def _numbering(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and the depth of a paragraph, None if it is no item."""
        depth = None
        for source in [paragraph, *self._chain(paragraph, "w:pStyle")]:
            numbering = source.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if numbering is None:
                continue
            level, number = numbering.find(qn("w:ilvl")), numbering.find(qn("w:numId"))
            if depth is None and level is not None:
                depth = int(level.get(qn("w:val")) or 0)
            if number is not None:
                list_id = number.get(qn("w:val"))
                return None if list_id in (None, "0") else (list_id, depth or 0)
        return None

    def _value(self, sources: list[Any], name: str) -> str | None:
        for source in sources:
            found = source.find(f"{qn('w:rPr')}/{qn(name)}")
            if found is not None:
                return str(found.get(qn("w:val")) or "")
        return None

    def _is_on(self, sources: list[Any], name: str) -> bool:
        value = self._value(sources, name)
        return value is not None and value not in _OFF


def _name(style: Any) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else str(name.get(qn("w:val")) or "").lower()


def _lists(part: Any) -> dict[tuple[str, int], tuple[str, int]]:
    """Of each depth of each list: what its items are counted with, and from where."""
    try:
        numbering = part.numbering_part.element
    except (KeyError, NotImplementedError):  # a file without lists
        return {}
    kinds: dict[str, dict[int, tuple[str, int]]] = {
        each.get(qn("w:abstractNumId")): {
            int(level.get(qn("w:ilvl"))): (
                _attribute(level, "w:numFmt", "bullet"),
                int(_attribute(level, "w:start", "1")),
            )
            for level in each.iter(qn("w:lvl"))
        }
        for each in numbering.iter(qn("w:abstractNum"))
    }
    return {
        (each.get(qn("w:numId")), depth): kind
        for each in numbering.iter(qn("w:num"))
        for depth, kind in kinds.get(_attribute(each, "w:abstractNumId", ""), {}).items()
    }


def _attribute(element: Any, name: str, default: str) -> str:
    found = element.find(qn(name))
    value = None if found is None else found.get(qn("w:val"))
    return default if value is None else str(value)
