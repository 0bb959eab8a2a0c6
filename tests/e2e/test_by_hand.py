"""A session by hand: every command of the README's table, by people with desks of their own."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from redaction.readers import read
from redaction.roster import Roster
from tests.e2e.conftest import SAMPLES, Ran, Run

FUNDING = "The costs were met by a grant that sets no conditions on the results."
ITEMS = ("Early warning", "Fishing quotas", "Money and insurance")


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[str, Path], str]]:
    """Start `sealedroom NAME serve` and return its address."""
    running: list[subprocess.Popen[bytes]] = []

    def start(name: str, folder: Path) -> str:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "service", name, "serve", "--folder", str(folder)]
        with (tmp_path / f"{name}.log").open("wb") as log:
            running.append(
                subprocess.Popen([*command, "--port", str(port)], stdout=log, stderr=log)
            )
        for _ in range(600):
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", port)) == 0:
                    return f"http://127.0.0.1:{port}"
            time.sleep(0.05)
        pytest.fail((tmp_path / f"{name}.log").read_text())

    yield start
    for process in running:
        process.terminate()
        process.wait()


def test_a_session_by_hand(sealedroom: Run, serve: Callable[[str, Path], str], tmp_path: Path):
    def as_(who: str, *arguments: object) -> Ran:
        return sealedroom(*arguments, SEALEDROOM_HOME=str(tmp_path / who))

    def done(ran: Ran) -> str:
        assert ran.status == 0, ran.err
        return ran.out.strip()

    def join(who: str, invitation: str) -> None:
        file = tmp_path / f"{who}.invitation"
        file.write_text(invitation)
        done(as_(who, "identity", "join", hub, "--invitation-file", file))

    made = done(sealedroom("hub", "init", "--folder", tmp_path / "hub"))
    hub = serve("hub", tmp_path / "hub")
    for who in ("anna", "ben", "rita", "olaf"):
        done(as_(who, "identity", "new"))
    (first,) = re.findall(r"Invitation[^:]*: (\S+)", made)
    join("anna", first)
    dialogue = done(as_("anna", "room", "found", "A quiet dialogue"))
    join("ben", done(as_("anna", "room", "invite", dialogue, "organiser")))
    join("rita", done(as_("anna", "room", "invite", dialogue, "rapporteur")))

    plan = ["--topic", "Early warning at sea", "--funding", FUNDING]
    plan += [word for item in ITEMS for word in ("--item", item)]
    new = ("room", "new", dialogue, *plan, "--roster", SAMPLES / "roster.yaml")
    assert "new to this desk" in as_("anna", *new).refused()
    done(as_("anna", "identity", "trust", done(as_("ben", "identity", "fingerprint"))))
    session = done(as_("anna", *new))

    done(as_("rita", "submit", SAMPLES / "notes.md", "--session", session))
    assert "role" in as_("rita", "room", "show", session).refused()
    assert "16 KiB" in done(as_("anna", "room", "show", session))
    assert "CH102" in done(as_("anna", "room", "read", session))

    done(as_("rita", "submit", SAMPLES / "transcript.vtt", "--session", session))
    shown = tmp_path / "voices.json"
    assert "gini" in done(as_("anna", "room", "voices", dialogue, "--export", shown))
    assert "effective speakers" in shown.read_text()

    assert "no finished review" in as_("anna", "release", "propose", session).refused()
    done(as_("anna", "room", "review", session, "--accept-all"))
    proposed = done(as_("anna", "release", "propose", session))
    (draft,) = re.findall(r"^Draft (\S+)$", proposed, re.MULTILINE)

    bundle, trust = tmp_path / "outcome.json", tmp_path / "trust.json"
    publish = ("release", "publish", draft, "--output", bundle)
    assert "1 of 2" in done(as_("anna", "release", "approve", draft, "--yes"))
    assert "two organisers" in as_("anna", *publish).refused()
    assert "1 of 2" in done(as_("anna", "release", "approve", draft, "--yes"))
    assert not bundle.exists()
    assert "2 of 2" in done(as_("ben", "release", "approve", draft, "--yes"))

    done(as_("anna", "release", "trust", dialogue, "--output", trust))
    done(sealedroom("outbound", "init", "--folder", tmp_path / "far", "--trust", trust))
    far = serve("outbound", tmp_path / "far")
    assert "Delivered" in done(as_("anna", *publish, "--outbound", far))
    done(sealedroom("verify", bundle, "--trust", trust))
    again = done(as_("anna", "release", "preview", session))
    assert re.search(r"findings +passed", again)  # beside what left before

    document = tmp_path / "outcome.docx"
    done(sealedroom("release", "export", bundle, "--trust", trust, "--output", document))
    assert "Funding" in read(document.read_bytes(), document.name, Roster()).text

    official, token = tmp_path / "official.json", tmp_path / "token"
    official.write_text(done(as_("olaf", "identity", "show")))
    token.write_text(
        done(sealedroom("outbound", "register", official, "--folder", tmp_path / "far"))
    )
    released = ("--release", bundle)
    assert done(sealedroom("recommend", "points", *released, "--trust", trust)).startswith("1  ")
    to = ("--title", "An option", "--point", 1, "--to", official)
    proposed = done(as_("anna", "recommend", "propose", session, *released, *to))
    (draft,) = re.findall(r"^Draft (\S+)$", proposed, re.MULTILINE)
    for who in ("anna", "ben"):
        done(as_(who, "recommend", "approve", draft, *released, "--yes"))
    sent = done(as_("anna", "recommend", "send", draft, far)).removeprefix("Sent: ")
    collect = ("recommend", "collect", far, "--trust", trust, "--token-file", token)
    assert "# An option" in done(as_("olaf", *collect))
    uptake = ("recommend", "uptake", sent, "considered", "--outbound", far, "--token-file", token)
    done(as_("olaf", *uptake))
    assert "considered" in done(as_("anna", "recommend", "status", sent, far))
