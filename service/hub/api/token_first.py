"""Whoever sends much says first who they are: before that, nothing large is read."""

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from service.hub import links
from service.hub.pages.submitting import LINKED
from service.hub.pages.visits import SESSION
from service.hub.store import Hub
from service.web.bearer import bearer_token
from service.web.errors import Refusal
from service.web.limits import drain
from service.web.problems import answer

SMALL = 256 * 2**10
"""Bytes that a stranger may make us read: a usual note fits, so that it is not asked for twice."""


class TokenFirst:
    """Check the token of a large request before its body is read."""

    def __init__(self, app: ASGIApp, hub: Hub, endings: tuple[str, ...]) -> None:
        self._app = app
        self._hub = hub
        self._endings = endings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["method"] == "POST" and self._is_large(scope):
            try:
                await run_in_threadpool(self._check, Request(scope))
            except Refusal as refusal:
                await drain(receive)
                await answer(refusal)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _check(self, request: Request) -> None:
        """Raises SignInNeeded, or BadWayIn for who says that they hold a submission link."""
        if request.url.path == LINKED:
            with self._hub.database.read() as db:
                links.room_of(db, bearer_token(request))
        else:
            self._hub.check_token(request.cookies.get(SESSION) or bearer_token(request))

    def _is_large(self, scope: Scope) -> bool:
        if not scope["path"].endswith(self._endings):
            return False
        length = dict(scope["headers"]).get(b"content-length", b"")
        return not length.isdigit() or int(length) > SMALL
