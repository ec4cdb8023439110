"""A request for a page of our own -> who it is from, what their form says, and the page that comes.

Whose page it is, is checked before anything of the request is read; a form has to be one that we
gave to the same person.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from ingest.text.errors import SteunwijzerError
from ui import texts_pages
from ui.api.caller import ACTOR
from ui.service.roles import VISITOR, Actor, NotAllowedError
from ui.service.workspace import Workspace
from ui.web.asgi import Refused
from ui.web.bug_report import report_bug
from ui.web.office import Office
from ui.web.posted import posted
from ui.web.template import rendered

PROOF: Final = "bewijs"
"""The field of a form that says that it is ours."""
WORK: Final = "/werk"
_WORK: Final = "work"
"""The template of work alone, on which nothing is told."""
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""The content security policy of a page of our own: it has no script or style within it."""
HEADERS: Final = {
    "content-security-policy": POLICY,
    # With no-referrer a form comes from nowhere, and is refused as from another site.
    "referrer-policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Visit:
    """A request that was let in: `path` are the named parts of its path, `place` its page.

    `form` is what was sent with it, in its body or, where it only asks for a page, in its address.
    """

    office: Office
    actor: Actor
    workspace: Workspace
    place: str
    path: Mapping[str, str]
    form: FormData

    def text(self, name: str) -> str:
        """What is typed in a field of the form; empty if nothing is."""
        value = self.form.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def long_text(self, name: str) -> str:
        """What is typed in a large field, with the line ends of a file."""
        value = self.form.get(name, "")
        return value.replace("\r\n", "\n") if isinstance(value, str) else ""

    def file(self, name: str) -> UploadFile:
        """The file that was chosen.

        Raises:
            SteunwijzerError: none was.
        """
        value = self.form.get(name)
        if not isinstance(value, UploadFile) or not value.filename:
            raise SteunwijzerError(*texts_pages.NO_FILE)
        return value

    def page(
        self, template: str, status: HTTPStatus = HTTPStatus.OK, /, **values: Any
    ) -> HTMLResponse:
        """A page made of a template."""
        html = rendered(
            template,
            place=self.place,
            root=self.office.root,
            token=self.office.token(self.actor),
            told=[] if template == _WORK else self.office.told(self.actor),
            job=self.office.jobs.now,
            **values,
        )
        return HTMLResponse(html, status, HEADERS)

    def go(self, path: str, told: str = "") -> RedirectResponse:
        """Go to another page of ours, on which a line is told."""
        if told:
            self.office.tell(self.actor, told)
        return RedirectResponse(self.office.root + path, HTTPStatus.SEE_OTHER)

    def failed(self, why: str, status: HTTPStatus) -> HTMLResponse:
        """A page that says why there is no other."""
        return self.page("failed", status, why=why)


Handler = Callable[[Visit], Response]
Check = Callable[[Workspace], None]
"""Raises NotAllowedError where a page is not for who asks for it."""


def route(
    office: Office, place: str, check: Check, path: str, handler: Handler, method: str = "GET"
) -> Route:
    """A route of a page below a place, for whom the check lets in."""

    async def answer(request: Request) -> Response:
        actor = request.scope.get(ACTOR, VISITOR)
        workspace = office.workspace_of(actor)
        asked = FormData(dict(request.query_params))
        visit = Visit(office, actor, workspace, place, request.path_params, asked)
        if refusal := _refused(visit, check):
            return refusal
        if method == "GET":
            return await asyncio.to_thread(_answered, visit, handler)
        try:
            async with posted(request) as form:
                filled = Visit(office, actor, workspace, place, request.path_params, form)
                return await asyncio.to_thread(_posted, filled, handler)
        except Refused as refused:
            return visit.failed(texts_pages.FORM_REFUSED[refused.status], refused.status)

    return Route(place + path, answer, methods=[method])


def work(visit: Visit) -> Response:
    """Only how far the work is that goes on, for who looks often."""
    return visit.page(_WORK)


def _refused(visit: Visit, check: Check) -> Response | None:
    try:
        check(visit.workspace)
    except NotAllowedError as error:
        return visit.failed(str(error), HTTPStatus.FORBIDDEN)
    return None


def _posted(visit: Visit, handler: Handler) -> Response:
    if not visit.office.is_token(visit.actor, visit.text(PROOF)):
        return visit.failed(" ".join(texts_pages.OLD_FORM), HTTPStatus.FORBIDDEN)
    return _answered(visit, handler)


def _answered(visit: Visit, handler: Handler) -> Response:
    try:
        return handler(visit)
    except NotAllowedError as error:
        return visit.failed(str(error), HTTPStatus.FORBIDDEN)
    except SteunwijzerError as error:
        return visit.failed(str(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    except Exception as error:  # noqa: BLE001  # reported, and who looks is told
        report_bug(error)
        return visit.failed(texts_pages.PAGE_FAILED, HTTPStatus.INTERNAL_SERVER_ERROR)
