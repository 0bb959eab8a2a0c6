"""Running a hub for years: backups without keys, a doctor, figures and logs about nobody."""

from __future__ import annotations

import json
import sqlite3
import time
import urllib.request
from pathlib import Path

import pytest
from engines import Server
from fastapi.testclient import TestClient
from house import ADDRESS, House, Person, sign_in
from prometheus_client import generate_latest

from keys.checkpoint import verify_checkpoint
from keys.errors import ProofError
from keys.extension import Extension
from service.hub.app import create_app
from service.hub.errors import BackupExists, HoldsData, NotABackup, NotInitialised
from service.hub.operations import logging
from service.hub.operations.backup import MOMENTARY, backup, restore
from service.hub.operations.doctor import Finding, examine
from service.hub.operations.maintenance import Housekeeper
from service.hub.operations.metrics import Metrics
from service.hub.settings import HubSettings
from service.hub.tables import Delivery
from service.hub.work.beats import Watch
from service.hub.work.executors import executor
from service.protocol.log import Consistency
from service.protocol.work import DeliveryState
from service.witnessing import Witness


def _submit(house: House) -> str:
    request = house.submission()
    path = f"/sessions/{house.session}/submissions"
    assert house.people["rapporteur"].post(path, request).status_code == 201
    return request.submission


def _moved(house: House, folder: Path, database: str = "") -> HubSettings:
    """Another machine: the two key files were kept, nothing else was."""
    folder.mkdir(mode=0o700)
    for file in (house.settings.log_key, house.settings.sign_in_key):
        copy = folder / file.name
        copy.write_bytes(file.read_bytes())
        copy.chmod(0o600)
    return HubSettings(folder=folder, origin=house.settings.origin, database=database)


def _problems(settings: HubSettings) -> dict[str, Finding]:
    return {one.what: one for one in examine(settings) if one.problem}


def test_a_backup_holds_the_data_and_no_key(house, tmp_path):
    _submit(house)
    file = tmp_path / "backup"
    assert backup(house.settings, file) > 0
    assert file.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(file) as raw:
        names = {name for (name,) in raw.execute("SELECT name FROM sqlite_master")}
        assert raw.execute("SELECT count(*) FROM submission").fetchone() == (1,)
        for table in MOMENTARY:
            assert raw.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert not {"room_key", "destroyed_room"} & names
    data = file.read_bytes()
    request = house.session_request()
    assert not any(wrap in data for wrap in request.wraps.values())
    for key in (house.settings.log_key, house.settings.sign_in_key):
        assert key.read_bytes() not in data


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_a_backup_goes_into_either_engine(house, tmp_path, target, request):
    submission = _submit(house)
    length = backup(house.settings, tmp_path / "backup")
    server: Server = request.getfixturevalue("server")
    database = server.new_database() if target == "postgresql" else ""
    settings = _moved(house, tmp_path / "other", database)
    assert restore(settings, tmp_path / "backup") == length
    with pytest.raises(HoldsData):
        restore(settings, tmp_path / "backup")
    with TestClient(create_app(settings), base_url=ADDRESS) as client:
        identity = house.people["organiser"].identity
        organiser = Person(client, identity, sign_in(client, identity))
        assert organiser.get(f"/submissions/{submission}").status_code == 200
        assert organiser.get(f"/sessions/{house.session}").json()["wrap"] is None
        checkpoint = client.get("/log/checkpoint").json()["checkpoint"]
    assert verify_checkpoint(checkpoint, house.new.verification_key).size == length
    assert "log" not in {one.partition(" ")[0] for one in _problems(settings)}


def test_a_witness_notices_that_an_old_database_was_restored(on_sqlite, tmp_path):
    house = on_sqlite
    backup(house.settings, tmp_path / "old")
    _submit(house)
    witness = Witness.init(tmp_path / "witness", "w1.example", house.new.verification_key)

    def ask(client: TestClient, old: int) -> Extension:
        answer = client.get(f"/log/consistency?old={old}")
        consistency = Consistency.model_validate_json(answer.content)
        return Extension(old, consistency.proof, consistency.checkpoint)

    witness.cosign(ask(house.client, 0))
    settings = _moved(house, tmp_path / "other")
    restore(settings, tmp_path / "old")
    with TestClient(create_app(settings), base_url=ADDRESS) as client:
        assert client.get(f"/log/consistency?old={witness.seen.size}").status_code == 404
        with pytest.raises(ProofError, match="rolled back"):
            witness.cosign(ask(client, 0))


def test_backups_and_restores_that_cannot_be(house, tmp_path):
    file = tmp_path / "backup"
    backup(house.settings, file)
    with pytest.raises(BackupExists):
        backup(house.settings, file)
    with pytest.raises(NotInitialised):
        restore(HubSettings(folder=tmp_path / "nowhere"), file)
    settings = _moved(house, tmp_path / "other")
    (tmp_path / "text").write_text("no database at all, however long it may be")
    for wrong in (tmp_path / "text", tmp_path / "missing"):
        with pytest.raises(NotABackup):
            restore(settings, wrong)
    assert not settings.sqlite_file.exists()


def test_the_doctor_finds_nothing_but_what_is_so(on_sqlite):
    assert set(_problems(on_sqlite.settings)) == {"key store on media of its own"}


def test_the_doctor_says_what_is_wrong(on_sqlite, monkeypatch):
    settings = on_sqlite.settings
    settings.log_key.chmod(0o644)
    with sqlite3.connect(settings.sqlite_file) as raw:
        raw.execute("UPDATE log_leaf SET leaf = x'00' WHERE position = 1")
    monkeypatch.setattr("service.hub.operations.doctor.ENOUGH_DISK", 2**62)
    problems = _problems(settings)
    assert {"permissions of log.key", "log", "disk space"} <= set(problems)
    assert "Entry 1" in problems["log"].problem
    assert all(one.hint for one in problems.values())


def test_the_doctor_notices_a_clock_that_is_slow(house, monkeypatch):
    from datetime import date

    monkeypatch.setattr("service.hub.operations.doctor.today", lambda: date(2020, 1, 1))
    assert "clock" in _problems(house.settings)


def _make_due(house: House) -> None:
    """A delivery that nobody has tried."""
    draft = house.draft()
    house.release(draft)
    with house.client.app.state.hub.database.write() as db:
        state = DeliveryState.QUEUED
        db.add(Delivery(draft=draft.draft, document="a" * 64, state=state, attempts=0, due=0))


def test_the_doctor_misses_a_worker_only_when_something_is_due(house):
    assert "worker" not in _problems(house.settings)
    _make_due(house)
    found = _problems(house.settings)["worker"]
    assert found.problem.startswith("1 of the dates")
    assert "hub worker" in found.hint
    with executor(house.settings.workers, "worker"):
        assert "worker" not in _problems(house.settings)
    assert "worker" in _problems(house.settings)
    figures = generate_latest(house.client.app.state.metrics.registry).decode()
    assert "sealedroom_due 1.0" in figures


def test_the_doctor_sees_a_worker_of_another_machine(house, monkeypatch):
    _make_due(house)
    database = house.client.app.state.hub.database
    watch = Watch("elsewhere")

    def beat(_: float = 0) -> None:
        with database.write() as db:
            watch.beat(db)

    beat()
    monkeypatch.setattr("service.hub.operations.doctor.time.sleep", beat)
    assert "worker" not in _problems(house.settings)
    monkeypatch.setattr("service.hub.operations.doctor.time.sleep", lambda _: None)
    assert "worker" in _problems(house.settings)


def test_shuffling_loses_nothing_and_leaves_the_order_of_ids(house):
    sent = sorted(_submit(house) for _ in range(5))
    database = house.client.app.state.hub.database
    database.shuffle()
    from sqlalchemy import text

    with database.read() as db:
        query = "SELECT submission FROM submission"
        rows = [name for (name,) in db.connection().execute(text(query))]
    assert rows == sent
    path = f"/sessions/{house.session}/submissions"
    assert len(house.people["organiser"].get(path).json()["submissions"]) == len(sent)


def test_a_serving_hub_empties_its_write_ahead_log(on_sqlite):
    database = on_sqlite.client.app.state.hub.database
    wal = on_sqlite.settings.sqlite_file.with_name("hub.sqlite-wal")
    assert wal.stat().st_size
    keeper = Housekeeper(database, every=0.01)
    keeper.start()
    deadline = time.monotonic() + 20
    while wal.stat().st_size and time.monotonic() < deadline:
        time.sleep(0.01)
    keeper.stop()
    assert wal.stat().st_size == 0


def test_the_figures_name_nobody(house):
    _submit(house)
    metrics: Metrics = house.client.app.state.metrics
    server = metrics.listen(0)
    try:
        port = server.server_address[1]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            text = answer.read().decode()
    finally:
        server.shutdown()
        server.server_close()
    assert 'sealedroom_answers_total{status="2xx"}' in text
    assert "sealedroom_disk_free_bytes" in text
    ids = [house.session, house.dialogue, *(one.person for one in house.people.values())]
    assert not any(one in text for one in ids)
    assert house.client.get("/metrics").status_code == 404


def test_a_line_of_the_log_is_json(capsys):
    import structlog

    logging.configure()
    try:
        structlog.get_logger().warning("not tidied", error="OperationalError")
    finally:
        structlog.reset_defaults()
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["level"]) == ("not tidied", "warning")


def test_a_healthy_hub_says_so(house):
    assert house.client.get("/health").json() == {"status": "ok"}
