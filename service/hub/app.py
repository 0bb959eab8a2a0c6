"""The hub as a web application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from service.hub import api, pages
from service.hub.pages import rendering
from service.hub.settings import HubSettings
from service.hub.store import Hub
from service.hub.work.queue import WorkQueue
from service.web import problems, server
from service.web.boundary import ErrorBoundary
from service.web.headers import NOTHING_POLICY, SecurityHeaders
from service.web.limits import BodyLimit

MAX_BODY = 46_000_000
"""Bytes of a request with an envelope: the largest one (32 MiB) in base64, and some more."""

MAX_SMALL_BODY = 8 * 2**20
"""Bytes of any other request: a session with agenda, roster and five hundred wraps."""

_WITH_ENVELOPE = ("/submissions", "/drafts", "/delivery")


def create_app(settings: HubSettings) -> FastAPI:
    """The application over an initialised folder. Raises NotInitialised."""
    hub = Hub.open(settings)
    queue = WorkQueue(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        queue.close()
        hub.database.close()

    app = FastAPI(
        title="Sealedroom hub",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.state.queue = queue
    app.state.hub = hub
    problems.install(app, page=rendering.problem)
    for router in (*api.ROUTERS, *pages.ROUTERS):
        app.include_router(router)
    app.add_middleware(BodyLimit, limit=_body_limit)
    app.add_middleware(ErrorBoundary)
    app.add_middleware(SecurityHeaders, policy=NOTHING_POLICY)
    return app


def serve(settings: HubSettings) -> None:
    """Serve until interrupted. Raises NotInitialised."""
    server.run(create_app(settings), settings.host, settings.port)


def _body_limit(path: str) -> int:
    return MAX_BODY if path.endswith(_WITH_ENVELOPE) else MAX_SMALL_BODY
