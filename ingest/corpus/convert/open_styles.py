"""The styles of an ODT file -> how a paragraph, a span and a list look."""

import re
from dataclasses import dataclass
from typing import Any, Final

from ingest.corpus.draft import superscript

_SPACES: Final = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
}
_QUOTE: Final = re.compile(r"quotations?|citaat", re.IGNORECASE)


def name(short: str) -> str:
    """The full name of an element or attribute, such as "text:p"."""
    space, _, own = short.partition(":")
    return f"{{{_SPACES[space]}}}{own}"


@dataclass(frozen=True, slots=True)
class OpenLook:
    """How letters look; `size` in points, 0 where nothing says it."""

    is_bold: bool
    is_raised: bool
    size: float


class OpenStyles:
    """The styles of one file by their names, its own first."""

    def __init__(self, content: Any, styles: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._lists: dict[str, Any] = {}
        for root in (styles, content):
            for style in root.iter(name("style:style")):
                self._styles[style.get(name("style:name")) or ""] = style
            for style in root.iter(name("text:list-style")):
                self._lists[style.get(name("style:name")) or ""] = style

    def look(self, style: str) -> OpenLook:
        """How the letters of a style look."""
        weight = self._value(style, "style:text-properties", "fo:font-weight")
        size = self._value(style, "style:text-properties", "fo:font-size")
        place = self._value(style, "style:text-properties", "style:text-position")
        points = re.fullmatch(r"([\d.]+)pt", size)
        return OpenLook(
            weight == "bold" or (weight.isdigit() and int(weight) >= 600),
            place.startswith("super"),
            float(points[1]) if points else 0.0,
        )

    def starts_page(self, style: str) -> bool:
        """Whether a paragraph of this style begins a page."""
        return self._value(style, "style:paragraph-properties", "fo:break-before") == "page"

    def is_title(self, style: str) -> bool:
        """Whether this is the style of a title."""
        return any(each.casefold() in ("title", "titel") for each in self._names(style))

    def is_quote(self, style: str) -> bool:
        """Whether this is the style of the words of somebody."""
        return any(_QUOTE.fullmatch(each) for each in self._names(style))

    def first_number(self, list_style: str, depth: int) -> int | None:
        """The first number of a list at this depth, None where it has bullets or letters."""
        own = self._lists.get(list_style)
        if own is None:
            return None
        for level in own.iter(name("text:list-level-style-number")):
            if level.get(name("text:level")) == str(depth + 1):
                start = level.get(name("text:start-value")) or "1"
                is_counted = level.get(name("style:num-format")) == "1"
                return int(start) if is_counted and start.isdigit() else None
        return None

    def raised(self, text: str) -> str:
        """A number that stands above the line."""
        return superscript(text) if text.strip().isdigit() else text

    def _chain(self, style: str) -> list[Any]:
        found: list[Any] = []
        while (own := self._styles.get(style)) is not None and own not in found:
            found.append(own)
            style = own.get(name("style:parent-style-name")) or ""
        return found

    def _names(self, style: str) -> list[str]:
        return [
            style,
            *(each.get(name("style:parent-style-name")) or "" for each in self._chain(style)),
        ]

    def _value(self, style: str, group: str, attribute: str) -> str:
        for each in self._chain(style):
            properties = each.find(name(group))
            value = None if properties is None else properties.get(name(attribute))
            if value is not None:
                return str(value)
        return ""
