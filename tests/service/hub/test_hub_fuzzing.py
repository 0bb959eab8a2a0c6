"""Whatever the description allows or forbids is sent, and nothing breaks the hub (Schemathesis)."""

from __future__ import annotations

import os

import pytest
import schemathesis
from house import House
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import CHECKS, load_all_checks
from starlette.types import ASGIApp, Receive, Scope, Send

from service.hub.api.description import describe
from service.hub.app import create_app

pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # streams of Schemathesis' client
]
EXAMPLES = int(os.environ.get("SEALEDROOM_FUZZ_EXAMPLES", "2"))
load_all_checks()

LEFT_OUT = {
    "positive_data_acceptance": "a schema cannot say what is a whole envelope or a signature",
}
"""Checks that cannot hold, and why."""


@pytest.fixture(scope="module")
def house(tmp_path_factory, identities):
    with House.build(tmp_path_factory.mktemp("fuzzed") / "hub", identities) as house:
        yield house


@pytest.fixture(scope="module")
def description(house: House):
    app = create_app(house.settings.model_copy(update={"openapi": True}))
    yield schemathesis.openapi.from_asgi("/openapi.json", _staying_up(app))
    app.state.queue.close()
    app.state.hub.database.close()


def _staying_up(app: ASGIApp) -> ASGIApp:
    """The client would start and stop the application for every request."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await app(scope, receive, send)
            return
        for phase in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{phase}.complete"})

    return serve


SAMPLE = (
    ("/dialogues/{dialogue}", "get"),
    ("/sessions/{session}/submissions", "get"),
    ("/sessions/{session}/submissions", "post"),
)
"""In every run; the others are slow."""


def _operations() -> list[object]:
    paths = describe()["paths"]
    every = [(path, method) for path, operations in paths.items() for method in operations]
    return [pytest.param(*one, marks=[] if one in SAMPLE else [pytest.mark.slow]) for one in every]


@pytest.mark.parametrize(("path", "method"), _operations())
def test_the_api_is_what_its_description_says(description, house, path, method):
    token = house.people["organiser"].token
    checks = [check for check in CHECKS.get_all() if check.__name__ not in LEFT_OUT]

    @given(description[path][method].as_strategy())
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    def send(case: schemathesis.Case) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=checks)

    send()
