"""Ceremonies on the command line: custody, waivers, a worker, and the end of a room."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import SAMPLES, Ran, Run
from tests.e2e.test_by_hand import FUNDING, ITEMS, serve

__all__ = ["serve"]

WORDS = "Nets are ours to mend."


class House:
    """A hub, three organisers with desks of their own, and a session with one note."""

    def __init__(self, sealedroom: Run, address: str, folder: Path, invitation: str) -> None:
        self._run, self._address, self.folder = sealedroom, address, folder
        for who in ("anna", "ben", "cleo"):
            self.done(who, "identity", "new")
            self.file(f"{who}.json", self.done(who, "identity", "show"))
        self._join("anna", invitation)
        self.dialogue = self.done("anna", "room", "found", "A quiet dialogue")
        self._join("ben", self.done("anna", "room", "invite", self.dialogue, "organiser"))
        self.done("anna", "identity", "trust", self.fingerprint("ben"))
        plan = ["--topic", "Early warning at sea", "--funding", FUNDING]
        plan += [word for item in ITEMS for word in ("--item", item)]
        roster = SAMPLES / "roster.yaml"
        self.session = self.done("anna", "room", "new", self.dialogue, *plan, "--roster", roster)
        self.done("anna", "submit", SAMPLES / "notes.md", "--session", self.session)
        self._join("cleo", self.done("anna", "room", "invite", self.dialogue, "organiser"))

    def as_(self, who: str, *arguments: object) -> Ran:
        return self._run(*arguments, SEALEDROOM_HOME=str(self.folder / who))

    def done(self, who: str, *arguments: object) -> str:
        ran = self.as_(who, *arguments)
        assert ran.status == 0, ran.err
        return ran.out.strip()

    def refused(self, who: str, *arguments: object) -> str:
        return self.as_(who, *arguments).refused()

    def fingerprint(self, who: str) -> str:
        return self.done(who, "identity", "fingerprint")

    def file(self, name: str, text: str = "") -> Path:
        path = self.folder / name
        if text:
            path.write_text(text)
        return path

    def _join(self, who: str, invitation: str) -> None:
        file = self.file(f"{who}.invitation", invitation)
        self.done(who, "identity", "join", self._address, "--invitation-file", file)


@pytest.fixture
def house(sealedroom: Run, serve: Callable[[str, Path], str], tmp_path: Path) -> House:
    made = sealedroom("hub", "init", "--folder", tmp_path / "hub")
    assert made.status == 0, made.err
    (invitation,) = re.findall(r"Invitation[^:]*: (\S+)", made.out)
    return House(sealedroom, serve("hub", tmp_path / "hub"), tmp_path, invitation)


def custody(house: House) -> None:
    """Cleo came too late for a wrap; two custodians of three bring the room back for her."""
    assert "not open to you" in house.refused("cleo", "room", "read", house.session)
    shares = house.file("shares")
    split = ("custody", "split", house.session, "--threshold", 2, "--output", shares)
    assert "sealed to custodians or printed" in house.refused("anna", *split)
    people = [
        word for who in ("anna", "ben", "cleo") for word in ("--to", house.file(f"{who}.json"))
    ]
    assert "3 shares" in house.done("anna", *split, *people)
    assert "exists" in house.refused("anna", *split, *people)
    room, cleo = shares / "room.json", house.file("cleo.json")
    names = {}
    for who in ("anna", "ben", "cleo"):
        (person,) = re.findall(r'"person":"([^"]+)"', house.file(f"{who}.json").read_text())
        names[who] = shares / f"share-{person}.json"
    handed = house.file("handed.json")
    assert "does not open" in house.refused(
        "ben", "custody", "hand", names["anna"], "--to", cleo, "--output", handed
    )
    house.done("ben", "custody", "hand", names["ben"], "--to", cleo, "--output", handed)
    recover = ("custody", "recover", room)
    assert "do not recover" in house.refused("cleo", *recover, handed)
    assert "do not recover" in house.refused("cleo", *recover, handed, handed)
    house.done("cleo", *recover, handed, names["cleo"])
    assert "CH102" in house.done("cleo", "room", "read", house.session)

    paper = house.file("paper")
    pages = ("custody", "split", house.session, "--threshold", 2, "--output", paper, "--paper", 3)
    house.done("anna", *pages)
    typed = [paper / "share-1.txt", paper / "share-3.txt"]
    house.done("ben", "custody", "recover", paper / "room.json", *typed)
    typed[0].write_text(typed[0].read_text().rstrip().rpartition(" ")[0])
    assert "33 words" in house.refused("ben", "custody", "recover", paper / "room.json", *typed)


def waivers(house: House) -> None:
    """Ben lets a sentence of his out, takes one back, and nobody else does either."""
    statement = house.file("statement.txt", "Nets belong to those who mend them.\n")
    wording = house.file("wording.txt", WORDS)
    what = ("--statement", statement, "--wording", wording)
    given = {}
    for name in ("one", "two"):
        given[name] = house.file(f"{name}.waiver")
        house.done("ben", "waiver", "sign", house.session, *what, "--output", given[name])
        assert WORDS not in given[name].read_text()
    ben, anna = ("--person", house.file("ben.json")), ("--person", house.file("anna.json"))
    shown = house.done("anna", "waiver", "check", given["one"], *ben)
    assert WORDS in shown
    assert "stands" in shown
    house.refused("anna", "waiver", "check", given["one"], *anna)
    house.done("anna", "waiver", "use", given["one"], *ben, *what)
    other = ("--statement", statement, "--wording", house.file("other.txt", "Nets are theirs."))
    assert "another statement" in house.refused("anna", "waiver", "use", given["two"], *ben, *other)
    for name, words in (("one", "used already"), ("two", "taken back")):
        back = house.file(f"{name}.back")
        house.done("ben", "waiver", "revoke", given[name], "--output", back)
        ran = house.as_("anna", "waiver", "check", given[name], *ben, "--revocation", back)
        assert words in ran.out + ran.err
        assert ran.status == (1 if name == "one" else 0)
    assert "taken back" in house.refused("anna", "waiver", "use", given["two"], *ben, *what)


def worker(house: House) -> None:
    """A worker without an identity redacts under one grant; the review comes back sealed."""
    job = house.file("job")
    house.done("anna", "worker", "job", house.session, "--output", job)
    assert "worker.json" in house.refused("anna", "worker", "grant", job, "--yes")
    assert "new to this desk" in house.refused(
        "nobody", "worker", "run", job, "--organiser", house.fingerprint("ben")
    )
    command = [sys.executable, "-m", "service", "worker", "run", str(job)]
    running = subprocess.Popen(
        [*command, "--organiser", house.fingerprint("anna"), "--wait", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        while not (job / "worker.json").exists() and running.poll() is None:
            time.sleep(0.05)
        granted = house.done("anna", "worker", "grant", job, "--yes")
        out, err = running.communicate(timeout=100)
    finally:
        running.kill()
    assert "Done" in out, err
    (key,) = re.findall(r"[0-9a-f]{16}$", granted.splitlines()[0])
    assert key in err
    assert "statements proposed" in house.done("anna", "worker", "collect", job)
    house.done("anna", "room", "review", house.session, "--accept-all")


def the_end(house: House) -> None:
    """The hub's host destroys the keys, two organisers certify it, and nobody reads any more."""
    certificate, trust = house.file("certificate.json"), house.file("trust.json")
    hub = ("--folder", house.file("hub"), "--output", certificate, "--yes")
    house.done("anna", "identity", "trust", house.fingerprint("cleo"))
    house.done("anna", "release", "trust", house.dialogue, "--output", trust)
    assert "no keys of this room" in house.refused("host", "shredding", "destroy", "x" * 43, *hub)
    assert not certificate.exists()
    assert "2 wraps" in house.done("host", "shredding", "destroy", house.session, *hub)
    fetched = house.file("fetched.json")
    house.done("anna", "shredding", "fetch", house.session, "--output", fetched)
    assert fetched.read_text() == certificate.read_text()
    verify = ("shredding", "verify", certificate, "--trust", trust)
    assert "Nobody signed" in house.refused("anyone", *verify)
    house.done("anna", "shredding", "sign", certificate)
    assert "One person signed" in house.refused("anyone", *verify)
    assert "already" in house.refused("anna", "shredding", "sign", certificate)
    for who in ("ben", "cleo"):
        house.done(who, "shredding", "sign", certificate)
    assert "Two organisers" in house.done("anyone", *verify)
    for who in ("anna", "ben", "cleo"):
        assert "not open to you" in house.refused(who, "room", "read", house.session)


@pytest.mark.slow
def test_the_ceremonies(house: House):
    custody(house)
    waivers(house)
    worker(house)
    the_end(house)
