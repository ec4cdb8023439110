"""Drafts: sections in the making, which collect words until the document is read."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from ingest.text.document import Kind, PageMark, Section

MAX_SLUG_CHARS: Final = 40
_LEADING_NUMBER: Final = re.compile(r"^\d+(\.\d+)*\.?\s+(?=\S)")
_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class SectionDraft:
    """A section in the making."""

    headings: tuple[str, ...]
    kind: Kind
    voice: str = ""
    suffix: str = ""
    missing: str = ""
    text: str = ""
    gap: str = ""
    """White space that must come before the next words."""
    marks: list[PageMark] = field(default_factory=list)
    notes: dict[str, int | None] = field(default_factory=dict)
    """Label of each footnote that the text refers to -> page of the first reference."""

    def write(self, words: str, page: int | None) -> None:
        """Add words; white space at their edges becomes one space."""
        if words[:1].isspace():
            self.gap = self.gap or " "
        if core := words.strip():
            self.text += self.gap if self.text else ""
            if not self.marks or self.marks[-1].page != page:
                self.marks.append(PageMark(len(self.text), page))
            self.text += core
            self.gap = " " if words[-1].isspace() else ""


def finish(document_id: str, drafts: Iterable[SectionDraft]) -> list[Section]:
    """Make a section, with an id of its own, of every draft that has text."""
    taken: set[str] = set()
    return [
        Section(
            id=_unique("/".join([document_id, *map(slug, draft.headings)]) + draft.suffix, taken),
            document_id=document_id,
            headings=draft.headings,
            kind=draft.kind,
            voice=draft.voice,
            missing=draft.missing,
            pages=tuple(draft.marks),
            text=draft.text,
        )
        for draft in drafts
        if draft.text
    ]


def superscript(number: str) -> str:
    """Write the number of a footnote as it stands in a text: "10" becomes "¹⁰"."""
    return number.translate(_SUPERSCRIPTS)


def slug(text: str) -> str:
    """Make of a heading a part of an id: lower-case ASCII, no chapter number, whole words only."""
    bare = _LEADING_NUMBER.sub("", text).replace("'", "").replace("’", "")
    ascii_text = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode().lower()
    words: list[str] = re.findall(r"[a-z0-9]+", ascii_text) or ["deel"]
    kept = words[0][:MAX_SLUG_CHARS]
    for word in words[1:]:
        if len(kept) + 1 + len(word) > MAX_SLUG_CHARS:
            break
        kept += f"-{word}"
    return kept


def _unique(base: str, taken: set[str]) -> str:
    """Take `base`, or the first of base-2, base-3 ... that is still free."""
    number = 1
    candidate = base
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    taken.add(candidate)
    return candidate
