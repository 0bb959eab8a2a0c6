"""The description of the API: OpenAPI, with the problems that every address may answer with."""

from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from service.hub.api import ROUTERS
from service.protocol.problems import PROBLEM_MEDIA_TYPE, Problem
from service.web.bearer import bearer_token

VERSION = "1"

ABOUT = """The sealed store. Bodies are JSON, bytes in them are base64.

**Identifiers** are drawn by the sender (43 characters), so every creating request may be sent
again: the same content gets the same answer, other content under the same id is a `conflict`.
**Errors** are problem details (RFC 9457) with a stable `code` and a `hint`. **Lists** of notes
come in pages: send `next` back as `cursor`. **Answers** carry an `ETag`: send it back in
`If-None-Match` and get
304 when nothing changed."""

_PROBLEM = {
    "description": "A problem with a stable code and a hint.",
    "content": {PROBLEM_MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def describe() -> dict[str, Any]:
    """The OpenAPI document of the hub."""
    app = FastAPI(title="Sealedroom hub", version=VERSION, description=ABOUT)
    for router in ROUTERS:
        app.include_router(router)
    document = app.openapi()
    parts = document["components"]
    parts["schemas"]["Problem"] = Problem.model_json_schema(
        ref_template="#/components/schemas/{model}"
    )
    parts["schemas"] |= parts["schemas"]["Problem"].pop("$defs")
    parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    closed = _closed()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            operation["responses"].pop("422", None)
            operation["responses"] |= {"4XX": _PROBLEM, "503": _PROBLEM}
            if (method.upper(), path) in closed:
                operation["security"] = [{"token": []}]
    return document


def _closed() -> set[tuple[str, str]]:
    """Every address that asks for a token."""
    return {
        (method, route.path_format)
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute)
        and any(part.call is bearer_token for part in route.dependant.dependencies)
        for method in route.methods or ()
    }
