"""Values -> a page of our own as HTML, with the head that every page has; all text is escaped."""

from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ui import texts, texts_pages

FOLDER: Final = Path(__file__).with_name("pages")
"""The templates."""
PAGE_LOOKS: Final = ("look.css", "plain.css", "office.css", "office.js")
"""What the pages are made up with, beside this file."""
_BYTES: Final = 1024
_CURRENT: Final = ' aria-current="page"'


def rendered(name: str, /, **values: Any) -> str:
    """A template of this name, without ending, filled in."""
    return _environment().get_template(f"{name}.html.jinja").render(**values)


def places_html(current: str, root: str = "") -> str:
    """Links to the pages of the product, of which the one at the path `current` is open."""
    items = "".join(
        f'<li><a href="{escape(root + path)}"{_CURRENT * (path == current)}>{name}</a></li>'
        for path, name in texts_pages.PLACES.items()
    )
    return (
        f'<nav class="sw-plaatsen" aria-label="{texts_pages.PLACES_LABEL}"><ul>{items}</ul></nav>'
    )


@cache
def _environment() -> Environment:
    from eval.labels import decimal, with_interval  # here: it takes a second

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "decimal": decimal,
        "interval": with_interval,
        "moment": moment,
        "size": size,
    }
    environment.globals |= {"texts": texts, "said": texts_pages, "places_html": places_html}
    return environment


def moment(iso: str) -> str:
    """A moment in ISO 8601 as people write it, in the time of this machine."""
    try:
        return f"{datetime.fromisoformat(iso).astimezone():%d-%m-%Y %H:%M}"
    except ValueError:
        return iso


def size(count: int) -> str:
    """Bytes, in words."""
    if count < _BYTES * _BYTES:
        return f"{max(1, round(count / _BYTES))} kB"
    return f"{count / _BYTES / _BYTES:.1f} MB".replace(".", ",")
