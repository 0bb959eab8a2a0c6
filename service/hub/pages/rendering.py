"""Templates, and what every page carries."""

from functools import cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from service.hub.pages import visits
from service.hub.store import Hub
from service.protocol.problems import Problem, ProblemCode

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
"""Content security policy of the pages: scripts, styles and addresses of our own only."""


def page(request: Request, name: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page with a form token for whoever is visiting."""
    hub: Hub = request.app.state.hub
    visit = visits.of(request)
    text = (
        _environment()
        .get_template(name)
        .render(
            form_token=visits.form_token(hub.door, visit),
            signed_in=visits.SESSION in request.cookies,
            here=request.url.path,
            **values,
        )
    )
    response = HTMLResponse(text, status_code=status, headers={"Content-Security-Policy": POLICY})
    response.headers["Referrer-Policy"] = "same-origin"
    visits.remember(response, visit)
    return response


def to(path: str) -> RedirectResponse:
    """Go on to another page."""
    return RedirectResponse(path, status_code=303)


def problem(request: Request, problem: Problem) -> Response | None:
    """What a person sees instead of a page; programs get the data."""
    if "text/html" not in request.headers.get("accept", ""):
        return None
    if problem.code in _ENTER and request.method == "GET":
        response = to("/sign-in")
        visits.forget_session(response)
        return response
    return page(request, "problem.html", status=problem.status, problem=problem)


_ENTER = (ProblemCode.SIGN_IN, ProblemCode.FRESH_SIGN_IN)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
