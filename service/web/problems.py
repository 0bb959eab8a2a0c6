"""Every refused request is answered as problem details, and no answer repeats what was sent."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from service.protocol.problems import PROBLEM_MEDIA_TYPE, Problem, ProblemCode
from service.protocol.wire import Message
from service.web.errors import InvalidRequest, NotFound, Refusal


class MethodNotAllowed(Refusal):
    """This address does not answer to this method."""

    status = 405
    code = ProblemCode.METHOD_NOT_ALLOWED
    title = "Wrong method"


class WrongMediaType(Refusal):
    """The body must be sent as application/json."""

    status = 415
    code = ProblemCode.WRONG_MEDIA_TYPE
    title = "Wrong media type"
    hint = "Send `Content-Type: application/json`."


_BY_STATUS: dict[int, type[Refusal]] = {404: NotFound, 405: MethodNotAllowed, 415: WrongMediaType}


def answer(refusal: Refusal) -> Response:
    """The refusal as an HTTP response."""
    return problem_response(refusal.problem())


def problem_response(problem: Problem) -> Response:
    """The problem as an HTTP response."""
    return Response(
        problem.model_dump_json(), status_code=problem.status, media_type=PROBLEM_MEDIA_TYPE
    )


Page = Callable[[Request, Problem], Response | None]
"""Answers a problem with a page for people, or leaves it to the data."""


def install(app: FastAPI, page: Page = lambda _request, _problem: None) -> None:
    """Replace the framework's own answers, which would echo the request's body."""

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, Refusal)
        return page(request, error.problem()) or answer(error)

    def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return refused(request, _refusal(error.errors()))

    def framework(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        refusal = _BY_STATUS.get(error.status_code, InvalidRequest)()
        response = refused(request, refusal)
        if error.headers:
            response.headers.update(error.headers)
        return response

    app.add_exception_handler(Refusal, refused)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, framework)


def _refusal(errors: Sequence[Any]) -> Refusal:
    """A path that is no identifier leads nowhere; anything else is a bad body."""
    if any(error["loc"][:1] == ("path",) for error in errors):
        return NotFound()
    return InvalidRequest(_describe(errors))


def _describe(errors: Iterable[Any]) -> str:
    """Name the fields that are wrong, if they are ours: a sender's own key is not repeated."""
    known = _field_names(Message)
    wrong = {
        ".".join(part for part in error["loc"] if part in known)
        for error in errors
        if error["type"] != "json_invalid"
    }
    wrong.discard("")
    default = (InvalidRequest.__doc__ or "").strip()
    return f"{default} Look at: {', '.join(sorted(wrong))}." if wrong else default


def _field_names(message: type[Message]) -> frozenset[str]:
    names = frozenset(message.model_fields)
    return names.union(*(_field_names(part) for part in message.__subclasses__()))
