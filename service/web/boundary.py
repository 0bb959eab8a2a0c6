"""The outermost wall: an unexpected exception becomes a plain 500.

An exception's text may hold what was sent, so only its type and the place in our code are logged.
"""

import traceback

import structlog
from sqlalchemy.exc import OperationalError
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.errors import Busy, InternalError
from service.web.problems import Page, answer


class ErrorBoundary:
    """Answer instead of raising, and log without repeating."""

    def __init__(self, app: ASGIApp, page: Page = lambda _request, _problem: None) -> None:
        self._app = app
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, sending if scope["type"] == "http" else send)
        except Exception as error:
            structlog.get_logger().error(
                "request failed", error=type(error).__name__, place=_place(error)
            )
            if scope["type"] != "http":
                raise
            if not started:
                refusal = Busy() if isinstance(error, OperationalError) else InternalError()
                page = self._page(Request(scope), refusal.problem())
                await (page or answer(refusal))(scope, receive, sending)


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/service/" in frame.filename] or list(frames)
    return f"{ours[-1].filename.rpartition('/service/')[2]}:{ours[-1].lineno}"
