"""Parts of a report -> a page to be printed, which needs nothing beside itself."""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import Final

from ui import texts_reading
from ui.transcript import ReportPart, Style

_TAGS: Final = {
    Style.TITLE: "h1",
    Style.QUESTION: "h2",
    Style.UNDER: "h3",
    Style.SOURCES: "h3",
    Style.LEAD: 'p class="kop"',
    Style.INTRO: 'p class="kop"',
    Style.NOTICE: 'p class="let-op"',
    Style.SOURCE: 'p class="bron"',
}
_LOOK: Final = (
    "body{max-width:44rem;margin:2rem auto;padding:0 1rem;color:#000;background:#fff;"
    "font:11pt/1.5 system-ui,sans-serif;overflow-wrap:anywhere}"
    "h2{margin-top:2rem;border-top:1px solid #767676;padding-top:.75rem}h2,h3{break-after:avoid}"
    ".kop{font-weight:700}.let-op{padding-left:.75rem;border-left:4px solid #a06a00}"
    ".bron{font-size:.9em}.bron a{color:inherit}p,li{break-inside:avoid}"
)


def printed_html(parts: Sequence[ReportPart]) -> str:
    """The report as a page."""
    runs = groupby(parts, key=lambda part: _list_tag(part))
    body = "".join(_drawn(tag, list(run)) for tag, run in runs)
    return (
        '<!doctype html><html lang="nl"><head><meta charset="utf-8">'
        f"<title>{texts_reading.REPORT}</title><style>{_LOOK}</style></head>"
        f"<body><main>{body}</main></body></html>"
    )


def _list_tag(part: ReportPart) -> str:
    if part.style is not Style.ITEM:
        return ""
    return "ul" if part.mark == "-" else "ol"


def _drawn(tag: str, parts: Sequence[ReportPart]) -> str:
    if tag:
        return f"<{tag}>{''.join(map(_item, parts))}</{tag}>"
    return "".join(map(_part, parts))


def _item(part: ReportPart) -> str:
    number = "" if part.mark == "-" else f' value="{escape(part.mark.rstrip("."))}"'
    return f"<li{number}>{escape(part.text)}</li>"


def _part(part: ReportPart) -> str:
    tag = _TAGS.get(part.style, "p")
    link = f' <a href="{escape(part.link)}">{escape(part.link)}</a>' if part.link else ""
    return f"<{tag}>{escape(part.text)}{link}</{tag.partition(' ')[0]}>"
