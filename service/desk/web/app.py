"""The desk as a web application: headers, limits, errors, pages."""

from fastapi import FastAPI

from service.desk.web import answers
from service.desk.web.desk import Desk
from service.desk.web.doorway import Doorway, Entrance
from service.desk.web.pages import ROUTERS
from service.web.headers import SecurityHeaders
from service.web.limits import BodyLimit

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content security policy: our own files, no inline style or script, nothing from elsewhere."""

MAX_BODY = 20_000_000
"""Bytes of a file that is dropped on a page, as `redaction.readers.MAX_BYTES`."""

MAX_SMALL_BODY = 4 * 2**20
"""Bytes of any other request: a day's notes, saved whole."""


def create_app(desk: Desk, entrance: Entrance) -> FastAPI:
    """The application for one run."""
    app = FastAPI(
        title="Sealedroom desk",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    app.state.desk = desk
    app.state.entrance = entrance
    answers.install(app)
    for router in ROUTERS:
        app.include_router(router, prefix=entrance.root)
    app.add_middleware(answers.Faults)
    app.add_middleware(BodyLimit, limit=_body_limit)
    app.add_middleware(Doorway, entrance=entrance)
    app.add_middleware(SecurityHeaders, policy=POLICY)
    return app


def _body_limit(path: str) -> int:
    return MAX_BODY if path.endswith("/file") else MAX_SMALL_BODY
