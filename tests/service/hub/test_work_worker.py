"""Workers as processes: what is due gets done once, whoever is killed, and dbos learns no word."""

from __future__ import annotations

import sqlite3

import psycopg
import pytest
from house import AGENDA, DOCUMENT, NOTE, ROSTER, TITLE, House
from sqlalchemy import make_url
from workers import Calendar, far_side, free_port, hub, wait, worker

from service.protocol.canonical import sha256_hex

WORDS = (b"participant", b"gauges", b"Zephyrine", b"Quillfeather", TITLE, AGENDA, ROSTER, NOTE)


@pytest.fixture
def house(tmp_path, identities, database, monkeypatch):
    """A hub that was told where the outbound side will be."""
    monkeypatch.setenv("SEALEDROOM_HUB_OUTBOUND", f"http://127.0.0.1:{free_port()}")
    with House.build(tmp_path / "hub", identities, database) as house:
        yield house


@pytest.fixture
def calendar(tmp_path) -> Calendar:
    return Calendar(tmp_path / "days")


def states(house: House) -> dict[str, str]:
    marks = house.people["organiser"].get(f"/sessions/{house.session}/clock").json()["marks"]
    return {mark["mark"]: mark["state"] for mark in marks}


def on_its_way(house: House) -> str:
    """Release a document and ask the hub to deliver it; the draft's id."""
    organiser = house.people["organiser"]
    bundle = house.bundle().decode()
    (draft,) = organiser.get(f"/sessions/{house.session}/drafts").json()["drafts"]
    answer = organiser.post_json(f"/drafts/{draft['draft']}/delivery", {"bundle": bundle})
    assert answer.status_code == 201, answer.text
    return str(draft["draft"])


def test_a_killed_worker_s_work_goes_on(house: House, calendar: Calendar, tmp_path):
    """Release, delivery to a side that is away at first, warning, grace, shredding; three kills."""
    draft = on_its_way(house)
    path = f"/drafts/{draft}/delivery"
    organiser = house.people["organiser"]
    with worker(house, calendar) as first:
        wait(lambda: organiser.get(path).json()["problem"] == "unreachable")
        first.kill()
    calendar.turn(22)
    with far_side(house, tmp_path / "far") as far, worker(house, calendar) as second:
        wait(lambda: organiser.get(path).json()["state"] == "delivered")
        assert far.get(f"/releases/{sha256_hex(DOCUMENT)}").status_code == 200
        wait(lambda: list(states(house).values())[:3] == ["done"] * 3)
        second.kill()
    with worker(house, calendar) as third:
        for day, mark in ((80, "shredding-warning"), (100, "retention-end")):
            calendar.turn(day)
            wait(lambda mark=mark: states(house)[mark] == "done")
        third.kill()
        calendar.turn(130)
    with worker(house, calendar):
        wait(lambda: states(house)["shredding"] == "done")
    assert organiser.get(f"/sessions/{house.session}/destruction").status_code == 200
    rows = dbos_rows(house)
    assert len(rows["workflow_status"]) >= 8
    assert not any(b"ERROR" in row for row in rows["workflow_status"])
    everything = b"\n".join(row for table in rows.values() for row in table)
    assert not any(word.lower() in everything.lower() for word in WORDS)


def dbos_rows(house: House) -> dict[str, list[bytes]]:
    """Every row of every table that dbos made."""
    url = house.settings.database.get_secret_value()
    if url:
        parts = make_url(url)
        connection = psycopg.connect(
            host=parts.query["host"], user=parts.username, dbname=parts.database
        )
        tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'dbos'"
        prefix = "dbos."
    else:
        connection = sqlite3.connect(house.settings.sqlite_file)
        tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
        prefix = ""
    ours = {table.name for table in house_tables()}
    with connection:
        names = [name for (name,) in connection.execute(tables).fetchall() if name not in ours]
        found = {
            name: [
                b"|".join(str(value).encode() for value in row)
                for row in connection.execute(f'SELECT * FROM {prefix}"{name}"').fetchall()
            ]
            for name in names
        }
    connection.close()
    return found


def house_tables():
    from service.hub.tables import HubTable

    return HubTable.metadata.sorted_tables


@pytest.mark.parametrize("engine", ["postgresql"], indirect=False)
def test_another_worker_takes_over(house: House, calendar: Calendar, tmp_path, engine):
    """Two hubs and two workers on PostgreSQL; the one that holds the delivery is killed."""
    draft = on_its_way(house)
    path = f"/drafts/{draft}/delivery"
    token = {"Authorization": f"Bearer {house.people['organiser'].token}"}
    with (
        hub(house) as (one, first),
        hub(house) as (_, second),
        worker(house, calendar, "a") as a,
        worker(house, calendar, "b"),
        far_side(house, tmp_path / "far"),
    ):
        a.kill()
        one.kill()
        calendar.turn(8)
        wait(lambda: second.get(path, headers=token).json()["state"] == "delivered")
        wait(lambda: states(house)["draft-due"] == "done")
    del first


def test_help_and_the_web_process_do_without_dbos():
    import subprocess
    import sys

    for module in ("service.cli", "service.hub.app"):
        probe = f"import sys, {module}; sys.exit('dbos' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0
