"""The far side as a web application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse

from service.outbound import pages
from service.outbound.api import ROUTERS
from service.outbound.settings import OutboundSettings
from service.outbound.store import Outbound
from service.protocol.problems import Problem
from service.web import problems, server
from service.web.boundary import ErrorBoundary
from service.web.headers import PAGE_POLICY, SecurityHeaders
from service.web.limits import BodyLimit

MAX_BODY = 46_000_000
"""Bytes of a bundle or recommendation: an envelope of 32 MiB in base64, and some more."""

MAX_SMALL_BODY = 64 * 2**10
"""Bytes of any other request: a word of uptake."""

_WITH_DOCUMENT = ("/releases", "/recommendations")


def create_app(settings: OutboundSettings) -> FastAPI:
    """The application over an initialised folder. Raises NotInitialised, BadTrust."""
    outbound = Outbound.open(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        outbound.database.close()

    app = FastAPI(
        title="Sealedroom outbound",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.state.outbound = outbound
    problems.install(app, page=_page)
    for router in ROUTERS:
        app.include_router(router)
    app.add_middleware(BodyLimit, limit=_body_limit)
    app.add_middleware(ErrorBoundary)
    app.add_middleware(SecurityHeaders, policy=PAGE_POLICY)
    return app


def serve(settings: OutboundSettings) -> None:
    """Serve until interrupted. Raises NotInitialised, BadTrust."""
    server.run(create_app(settings), settings.host, settings.port)


def _page(request: Request, problem: Problem) -> HTMLResponse | None:
    """A page for whoever came with a browser."""
    if "text/html" not in request.headers.get("accept", ""):
        return None
    return HTMLResponse(pages.problem(problem), status_code=problem.status)


def _body_limit(path: str) -> int:
    return MAX_BODY if path in _WITH_DOCUMENT else MAX_SMALL_BODY
