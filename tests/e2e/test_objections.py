"""A participant is shown a draft, objects, and is answered before it leaves."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import SAMPLES, Run
from tests.e2e.test_by_hand import FUNDING, ITEMS, serve

__all__ = ["serve"]

pytestmark = pytest.mark.slow

COMMENT = "I said this alone: Quillfeather."


class Cast:
    """Two organisers, a rapporteur and a participant, each with a desk of their own."""

    def __init__(self, sealedroom: Run, address: str, folder: Path, invitation: str) -> None:
        self._run, self._address, self.folder = sealedroom, address, folder
        for who in ("anna", "ben", "rosa", "dora"):
            self.done(who, "identity", "new")
        self._join("anna", invitation)
        self.dialogue = self.done("anna", "room", "found", "A quiet dialogue")
        for who, role in (("ben", "organiser"), ("rosa", "rapporteur"), ("dora", "participant")):
            self._join(who, self.done("anna", "room", "invite", self.dialogue, role))
        self.done("anna", "identity", "trust", self.fingerprint("ben"))
        plan = ["--topic", "Early warning at sea", "--funding", FUNDING]
        plan += [word for item in ITEMS for word in ("--item", item)]
        roster = SAMPLES / "roster.yaml"
        self.session = self.done("anna", "room", "new", self.dialogue, *plan, "--roster", roster)
        self.done("rosa", "submit", SAMPLES / "notes.md", "--session", self.session)

    def done(self, who: str, *arguments: object) -> str:
        ran = self._run(*arguments, SEALEDROOM_HOME=str(self.folder / who))
        assert ran.status == 0, ran.err
        return ran.out.strip()

    def refused(self, who: str, *arguments: object) -> str:
        return self._run(*arguments, SEALEDROOM_HOME=str(self.folder / who)).refused()

    def fingerprint(self, who: str) -> str:
        return self.done(who, "identity", "fingerprint")

    def file(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text)
        return path

    def propose(self) -> str:
        self.done("anna", "room", "review", self.session, "--accept-all")
        out = self.done("anna", "release", "propose", self.session)
        return re.search(r"Draft (\S+)", out)[1]

    def _join(self, who: str, invitation: str) -> None:
        file = self.file(f"{who}.invitation", invitation)
        self.done(who, "identity", "join", self._address, "--invitation-file", file)


@pytest.fixture
def cast(sealedroom: Run, serve: Callable[[str, Path], str], tmp_path: Path) -> Cast:
    made = sealedroom("hub", "init", "--folder", tmp_path / "hub")
    assert made.status == 0, made.err
    (invitation,) = re.findall(r"Invitation[^:]*: (\S+)", made.out)
    return Cast(sealedroom, serve("hub", tmp_path / "hub"), tmp_path, invitation)


def test_a_draft_is_shown_objected_to_answered_and_released(cast: Cast):
    draft = cast.propose()
    assert "compared" in cast.refused("anna", "release", "show", draft)
    assert "shown no draft" in cast.refused("dora", "preview", "show", draft)
    key = cast.fingerprint("dora").split()[0]
    shown = cast.done("anna", "release", "show", draft, "--compared", key)
    assert "Shown to 1 more; objections count up to and on" in shown

    text = cast.done("dora", "preview", "show", cast.session)
    number, passage = re.search(
        r"\[ *(\d+)\] ([A-Z][^#\n]+\.)\n", text.partition("## ")[2]
    ).groups()
    comment = cast.file("comment", COMMENT)
    object_to = ("preview", "object", cast.session, "--comment-file", comment, "--passage")
    assert "no passage" in cast.refused("dora", *object_to, 999)
    assert "Sealed and sent" in cast.done("dora", *object_to, number)
    assert COMMENT in cast.done("dora", "preview", "show", draft)
    assert "no draft" in cast.refused("rosa", "preview", "show", draft)

    heard = cast.done("ben", "release", "objections", draft)
    assert COMMENT in heard
    assert passage in heard
    assert "WAITS FOR AN ANSWER" in heard
    objection = re.search(r"objection (\S{43})", heard)[1]
    assert "wait for an answer" in cast.refused("ben", "release", "approve", draft, "--yes")
    why = cast.file("why", "Three people said it; it stays.")
    cast.done("ben", "release", "answer", draft, objection, "--because", why)
    assert "not taken up: Three people" in cast.done("anna", "release", "objections", draft)

    for who in ("anna", "ben"):
        cast.done(who, "release", "approve", draft, "--yes")
    bundle = cast.folder / "release.json"
    publish = ("release", "publish", draft, "--output", bundle)
    assert "may still object" in cast.refused("anna", *publish)
    assert not bundle.exists()
    haste = cast.file("haste", "The ministers meet tomorrow.")
    assert "Released" in cast.done("anna", *publish, "--before-window", haste)
    assert "does not wait: The ministers" in cast.done("ben", "release", "objections", draft)
    assert "Quillfeather" not in bundle.read_text()
    late = cast.refused("dora", *object_to, number)
    assert "released" in late
    _nothing_in_the_clear(cast)


def _nothing_in_the_clear(cast: Cast) -> None:
    """Neither on the hub nor on any desk."""
    for place in ("hub", "anna", "ben", "rosa", "dora"):
        for file in (cast.folder / place).rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                assert b"Quillfeather" not in content, file
                assert b"ministers meet" not in content, file
