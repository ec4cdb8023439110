"""The pages for maintainers and evaluators without a server, for whoever is said to ask."""

import re
from collections.abc import Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.answer.answer import Nearest
from ingest.text.settings import Settings
from ui.api.caller import ACTOR
from ui.service.roles import TERMINAL_USER, Actor
from ui.service.workspace import Workspace
from ui.web.asgi import AsgiMessage, Receive, Send
from ui.web.evaluate import evaluate_routes
from ui.web.feedback_pages import feedback_routes
from ui.web.maintain import maintain_routes
from ui.web.office import Office
from ui_fakes import FakeAssistant, workspace_of

PROOF = re.compile(r'name="bewijs" value="([0-9a-f]{96})"')


class FakeFinding(FakeAssistant):
    """Finds what a test says, or else every section that the fake knows."""

    found: tuple[Nearest, ...] = ()

    def search(self, words: str, sources: Sequence[str] = ()) -> tuple[Nearest, ...]:
        """Ranked passages."""
        return self.found or super().search(words, sources)


class Desk:
    """A browser of an actor, at an office of its own."""

    def __init__(self, settings: Settings, actor: Actor = TERMINAL_USER) -> None:
        self.assistant = FakeFinding()

        def workspace(actor: Actor) -> Workspace:
            return workspace_of(self.assistant, actor, settings)

        self.actor = actor
        self.office = Office(settings, workspace(actor), workspace)
        self.routes = [
            *maintain_routes(self.office),
            *evaluate_routes(self.office),
            *feedback_routes(self.office),
        ]
        app = Starlette(routes=self.routes)

        async def as_actor(scope: AsgiMessage, receive: Receive, send: Send) -> None:
            scope[ACTOR] = self.actor
            await app(scope, receive, send)

        self.client = TestClient(as_actor, follow_redirects=True)

    def get(self, path: str, status: int = 200) -> str:
        """The page at a path."""
        reply = self.client.get(path)
        assert reply.status_code == status, reply.text
        return reply.text

    def post(self, path: str, status: int = 200, files: Any = None, **fields: str) -> str:
        """The page that comes of a form."""
        data = {"bewijs": self.office.token(self.actor), **fields}
        reply = self.client.post(path, data=data, files=files)
        assert reply.status_code == status, reply.text
        return reply.text
