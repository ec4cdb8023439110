"""The address of the chat page -> where a link to a source leads, if it is one.

People give each other `/?bron=...&plek=...`, which stays the same whatever the page of a
document is called.
"""

from typing import Final
from urllib.parse import parse_qs

from ui.links import document_link
from ui.web.asgi import AsgiMessage

_FIELDS: Final = 8


def followed(path: str, scope: AsgiMessage) -> str:
    """Where a link leads, seen from the chat page; nothing where it is no link to a source."""
    if path != "/" or scope["method"] not in {"GET", "HEAD"}:
        return ""
    try:
        asked = parse_qs(scope["query_string"].decode("ascii"), max_num_fields=_FIELDS)
    except ValueError:
        return ""
    sources = asked.get("bron", [])
    return document_link(sources[0], asked.get("plek", [])) if len(sources) == 1 else ""
