"""One run of the desk, in memory: its application, its link, and the person who came by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from keys.opening import Identity
from service.desk.home import Home
from service.desk.web.app import create_app
from service.desk.web.desk import Desk
from service.desk.web.doorway import Entrance

PORT = 8480
PASSPHRASE = "four short random words"


@dataclass
class Visit:
    """A browser with its cookie, and the desk behind it."""

    desk: Desk
    entrance: Entrance
    client: TestClient

    def get(self, path: str, **headers: str):
        return self.client.get(self.entrance.root + path, headers={**OURS, **headers})

    def post(self, path: str, data: dict[str, str] | None = None, **headers: str):
        address = self.entrance.root + path
        return self.client.post(address, data=data or {}, headers={**OURS, **headers})

    def enter(self) -> None:
        self.client.get(self.entrance.link, headers={"Sec-Fetch-Site": "none"})


OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "desk")


@pytest.fixture
def locked_home(home: Home, identities: list[Identity]) -> Home:
    home.save_identity(identities[0], PASSPHRASE)
    return home


def visit(home: Home) -> Iterator[Visit]:
    desk, entrance = Desk(home), Entrance(PORT)
    with TestClient(
        create_app(desk, entrance), base_url=entrance.origin, follow_redirects=False
    ) as client:
        yield Visit(desk, entrance, client)
    desk.close()


@pytest.fixture
def stranger(locked_home: Home) -> Iterator[Visit]:
    """Somebody who has not used the link."""
    yield from visit(locked_home)


@pytest.fixture
def person(stranger: Visit) -> Visit:
    """The person who came by the link, before the lock."""
    stranger.enter()
    return stranger


@pytest.fixture
def newcomer(home: Home) -> Iterator[Visit]:
    """A person without keys."""
    for one in visit(home):
        one.enter()
        yield one


@pytest.fixture
def sampler(newcomer: Visit) -> Visit:
    """A person in the sample dialogue."""
    newcomer.post("/welcome/sample")
    return newcomer
