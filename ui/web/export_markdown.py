"""Parts of a report -> Markdown."""

from collections.abc import Sequence
from typing import Final

from ingest.corpus.convert.escape import at_line_start, escaped, escaped_heading, one_line
from ui.transcript import ReportPart, Style

_HEADINGS: Final = {
    Style.TITLE: "# ",
    Style.QUESTION: "## ",
    Style.UNDER: "### ",
    Style.SOURCES: "### ",
}
_TIGHT: Final = (Style.ITEM, Style.SOURCE)
"""Parts that follow each other without a line between."""


def markdown(parts: Sequence[ReportPart]) -> str:
    """The report; no letter of what was asked or cited is taken for markup."""
    lines: list[str] = []
    before: ReportPart | None = None
    for part in parts:
        is_list = before and before.style is part.style and part.style in _TIGHT
        if before and not is_list:
            lines.append("")
        lines.append(_line(part))
        before = part
    return "\n".join(lines) + "\n"


def _line(part: ReportPart) -> str:
    text = one_line(part.text)
    if part.style in _HEADINGS:
        return _HEADINGS[part.style] + escaped_heading(text)
    if part.style is Style.ITEM:
        return f"{part.mark} {at_line_start(escaped(text))}"
    if part.style is Style.SOURCE:
        return f"- {at_line_start(escaped(text))} <{part.link}>"
    if part.style is Style.NOTICE:
        return f"> {at_line_start(escaped(text))}"
    if part.style in (Style.INTRO, Style.LEAD):
        return f"**{escaped(text)}**"
    return at_line_start(escaped(text))
