"""One run of the desk in memory, and whoever visits it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi.testclient import TestClient

from service.desk.home import Home
from service.desk.web.app import create_app
from service.desk.web.desk import Desk
from service.desk.web.doorway import Entrance

PORT = 8480
OURS = {"Sec-Fetch-Site": "same-origin"}


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


def visit(home: Home) -> Iterator[Visit]:
    desk, entrance = Desk(home), Entrance(PORT)
    with TestClient(
        create_app(desk, entrance), base_url=entrance.origin, follow_redirects=False
    ) as client:
        yield Visit(desk, entrance, client)
    desk.close()
