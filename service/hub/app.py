"""The hub as a web application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from fastapi import FastAPI

from service.hub import api, pages
from service.hub.api.description import describe
from service.hub.api.token_first import TokenFirst
from service.hub.gathering import Gathering
from service.hub.operations import logging
from service.hub.operations.maintenance import Housekeeper
from service.hub.operations.metrics import Measured, Metrics
from service.hub.pages import rendering
from service.hub.settings import HubSettings
from service.hub.store import Hub
from service.hub.work.due import count_due
from service.hub.work.queue import WorkQueue
from service.web import problems, server
from service.web.boundary import ErrorBoundary
from service.web.etags import ETags
from service.web.headers import NOTHING_POLICY, SecurityHeaders
from service.web.limits import BodyLimit

MAX_BODY = 46_000_000
"""Bytes of a request with an envelope: the largest one (32 MiB) in base64, and some more."""

MAX_SMALL_BODY = 8 * 2**20
"""Bytes of any other request: a session with agenda, roster and five hundred wraps."""

_WITH_ENVELOPE = ("/submissions", "/drafts", "/delivery", "/result")


def create_app(settings: HubSettings) -> FastAPI:
    """The application over an initialised folder. Raises NotInitialised."""
    hub = Hub.open(settings)
    queue = WorkQueue(settings)
    metrics = Metrics(settings.folder)
    metrics.count_due(lambda: count_due(hub.database))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        housekeeper = Housekeeper(hub.database)
        housekeeper.start()
        yield
        housekeeper.stop()
        queue.close()
        hub.database.close()

    app = FastAPI(
        title="Sealedroom hub",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json" if settings.openapi else None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    if settings.openapi:
        app.openapi = describe  # type: ignore[method-assign]
    app.state.queue = queue
    app.state.hub = hub
    app.state.gathering = Gathering(hub)
    app.state.metrics = metrics
    problems.install(app, page=rendering.problem)
    for router in (*api.ROUTERS, *pages.ROUTERS):
        app.include_router(router)
    app.add_middleware(ETags)
    app.add_middleware(TokenFirst, hub=hub, endings=_WITH_ENVELOPE)
    app.add_middleware(BodyLimit, limit=_body_limit)
    app.add_middleware(ErrorBoundary, page=rendering.problem)
    app.add_middleware(SecurityHeaders, policy=NOTHING_POLICY)
    app.add_middleware(Measured, metrics=metrics)
    return app


def serve(settings: HubSettings) -> None:
    """Serve until interrupted. Raises NotInitialised."""
    logging.configure()
    app = create_app(settings)
    if settings.metrics:
        app.state.metrics.listen(settings.metrics)
    structlog.get_logger().info("serving", engine=app.state.hub.database.name)
    server.run(app, settings.host, settings.port)


def _body_limit(path: str) -> int:
    return MAX_BODY if path.endswith(_WITH_ENVELOPE) else MAX_SMALL_BODY
