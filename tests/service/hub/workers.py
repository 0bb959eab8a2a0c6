"""Hubs, workers and an outbound side as processes that can be killed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from house import House

from service.hub.settings import HubSettings
from service.outbound.settings import OutboundSettings
from service.outbound.setup import init

WORK = """
import os, signal, sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from sqlalchemy import Engine, event
from service.hub.settings import HubSettings
from service.hub.work import beats, worker

folder, name, days, outbound, fatal = sys.argv[1:]
beats.DEAD_SECONDS, worker.BEAT_SECONDS, left = 2.0, 0.2, int(fatal)

def count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def now():
    return datetime.now(UTC) + timedelta(days=float(Path(days).read_text()))

for moment in ("before_cursor_execute", "commit"):
    event.listen(Engine, moment, count)
settings = HubSettings(folder=folder, outbound=outbound or None)
worker.Worker(settings, name, now=now, pause=0.1).run(Event())
"""
SERVE = """
import sys
from service.hub.app import serve
from service.hub.settings import HubSettings
serve(HubSettings(folder=sys.argv[1], port=int(sys.argv[2]), outbound=sys.argv[3] or None))
"""
FAR = """
import sys
from pathlib import Path
from service.outbound.app import serve
from service.outbound.settings import OutboundSettings
folder = Path(sys.argv[1])
serve(OutboundSettings(folder=folder, trust=folder / "trust.json", port=int(sys.argv[2])))
"""


class Calendar:
    """How many days the workers are ahead of us."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.turn(0)

    def turn(self, days: float) -> None:
        """Let some days have passed since today."""
        new = self.path.with_suffix(".new")
        new.write_text(str(days))
        new.replace(self.path)


@contextmanager
def worker(
    house: House, calendar: Calendar, name: str = "worker", fatal: int = 0
) -> Iterator[subprocess.Popen]:
    """A running worker, which is killed before its `fatal`-th statement or commit."""
    where = [
        str(house.settings.folder),
        name,
        str(calendar.path),
        house.settings.outbound or "",
        str(fatal),
    ]
    with running(WORK, where, house.settings) as process:
        yield process


@contextmanager
def hub(house: House) -> Iterator[tuple[subprocess.Popen, httpx.Client]]:
    """Another running hub over the same database, and a client for it."""
    port = free_port()
    where = [str(house.settings.folder), str(port), house.settings.outbound or ""]
    with (
        running(SERVE, where, house.settings) as process,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client,
    ):
        wait(lambda: answers(client, "/log/checkpoint"))
        yield process, client


@contextmanager
def far_side(house: House, folder: Path) -> Iterator[httpx.Client]:
    """A running outbound side where the hub expects it."""
    address = house.settings.outbound
    assert address
    settings = OutboundSettings(folder=folder, trust=folder / "trust.json")
    if not folder.exists():
        init(settings)
        settings.trust.write_text(house.trust.to_json())
    with (
        running(FAR, [str(folder), address.rpartition(":")[2]], house.settings),
        httpx.Client(base_url=address, timeout=20) as client,
    ):
        wait(lambda: answers(client, "/"))
        yield client


@contextmanager
def running(script: str, where: list[str], settings: HubSettings) -> Iterator[subprocess.Popen]:
    """A process that is killed at the end, if it lives that long."""
    secret = settings.database.get_secret_value()
    environment = os.environ | {"SEALEDROOM_HUB_DATABASE": secret}
    with subprocess.Popen([sys.executable, "-c", script, *where], env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


def wait(until: Callable[[], object], seconds: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def answers(client: httpx.Client, path: str) -> bool:
    """Whether a service is up."""
    try:
        return client.get(path).status_code < 500
    except httpx.TransportError:
        return False


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
