"""A hub that listens on loopback, its clock, and browsers before it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn
from house import House
from playwright.sync_api import Browser, Page

from tests.browser.chromium import DESKTOP, TIMEOUT


@dataclass
class Clock:
    """The hub's clock, which stands still until a test moves it on."""

    start: int = field(default_factory=lambda: int(time.time()))
    ahead: int = 0

    def __call__(self) -> int:
        return self.start + self.ahead


@dataclass(frozen=True)
class Live:
    """A house whose hub listens."""

    house: House
    address: str
    clock: Clock


@contextmanager
def listening(app) -> Iterator[int]:
    """Serve an application that is running already; gives the port."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join()
    listener.close()


@contextmanager
def visiting(chromium: Browser, live: Live, viewport=None) -> Iterator[Page]:
    """A browser of somebody's own; every complaint of its console is a failure."""
    context = chromium.new_context(
        base_url=live.address, viewport=viewport or DESKTOP, reduced_motion="reduce"
    )
    context.set_default_timeout(TIMEOUT)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert not [one for one in complaints if "status of 4" not in one]
