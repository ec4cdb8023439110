"""The page on which people sign in and out; it works without scripts.

A form counts only with a token that was made for the cookie that came with it, beside the check of
its origin. Passwords are taken over https, or from this machine, and nowhere else.
"""

import asyncio
import secrets
from collections.abc import Callable
from html import escape
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from ui import texts_access
from ui.service.accounts import LONGEST, Passwords
from ui.service.credentials import NAME_CHARS
from ui.service.tries import TooManyTriesError
from ui.web.address_turns import AddressTurns
from ui.web.plain import plain_page
from ui.web.routes import LOGIN, LOGOUT
from ui.web.signed_in import COOKIE, SignedIn, cookie_of
from ui.web.visitor import ADDRESS, HERE

_SAME_SITE: Final = '<meta name="referrer" content="same-origin">'
"""Without this a browser does not say where the form comes from, and it is refused."""
_FORM_COOKIE: Final = "steunwijzer-formulier"
_AT_ONCE: Final = 2
"""Passwords that are hashed at once: each takes 64 MB."""
_WAIT_S: Final = 5.0
_FIELDS: Final = 10


class Login:
    """Signs people in and out."""

    def __init__(self, passwords: Passwords, signed_in: SignedIn, root_path: str) -> None:
        self._passwords = passwords
        self._signed_in = signed_in
        self._root = root_path
        self._turns = AddressTurns(_AT_ONCE)

    def routes(self) -> list[Route]:
        """The routes by which it is done."""
        return [
            Route(LOGIN, self._ask, methods=["GET"]),
            Route(LOGIN, self._enter, methods=["POST"]),
            Route(LOGOUT, self._show, methods=["GET"]),
            Route(LOGOUT, self._leave, methods=["POST"]),
        ]

    async def _ask(self, request: Request) -> Response:
        return self._form(request, "", HTTPStatus.OK)

    async def _enter(self, request: Request) -> Response:
        if not _is_private(request):
            return self._form(request, texts_access.LOGIN_OPEN, HTTPStatus.FORBIDDEN)
        typed = _typed(await request.body())
        if not self._signed_in.is_token(cookie_of(request.scope, _FORM_COOKIE), typed("token")):
            return self._form(request, texts_access.LOGIN_STALE, HTTPStatus.FORBIDDEN)
        try:
            async with self._turns.turn(request.scope.get(ADDRESS, ""), _WAIT_S):
                holder = self._passwords.holder
                actor = await asyncio.to_thread(holder, typed("name"), typed("password"))
        except TooManyTriesError:
            status = HTTPStatus.TOO_MANY_REQUESTS
            return self._form(request, texts_access.LOGIN_OFTEN, status, typed("name"))
        except TimeoutError:
            status = HTTPStatus.SERVICE_UNAVAILABLE
            return self._form(request, texts_access.LOGIN_BUSY, status, typed("name"))
        if actor is None:
            status = HTTPStatus.UNAUTHORIZED
            return self._form(request, texts_access.LOGIN_WRONG, status, typed("name"))
        # Whoever had the cookie before is not who has it now.
        self._signed_in.end(request.scope)
        entered = RedirectResponse(f"{self._root}/", HTTPStatus.SEE_OTHER)
        self._set(entered, request, COOKIE, self._signed_in.begin(actor))
        return entered

    async def _show(self, request: Request) -> Response:
        actor = self._signed_in.actor_of(request.scope)
        if actor is None:
            return RedirectResponse(f"{self._root}{LOGIN}", HTTPStatus.SEE_OTHER)
        token = self._signed_in.token(cookie_of(request.scope, COOKIE))
        fields = _hidden("token", token)
        about = texts_access.signed_in(actor.name, actor.role)
        link = f'<p><a href="{escape(self._root)}/">{texts_access.TO_PAGE}</a></p>'
        return HTMLResponse(self._page(texts_access.LOGOUT, about, "", LOGOUT, fields, link))

    async def _leave(self, request: Request) -> Response:
        typed = _typed(await request.body())
        if not self._signed_in.is_token(cookie_of(request.scope, COOKIE), typed("token")):
            return self._form(request, texts_access.LOGIN_STALE, HTTPStatus.FORBIDDEN)
        self._signed_in.end(request.scope)
        left = RedirectResponse(f"{self._root}{LOGIN}", HTTPStatus.SEE_OTHER)
        left.delete_cookie(COOKIE, path=f"{self._root}/")
        return left

    def _form(
        self, request: Request, wrong: str, status: HTTPStatus, name: str = ""
    ) -> HTMLResponse:
        """The form to sign in with, and what went wrong the time before."""
        secret = cookie_of(request.scope, _FORM_COOKIE) or secrets.token_urlsafe()
        fields = _fields(name, self._signed_in.token(secret), is_wrong=bool(wrong))
        page = self._page(texts_access.LOGIN, texts_access.LOGIN_ABOUT, wrong, LOGIN, fields, "")
        asked = HTMLResponse(page, status)
        self._set(asked, request, _FORM_COOKIE, secret)
        return asked

    def _page(
        self, title: str, about: str, wrong: str, action: str, fields: str, below: str
    ) -> str:
        told = f'<p id="sw-fout" class="sw-fout" role="alert">{escape(wrong)}</p>' if wrong else ""
        return plain_page(
            "login",
            escape(title),
            _SAME_SITE,
            about=escape(about),
            wrong=told,
            action=escape(f"{self._root}{action}"),
            fields=fields,
            below=below,
        )

    def _set(self, response: Response, request: Request, name: str, secret: str) -> None:
        """Give a cookie that no script and no other site gets at."""
        response.set_cookie(
            name,
            secret,
            path=f"{self._root}/",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )


def _typed(body: bytes) -> Callable[[str], str]:
    """What was filled in, by the name of a field; empty where it was not."""
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=_FIELDS)
    except ValueError:  # more than any form of ours has
        fields = {}
    return lambda name: fields.get(name, [""])[0]


def _is_private(request: Request) -> bool:
    """Whether nobody in between can read what is sent: what a proxy passed on came from afar."""
    return request.url.scheme == "https" or bool(request.scope.get(HERE))


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'


def _fields(name: str, token: str, *, is_wrong: bool) -> str:
    state = ' aria-invalid="true" aria-describedby="sw-fout"' if is_wrong else ""
    return (
        _hidden("token", token) + f'<label for="sw-naam">{texts_access.NAME_LABEL}</label>'
        f'<input id="sw-naam" name="name" value="{escape(name)}" autocomplete="username" required'
        f' maxlength="{NAME_CHARS}" autocapitalize="none" spellcheck="false"{state}>'
        f'<label for="sw-wachtwoord">{texts_access.PASSWORD_LABEL}</label>'
        '<input id="sw-wachtwoord" name="password" type="password" required'
        f' autocomplete="current-password" maxlength="{LONGEST}"{state}>'
    )
