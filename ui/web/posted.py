"""The body of a request -> the fields of a form, or a refusal where no page of ours sends it.

What a browser says of a form is checked first: the library that reads it believes a coding that a
client names, and of some codings comes what is no text.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Final

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request

from ui.web.asgi import Refused

_PARTS: Final = "multipart/form-data"
_KINDS: Final = frozenset({_PARTS, "application/x-www-form-urlencoded"})
_CODING: Final = "charset"
_FIELDS: Final = 500
"""A draft of a long section has four for each passage."""
_FIELD_BYTES: Final = 20_000_000
"""Longest text of one field: a whole document."""


@asynccontextmanager
async def posted(request: Request) -> AsyncIterator[FormData]:
    """The fields of a form, and the file that came with it for as long as it is needed.

    Raises:
        Refused: it is no form, not whole, or larger than any of ours.
    """
    _check_kind(request.headers.get("content-type", "").lower())
    try:
        form = await request.form(max_files=1, max_fields=_FIELDS, max_part_size=_FIELD_BYTES)
    except HTTPException as error:
        raise Refused(HTTPStatus.BAD_REQUEST) from error
    try:
        yield form
    finally:
        await form.close()


def _check_kind(said: str) -> None:
    """See that a body is said to be a form; browsers name no coding for its parts."""
    kind = said.partition(";")[0].strip()
    if kind not in _KINDS or (kind == _PARTS and _CODING in said):
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
