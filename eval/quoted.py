"""What somebody copied from a text, or the id of a section -> the exact words, as gold.

Whoever copies from a page or from Word gets other spaces, line ends and quotation marks.
"""

import re
from collections.abc import Mapping
from typing import Final

from eval.benchmark import Gold
from ingest.text.document import Section

_ALIKE: Final = {mark: group for group in ("'’‘`´", '"“”„«»', "-‐‑–—−") for mark in group}
"""Signs that people and programs put for each other."""
_AROUND: Final = "\"“”„'‘’«» \t\r\n\u00a0…"


def quoted(cell: str, sections: Mapping[str, Section]) -> tuple[tuple[Gold, ...], str]:
    """The gold that a cell names, by one passage or one on each line; else why there is none."""
    whole, reason = _passage(cell, sections)
    if whole:
        return (whole,), ""
    lines = [line for line in cell.splitlines() if line.strip()]
    found = [gold for line in lines if (gold := _passage(line, sections)[0])]
    if len(lines) > 1 and len(found) == len(lines):
        return tuple(dict.fromkeys(found)), ""
    return (), reason


def _passage(text: str, sections: Mapping[str, Section]) -> tuple[Gold | None, str]:
    named = [
        section for name, section in sections.items() if name.casefold() == text.strip().casefold()
    ]
    if named and named[0].text.strip():
        return Gold(section=named[0].id, quote=named[0].text), ""
    pattern = _pattern(text)
    found = [
        (section, match)
        for section in sections.values()
        for match in (pattern.finditer(section.text) if pattern else ())
    ]
    if not found:
        return (
            None,
            "staat niet in de bronnen. Neem de tekst letterlijk over, of het id van de sectie.",
        )
    if len(found) > 1:
        return None, f"staat {len(found)} keer in de bronnen. Neem een langer stuk over."
    section, match = found[0]
    return Gold(section=section.id, quote=match[0]), ""


def _pattern(text: str) -> re.Pattern[str] | None:
    """What matches a text in whatever spaces and marks; None where there are no words."""
    words = text.strip(_AROUND).split()
    if not words:
        return None
    return re.compile(r"\s+".join("".join(map(_sign, word)) for word in words))


def _sign(sign: str) -> str:
    group = _ALIKE.get(sign)
    return f"[{re.escape(group)}]" if group else re.escape(sign)
