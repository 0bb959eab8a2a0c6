"""A real hub on loopback and people with desks of their own."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from locked_desk import locked_desk

from keys.opening import Identity
from service.desk.client import Hub
from service.desk.files import File, take
from service.desk.home import Connection, Home
from service.desk.opening import Plan, open_dialogue, open_session
from service.desk.rooms import Keys
from service.desk.signing_in import SignIn
from service.hub.app import create_app
from service.hub.settings import HubSettings
from service.hub.setup import init
from service.protocol.roles import Role

SAMPLES = Path("service/desk/samples")
PLAN = Plan("Early warning at sea", ("Warning", "Money"), "A grant without conditions pays for it.")


@dataclass(frozen=True)
class Person:
    home: Home
    identity: Identity

    def hub(self) -> Hub:
        return Hub(self.home.connection().hub, SignIn(self.home, lambda: self.identity))

    @property
    def keys(self) -> Keys:
        return Keys(self.identity, self.home.known())

    def join(self, address: str, invitation: str, *inviters: str) -> None:
        with Hub(address) as hub:
            log = hub.checkpoint().verification_key
            hub.join(invitation, self.identity.public.to_json())
        self.home.save_connection(Connection(address, log, inviters))


@dataclass(frozen=True)
class Dialogue:
    folder: Path
    dialogue: str
    session: str
    first: Person
    second: Person
    rapporteur: Person


@pytest.fixture
def hub_folder(tmp_path: Path) -> Path:
    return tmp_path / "hub"


@pytest.fixture
def served(hub_folder: Path) -> Iterator[tuple[str, str]]:
    """The address of a running hub and its first invitation."""
    settings = HubSettings(folder=hub_folder)
    made = init(settings)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}", made.bootstrap_token
    server.should_exit = True
    thread.join()
    listener.close()


@pytest.fixture
def dialogue(
    served: tuple[str, str], hub_folder: Path, tmp_path: Path, identities: list[Identity]
) -> Dialogue:
    """Two organisers and a rapporteur with an open session."""
    address, invitation = served
    first, second, rapporteur = (
        Person(locked_desk(tmp_path / name, identity), identity)
        for name, identity in zip("abc", identities, strict=False)
    )
    first.join(address, invitation)
    with first.hub() as hub:
        name = open_dialogue(hub, first.identity, "A dialogue")
        second.join(address, hub.invite(name, Role.ORGANISER).token, first.home.public().key_id)
        rapporteur.join(
            address, hub.invite(name, Role.RAPPORTEUR).token, first.home.public().key_id
        )
        first.home.trust(second.home.public().key_id)
        session = open_session(hub, first.keys, name, PLAN, take(SAMPLES / "roster.yaml"))
    return Dialogue(hub_folder, name, session, first, second, rapporteur)


@pytest.fixture
def note() -> File:
    return take(SAMPLES / "notes.md")
