"""How the desk answers: pages, parts of pages, ways on, and what went wrong.

No answer repeats what was sent, and no exception's text is logged: either may hold words of a note.
"""

import json
import sys
import traceback
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from keys.errors import KeysError
from redaction.errors import RedactionError
from service.desk.errors import DeskError
from service.desk.web import templating
from service.desk.web.desk import Desk
from service.desk.web.doorway import Entrance
from service.desk.web.errors import LockedError, NothingHereError

MISSING = 404
REFUSED = 422
"""The person can mend it: the page says how."""


def the_desk(request: Request) -> Desk:
    """This run's desk."""
    desk: Desk = request.app.state.desk
    return desk


def the_open_desk(request: Request) -> Desk:
    """This run's desk, open. Raises `LockedError`, which leads to the lock screen."""
    desk = the_desk(request)
    if not desk.is_open:
        raise LockedError
    desk.touch()
    return desk


AnyDesk = Annotated[Desk, Depends(the_desk)]
OpenDesk = Annotated[Desk, Depends(the_open_desk)]


def page(request: Request, name: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page, or a part of one."""
    return HTMLResponse(_rendered(request, name, **values), status_code=status)


def go(request: Request, path: str) -> Response:
    """On to another page of the desk."""
    entrance: Entrance = request.app.state.entrance
    address = entrance.root + path
    if "hx-request" in request.headers:
        return Response(status_code=204, headers={"HX-Redirect": address})
    return RedirectResponse(address, status_code=303)


def install(app: FastAPI) -> None:
    """Answer every error with a page or a notice that says what to do next."""

    def locked(request: Request, _: Exception) -> Response:
        return go(request, "/unlock" if the_desk(request).has_identity else "/welcome")

    def refused(request: Request, error: Exception) -> Response:
        status = MISSING if isinstance(error, NothingHereError) else REFUSED
        return problem(request, str(error), getattr(error, "hint", ""), status)

    def framework(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        missing = NothingHereError()
        return problem(request, str(missing), missing.hint, error.status_code)

    def invalid(request: Request, _: Exception) -> Response:
        return problem(request, "Something on this page was not filled in.", "", REFUSED)

    app.add_exception_handler(LockedError, locked)
    for kind in (DeskError, KeysError, RedactionError):
        app.add_exception_handler(kind, refused)
    app.add_exception_handler(HTTPException, framework)
    app.add_exception_handler(RequestValidationError, invalid)


def problem(request: Request, message: str, hint: str, status: int) -> Response:
    """What went wrong: a page, a notice on the page, or data, as the request asked."""
    if "application/json" in request.headers.get("accept", ""):
        body = json.dumps({"message": message, "hint": hint})
        return Response(body, status_code=status, media_type="application/json")
    part = "hx-request" in request.headers
    answer = page(
        request,
        "_notice.html" if part else "problem.html",
        status=status,
        message=message,
        hint=hint,
    )
    if part:
        answer.headers["HX-Retarget"] = "#notice"
        answer.headers["HX-Reswap"] = "innerHTML"
    return answer


def _rendered(request: Request, name: str, **values: Any) -> str:
    entrance: Entrance = request.app.state.entrance
    desk = the_desk(request)
    return templating.render(
        name,
        root=entrance.root,
        desk_open=desk.is_open,
        sample=desk.is_sample,
        **values,
    )


class Faults:
    """The innermost wall: a fault of ours becomes a page; kind and place are logged, no text."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

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
            if scope["type"] != "http":
                raise
            sys.stderr.write(f"fault: {type(error).__name__} in {_place(error)}\n")
            if started:
                return
            answer = problem(
                Request(scope),
                "Something went wrong in the desk. Nothing was sent.",
                "Go back and try again; your work is kept.",
                500,
            )
            await answer(scope, receive, sending)


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/service/" in frame.filename] or list(frames)
    return f"{ours[-1].filename.rpartition('/service/')[2]}:{ours[-1].lineno}"
