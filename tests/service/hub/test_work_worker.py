"""Workers as processes: what is due gets done once, whoever is killed, and dbos learns no word."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psycopg
import pytest
from house import AGENDA, NOTE, POLICY, ROSTER, TITLE, House
from sqlalchemy import make_url
from workers import Calendar, far_side, free_port, hub, wait, worker

from keys.bundle import build
from keys.logproof import LogProof
from keys.opening import RoomSecret
from keys.signatures import DsseEnvelope
from service.hub.keyroom import SqlKeyStore
from service.hub.tables import Delivery, DestroyedSession, HubTable
from service.protocol.canonical import sha256_hex
from service.protocol.log import Event, Leaf
from service.protocol.wire import new_identifier

WORDS = (b"participant", b"gauges", b"Zephyrine", b"Quillfeather", TITLE, AGENDA, ROSTER, NOTE)
STATEMENTS = 150
"""A worker is killed before one of its first so many statements: in a start, a round or a task."""


@pytest.fixture
def house(tmp_path, identities, database, monkeypatch):
    """A hub that was told where the outbound side will be."""
    monkeypatch.setenv("SEALEDROOM_HUB_OUTBOUND", f"http://127.0.0.1:{free_port()}")
    with House.build(tmp_path / "hub", identities, database) as house:
        yield house


@pytest.fixture
def calendar(tmp_path) -> Calendar:
    return Calendar(tmp_path / "days")


@pytest.mark.parametrize(
    ("engine", "kills"),
    [
        ("sqlite", 1),
        pytest.param("sqlite", 100, marks=pytest.mark.slow),
        pytest.param("postgresql", 100, marks=pytest.mark.slow),
    ],
)
def test_killed_workers_leave_nothing_undone_or_done_twice(
    house: House, calendar: Calendar, tmp_path, kills: int
):
    """Review clock, deliveries, warning, grace, shredding; and kills in all of them."""
    sessions = [house.session, *(open_session(house) for _ in range(min(kills, 5)))]
    documents = [f"# Outcome {n}\n\n- Statement.\n".encode() for n in range(min(kills, 6))]
    drafts = [on_its_way(house, document) for document in documents]
    with far_side(house, tmp_path / "far") as far:
        for kill in range(kills):
            calendar.turn(130 * kill / kills)
            fatal = random.randrange(1, STATEMENTS)
            with worker(house, calendar, fatal=fatal) as victim:
                victim.wait(120)
        with worker(house, calendar):
            for day in (130, 150, 170):
                calendar.turn(day)
                wait(lambda day=day: not waiting(house, sessions, day))
            wait(lambda: all(delivered(house, draft) for draft in drafts))
        for document in documents:
            assert far.get(f"/releases/{sha256_hex(document)}").status_code == 200
        assert far.get("/").text.count("/releases/") == len(documents)
    check_destroyed_once(house, sessions)
    check_ids_only(house)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["postgresql"])
def test_the_living_worker_takes_over(house: House, calendar: Calendar, engine: str):
    """Two hubs and two workers; a worker is killed while it delivers, and so is a hub."""
    draft = on_its_way(house, b"# Outcome\n\n- Statement.\n")
    token = {"Authorization": f"Bearer {house.people['organiser'].token}"}
    with (
        slow_side(house) as came,
        hub(house) as (doomed, _),
        hub(house) as (_, client),
        worker(house, calendar, "a") as a,
    ):
        wait(came.is_set)
        with worker(house, calendar, "b"):
            calendar.turn(8)
            wait(lambda: states(house, house.session)["draft-due"] == "done")
            a.kill()
            doomed.kill()
            path = f"/drafts/{draft}/delivery"
            wait(lambda: client.get(path, headers=token).json()["state"] == "delivered")
            assert client.get(path, headers=token).json()["attempts"] == 1


def test_help_and_the_web_process_do_without_dbos():
    probe = "import sys, service.cli, service.hub.app; sys.exit('dbos' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0


def open_session(house: House) -> str:
    """One more session; its id."""
    request = house.session_request(RoomSecret.generate(new_identifier(), 1))
    path = f"/dialogues/{house.dialogue}/sessions"
    return str(house.people["organiser"].post(path, request).json()["session"])


def on_its_way(house: House, document: bytes) -> str:
    """Release a document and ask the hub to deliver it; the draft's id."""
    request = house.draft(document)
    answer = house.release(request)
    proof = LogProof(answer.index, answer.leaf, answer.inclusion, answer.checkpoint)
    bundle = build(document, DsseEnvelope.from_json(answer.dsse), proof, POLICY)
    path = f"/drafts/{request.draft}/delivery"
    asked = house.people["organiser"].post_json(path, {"bundle": bundle.decode()})
    assert asked.status_code == 201, asked.text
    return request.draft


def states(house: House, session: str) -> dict[str, str]:
    marks = house.people["organiser"].get(f"/sessions/{session}/clock").json()["marks"]
    return {mark["mark"]: mark["state"] for mark in marks}


def waiting(house: House, sessions: list[str], day: int) -> bool:
    """Whether something is still to be done that is due on this day of the calendar."""
    expected = {130: "shredding-warning", 150: "retention-end", 170: "shredding"}[day]
    return any(states(house, session)[expected] == "waiting" for session in sessions)


def delivered(house: House, draft: str) -> bool:
    with house.client.app.state.hub.database.read() as db:
        row = db.get_one(Delivery, draft)
        return row.state == "delivered" and row.bundle is None


def check_destroyed_once(house: House, sessions: list[str]) -> None:
    """No key is left, and for every session there is one certificate and one entry in the log."""
    hub = house.client.app.state.hub
    with hub.database.read() as db:
        assert not any(SqlKeyStore(db).names(session) for session in sessions)
        expected = sorted(
            sha256_hex(db.get_one(DestroyedSession, session).certificate) for session in sessions
        )
        journal, leaves = hub.journal(db), []
        while page := journal.leaves(len(leaves)).leaves:
            leaves += page
    logged = map(Leaf.model_validate_json, leaves)
    destroyed = [leaf.artefact for leaf in logged if leaf.event is Event.DESTRUCTION]
    assert sorted(destroyed) == expected


def check_ids_only(house: House) -> None:
    """There is no word in the tables of dbos, and no workflow ended badly."""
    rows = dbos_rows(house)
    assert len(rows["workflow_status"]) > 6
    assert not any(b"|ERROR|" in row for row in rows["workflow_status"])
    everything = b"\n".join(row for table in rows.values() for row in table).lower()
    assert not [word for word in WORDS if word.lower() in everything]


def dbos_rows(house: House) -> dict[str, list[bytes]]:
    """Every row of every table that dbos made."""
    url = house.settings.database.get_secret_value()
    if url:
        parts = make_url(url)
        connection = psycopg.connect(
            host=parts.query["host"], user=parts.username, dbname=parts.database
        )
        tables = "SELECT 'dbos.' || tablename FROM pg_tables WHERE schemaname = 'dbos'"
    else:
        connection = sqlite3.connect(house.settings.sqlite_file)
        tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
    ours = {table.name for table in HubTable.metadata.sorted_tables}
    names = {name for (name,) in connection.execute(tables).fetchall()} - ours
    found = {
        name.removeprefix("dbos."): [
            b"|".join(str(value).encode() for value in row)
            for row in connection.execute(f"SELECT * FROM {name}").fetchall()
        ]
        for name in names
    }
    connection.close()
    return found


@contextmanager
def slow_side(house: House) -> Iterator[threading.Event]:
    """An outbound side whose first visitor waits for ever."""
    came = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            first = not came.is_set()
            came.set()
            if first:
                ended.wait()
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(201)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    ended = threading.Event()
    port = int(str(house.settings.outbound).rpartition(":")[2])
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield came
    finally:
        ended.set()
        server.shutdown()
        thread.join()
        server.server_close()
