"""A series written down by its people: charter, delegations, goals, funders, seats, a breach, and
an organiser who leaves."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import Run
from tests.e2e.test_by_hand import serve
from tests.e2e.test_objections import Cast

__all__ = ["serve"]

pytestmark = pytest.mark.slow

WORDS = {
    "charter": "The Umberwood Institute\nIt takes no money from either side.",
    "north": "The northern delegation\nA hotline that is answered within the hour",
    "goal": "A joint inspection of the gauges",
    "funder": "The Quillfeather Foundation\nIt asks for no say in the results.",
    "seat": "Zephyrine Okonkwo-Thrace",
    "breach": "A speaker was named\nOn the radio, by somebody from Umberwood.",
}


def test_a_series_is_written_down_and_outlives_an_organiser(
    sealedroom: Run, serve: Callable[[str, Path], str], tmp_path: Path
):
    made = sealedroom("hub", "init", "--folder", tmp_path / "hub")
    (invitation,) = re.findall(r"Invitation[^:]*: (\S+)", made.out)
    address = serve("hub", tmp_path / "hub")
    cast = Cast(sealedroom, address, tmp_path, invitation)
    dialogue = cast.dialogue
    words = {name: cast.file(f"{name}.txt", text) for name, text in WORDS.items()}

    def anna(command: str, *arguments: object) -> str:
        return cast.done("anna", "dialogue", command, dialogue, *arguments)

    assert "No charter yet" in anna("show")
    assert "no key yet" in cast.refused("rosa", "dialogue", "breach", dialogue, words["breach"])
    empty = cast.file("empty", "The southern delegation")
    assert "nothing is said" in cast.refused("anna", "dialogue", "delegation", dialogue, empty)
    anna("charter", words["charter"], "--label", "track-2")
    north = anna("delegation", words["north"])
    goal = anna("goal", words["goal"])
    assert "shared" in anna("agree", goal, north)
    funder = anna("funder", words["funder"])
    assert "PARTICIPANTS NOT TOLD YET" in anna("show")
    anna("disclose", funder, "--on", "2026-03-01")
    moved = cast.refused("anna", "dialogue", "disclose", dialogue, funder, "--on", "2026-03-02")
    assert "not moved" in moved

    token = cast.file("token", anna("seat", words["seat"]))
    sit = ("dialogue", "sit", address, "--token-file", token, "--yes")
    other = cast.file("other-rule", "What is said here stays here.\n")
    assert "another rule text" in cast.refused("nobody", *sit, "--rule", other)
    assert "acknowledged the Rule" in cast.done("nobody", *sit, "--capacity", "personal")
    told = cast.done("nobody", *sit, "--capacity", "under-instruction")
    assert "called track-1.5 from now on" in told
    label = ("--label", "track-2")
    refused = cast.refused("anna", "dialogue", "charter", dialogue, words["charter"], *label)
    assert "under instruction" in refused
    cast.done("rosa", "dialogue", "acknowledge", dialogue, "--yes")
    cast.done("rosa", "identity", "trust", cast.fingerprint("anna"))
    cast.done("rosa", "dialogue", "breach", dialogue, words["breach"])

    shown = cast.done("ben", "dialogue", "show", dialogue)
    for text in WORDS.values():
        for line in text.splitlines():
            assert line in shown, line
    for state in ("track-1.5", "1 of 4 members and 1 of 1 seats", "(shared)", "told on 2026-03-01"):
        assert state in shown, state

    _attendance(cast)
    _leaves(cast, shown)
    _nothing_in_the_clear(cast)


def _attendance(cast: Cast) -> None:
    """Institutions may be told, until the safety tier says that nothing is."""
    ask = ("room", "attendance", cast.session)
    assert cast.done("ben", *ask) == "Attendance is not disclosed."
    assert "came from: " in cast.done("anna", *ask, "--level", "institutions")
    assert "came from: " in cast.done("ben", *ask)
    assert "safety" in cast.done("anna", "room", "terms", cast.dialogue, "--safety")
    assert cast.done("ben", *ask) == "Attendance is not disclosed."
    assert "never told" in cast.refused("anna", *ask, "--level", "institutions")


def _leaves(cast: Cast, shown: str) -> None:
    """Ben removes Anna; what was there opens for him, and nothing for her."""
    listed = cast.done("ben", "room", "members", cast.dialogue)
    key = cast.fingerprint("anna").split()[0][:16]
    (person,) = re.findall(rf"(\S{{22}})  organiser +{key}", listed)
    removed = cast.done("ben", "dialogue", "remove", cast.dialogue, person, "--yes")
    assert f"New key: {cast.session}" in removed
    assert cast.done("ben", "dialogue", "show", cast.dialogue) == shown.replace("of 4", "of 3")
    assert "note" in cast.done("ben", "room", "show", cast.session)
    cast.done("ben", "room", "read", cast.session)
    assert cast.refused("anna", "dialogue", "show", cast.dialogue)
    assert cast.refused("anna", "room", "read", cast.session)


def _nothing_in_the_clear(cast: Cast) -> None:
    for place in ("hub", "anna", "ben", "rosa", "nobody"):
        for file in (cast.folder / place).rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                for word in (b"Umberwood", b"Quillfeather", b"Zephyrine", b"hotline"):
                    assert word not in content, file
