"""Gradio's own calls -> the same made anew, with a session that only the page that asked can name.

A question goes in by one call, and its answers come out by another.
"""

import hashlib
from http import HTTPStatus
from json import dumps
from typing import Final
from urllib.parse import parse_qs, urlencode

from ui.web.asgi import AsgiMessage, Refused, values
from ui.web.join import JoinError, is_session, read_join
from ui.web.rules import Rules

VISIT_HEADER: Final = b"x-steunwijzer-visit"
"""A key that only the page knows: a session's name alone, from a log, opens nobody's answers."""
SESSION: Final = "steunwijzer.session"
"""Where a request carries the session that it is about, on its way through the gate."""
_VISIT_CHARS: Final = 64


def listening(inner: AsgiMessage, scope: AsgiMessage) -> AsgiMessage:
    """The request for the answers of a session; `scope` is the request as it came.

    Raises:
        Refused: the page does not send this.
    """
    try:
        query = parse_qs(scope["query_string"].decode("ascii"), strict_parsing=True)
    except ValueError:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY) from None
    names = query.get("session_hash", [])
    if len(query) != 1 or len(names) != 1 or not is_session(names[0]):
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY)
    session = _secret_session(scope, names[0])
    asked = urlencode({"session_hash": session}).encode()
    # As plain text, so that the last word can be heard.
    headers = [(name, value) for name, value in inner["headers"] if name != b"accept-encoding"]
    return {**inner, "headers": headers, "query_string": asked, SESSION: session}


def joining(
    inner: AsgiMessage, scope: AsgiMessage, body: bytes, rules: Rules
) -> tuple[AsgiMessage, bytes]:
    """The request with a question of the page, and its body; `scope` is the request as it came.

    Raises:
        Refused: the page does not send this.
    """
    try:
        join = read_join(body, rules.inputs)
    except JoinError:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY) from None
    join["session_hash"] = session = _secret_session(scope, join["session_hash"])
    ours = dumps(join).encode()
    headers = [
        *((name, value) for name, value in inner["headers"] if name != b"content-type"),
        (b"content-type", b"application/json"),
        (b"content-length", str(len(ours)).encode()),
    ]
    return {**inner, "headers": headers, SESSION: session}, ours


def _secret_session(scope: AsgiMessage, session: str) -> str:
    """What Gradio knows a session by: it follows from its name and the key of the visit."""
    keys = values(scope, VISIT_HEADER)
    if len(keys) > 1 or any(len(key) > _VISIT_CHARS for key in keys):
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY)
    # The null byte keeps key and name apart: no header holds one.
    secret = "\0".join(("".join(keys), session))
    return hashlib.sha256(secret.encode()).hexdigest()
