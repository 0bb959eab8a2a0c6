"""A cap on what a request may bring, counted while it arrives."""

from collections.abc import Callable
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.errors import TooLarge
from service.web.problems import answer

DRAIN = 128 * 2**20
"""Bytes of a refused body that are read and thrown away, so that an honest client sees the answer
instead of a broken connection. Who sends more than this is not waiting for an answer."""

Limit = Callable[[str], int]
"""From a path to the number of bytes its body may have."""


class BodyLimit:
    """Answer 413 to a body above the limit of its path; never hand more than that onwards."""

    def __init__(self, app: ASGIApp, limit: Limit) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._limit(scope["path"])
        if _declared(scope) > limit:
            await drain(receive)
            await answer(TooLarge())(scope, receive, send)
            return
        await self._counted(limit, scope, receive, send)

    async def _counted(self, limit: int, scope: Scope, receive: Receive, send: Send) -> None:
        seen = 0
        started = False

        async def counting() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise _OverLimitError
            return message

        async def sending(message: Message) -> None:
            nonlocal started
            if seen <= limit:  # what the application says about half a body is not the answer
                started = True
                await send(message)

        with suppress(_OverLimitError):
            await self._app(scope, counting, sending)
        if seen > limit:
            await drain(receive)
            if not started:
                await answer(TooLarge())(scope, receive, send)


class _OverLimitError(Exception):
    """More bytes came than were announced or allowed."""


def _declared(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0


async def drain(receive: Receive) -> None:
    """Read a refused body and throw it away, so that the client gets to see the answer."""
    thrown = 0
    while thrown <= DRAIN:
        message = await receive()
        thrown += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body", False):
            return
