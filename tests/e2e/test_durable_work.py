"""What goes on by itself, on the command line: dates, a hold, a delivery, a pool of workers."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.conftest import Run
from tests.e2e.test_by_hand import serve
from tests.e2e.test_ceremonies import House

__all__ = ["serve"]


@pytest.fixture
def house(sealedroom: Run, serve: Callable[[str, Path], str], tmp_path: Path, monkeypatch) -> House:
    """A hub whose outbound side is away, and a session with one note."""
    monkeypatch.setenv("SEALEDROOM_HUB_OUTBOUND", "http://127.0.0.1:9")
    made = sealedroom("hub", "init", "--folder", tmp_path / "hub")
    (invitation,) = re.findall(r"Invitation[^:]*: (\S+)", made.out)
    house = House(sealedroom, serve("hub", tmp_path / "hub"), tmp_path, invitation)
    for who, other in (("ben", "anna"), ("anna", "cleo")):
        house.done(who, "identity", "trust", house.fingerprint(other))
    return house


@contextmanager
def running(*arguments: object) -> Iterator[subprocess.Popen[bytes]]:
    """A command that runs until it is stopped."""
    process = subprocess.Popen([sys.executable, "-m", "service", *map(str, arguments)])
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


def dates(house: House) -> None:
    """The days of a session, those of later ones, and a hold."""
    shown = house.done("ben", "room", "clock", house.session)
    assert shown.split()[1:3] == ["draft-due", "waiting"]
    assert "shredding" in shown
    assert "draft           7" in house.done("ben", "room", "terms", house.dialogue)
    set_ = house.done("anna", "room", "terms", house.dialogue, "--draft", 3, "--grace", 30)
    assert "draft           3" in set_
    assert "grace          30" in set_
    wrong = house.refused("anna", "room", "terms", house.dialogue, "--draft", 40)
    assert "not in order" in wrong
    assert "Legal hold since" in house.done("anna", "room", "hold", house.session)
    hub = ("--folder", house.file("hub"), "--output", house.file("certificate.json"), "--yes")
    assert "legal hold" in house.refused("host", "shredding", "destroy", house.session, *hub)
    assert "Legal hold" not in house.done("ben", "room", "hold", house.session, "--end")


def pool(house: House, monkeypatch) -> None:
    """Anna's review is made on Ben's machine, in a process that holds one grant."""
    monkeypatch.setenv("SEALEDROOM_HOME", str(house.folder / "ben"))
    monkeypatch.setenv("SEALEDROOM_PASSPHRASE_FILE", str(house.folder / "passphrase"))
    with running("worker", "serve", "--once") as machine:
        ran = house.as_("anna", "worker", "queue", house.session, "--wait", 3)
        assert ran.status == 0, ran.err
        assert machine.wait(60) == 0
    assert "statements proposed" in ran.out
    house.done("anna", "room", "review", house.session, "--accept-all")


def delivery(house: House) -> None:
    """Nothing is delivered before it was released; a worker stops when it is told to."""
    proposed = house.done("anna", "release", "propose", house.session)
    (draft,) = re.findall(r"^Draft (\S+)$", proposed, re.MULTILINE)
    deliver = ("release", "deliver", draft)
    assert "Nobody asked" in house.refused("anna", *deliver)
    bundle = house.file("bundle.json", "{}")
    assert "not a released" in house.refused("anna", *deliver, "--bundle", bundle)
    with running("hub", "worker", "--folder", house.file("hub")) as worker:
        locked = house.file("hub") / "workers" / "worker"
        while not locked.exists() or not locked.read_text():
            time.sleep(0.1)
        assert "is running" in house.refused("host", "hub", "worker", "--folder", house.file("hub"))
    assert worker.returncode == 0


@pytest.mark.slow
def test_what_goes_on_by_itself(house: House, monkeypatch):
    dates(house)
    pool(house, monkeypatch)
    delivery(house)
