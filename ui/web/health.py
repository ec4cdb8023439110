"""A request of who keeps an eye on the server -> that it answers, and how its chat model does."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from ui.service.workspace import Workspace
from ui.web.routes import HEALTH


def health_route(workspace: Workspace) -> Route:
    """The route that tells it: without a chat model that works there are answers all the same."""

    async def tell(_request: Request) -> JSONResponse:
        chat = workspace.chat_condition
        return JSONResponse({"status": "ok", "chat_model": chat.now, "why": chat.why})

    return Route(HEALTH, tell, methods=["GET"])
