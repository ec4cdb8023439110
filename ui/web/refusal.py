"""A refusal -> what its maker is told: a problem for programs, a way to sign in for people."""

from html import escape
from http import HTTPStatus
from typing import Final

from ui import texts, texts_access, texts_pages
from ui.api.paths import is_for_programs
from ui.api.problem import PROBLEM, problem_record
from ui.web.asgi import AsgiMessage, Headers, Refused, Send, respond, values
from ui.web.routes import LOGIN, is_own_page

_CHALLENGE: Final = (b"www-authenticate", b"Bearer")
"""Browsers ask for no password of their own on this one."""
_DETAILS: Final = {
    HTTPStatus.FORBIDDEN: texts_access.NOT_YOURS,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: texts_access.TOO_LARGE,
    HTTPStatus.MISDIRECTED_REQUEST: texts_access.OTHER_HOST,
    HTTPStatus.INTERNAL_SERVER_ERROR: texts.FAILED,
}
"""What programs are told of a refusal, beside its status."""


async def refuse(send: Send, scope: AsgiMessage, refused: Refused, root_path: str) -> None:
    """Answer with the status of a refusal."""
    more: Headers = [(b"location", refused.location.encode())] if refused.location else []
    is_unknown = refused.status is HTTPStatus.UNAUTHORIZED
    if is_unknown:
        more.append(_CHALLENGE)
    path = str(scope["path"]).removeprefix(root_path)
    if is_for_programs(path):
        detail = _detail(scope) if is_unknown else _DETAILS.get(refused.status, "")
        detail = detail or refused.status.phrase
        told = problem_record(refused.status, detail).model_dump_json()
        await respond(send, refused.status, more, told, PROBLEM)
    elif is_unknown and any("text/html" in each for each in values(scope, b"accept")):
        await respond(send, refused.status, more, _to_login(root_path), "text/html; charset=utf-8")
    elif is_own_page(path):
        await respond(send, refused.status, more, texts_pages.FORM_REFUSED.get(refused.status, ""))
    else:
        await respond(send, refused.status, more)


def _detail(scope: AsgiMessage) -> str:
    has_key = bool(values(scope, b"authorization"))
    return texts_access.KEY_UNKNOWN if has_key else texts_access.NEED_KEY


def _to_login(root_path: str) -> str:
    """A page that leads to where one signs in, also without scripts."""
    place = escape(f"{root_path}{LOGIN}")
    return (
        '<!doctype html><html lang="nl"><meta charset="utf-8">'
        f'<title>{texts_access.LOGIN}</title><meta http-equiv="refresh" content="0; url={place}">'
        f'<p><a href="{place}">{texts_access.LOGIN}</a></p></html>'
    )
