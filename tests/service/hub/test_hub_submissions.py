"""Sealed notes: taken once, tied to nobody, told in no order."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from house import NOTE

from keys.opening import open_envelope
from service.protocol.purposes import Purpose
from service.protocol.submissions import Receipt, SubmissionView
from service.protocol.wire import new_identifier, new_salt


@pytest.fixture
def path(house) -> str:
    return f"/sessions/{house.session}/submissions"


def test_an_organiser_opens_what_a_rapporteur_sealed(house, path, rapporteur, organiser):
    request = house.submission()
    assert rapporteur.post(path, request).status_code == 201
    (listed,) = organiser.get(path).json()["submissions"]
    assert (listed["submission"], listed["size_class"]) == (request.submission, "16 KiB")
    answer = organiser.get(f"/submissions/{request.submission}")
    view = SubmissionView.model_validate_json(answer.content)
    context = house.context(request.submission, Purpose.NOTE)
    assert open_envelope(view.envelope, house.room, context).note == NOTE


def test_the_same_submission_again_is_the_same_leaf(house, path, rapporteur, organiser):
    request = house.submission()
    first = Receipt.model_validate_json(rapporteur.post(path, request).content)
    rapporteur.post(path, house.submission())
    again = Receipt.model_validate_json(rapporteur.post(path, request).content)
    assert (again.index, again.leaf) == (first.index, first.leaf)
    assert len(organiser.get(path).json()["submissions"]) == 2


def test_a_submission_may_be_repeated_on_another_day(house, path, rapporteur, monkeypatch):
    from datetime import timedelta

    from service.hub import submissions
    from service.protocol.coarse import today

    request = house.submission()
    first = rapporteur.post(path, request).json()
    tomorrow = today() + timedelta(days=1)
    monkeypatch.setattr(submissions, "today", lambda: tomorrow)
    assert rapporteur.post(path, request).json() == first


def test_an_id_stands_for_one_content(house, path, rapporteur, organiser):
    request = house.submission()
    rapporteur.post(path, request)
    other = house.submission(b"something else")
    for change in (
        {"envelope": other.envelope},
        {"salt": new_salt()},
    ):
        answer = rapporteur.post(path, request.model_copy(update=change))
        assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    view = organiser.get(f"/submissions/{request.submission}")
    assert SubmissionView.model_validate_json(view.content).envelope == request.envelope


def test_what_is_no_whole_envelope_is_refused(house, path, rapporteur, organiser):
    request = house.submission()
    for envelope in (NOTE, request.envelope[:-1], request.envelope + b"\0", b"x"):
        answer = rapporteur.post(path, request.model_copy(update={"envelope": envelope}))
        assert (answer.status_code, answer.json()["title"]) == (422, "Not an envelope")
    assert organiser.get(path).json()["submissions"] == []


def test_twenty_at_once_are_twenty_leaves(house, path, rapporteur, organiser):
    requests = [house.submission() for _ in range(20)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda request: rapporteur.post(path, request), requests * 2))
    receipts = [Receipt.model_validate_json(answer.content) for answer in answers]
    assert len({receipt.index for receipt in receipts}) == 20
    assert len(organiser.get(path).json()["submissions"]) == 20


def test_the_list_has_the_order_of_random_ids(house, path, rapporteur, organiser):
    sent = [house.submission() for _ in range(12)]
    for request in sent:
        rapporteur.post(path, request)
    listed = [part["submission"] for part in organiser.get(path).json()["submissions"]]
    assert listed == sorted(request.submission for request in sent)


def test_no_table_ties_a_submission_to_its_sender(on_sqlite):
    rapporteur, request = on_sqlite.people["rapporteur"], on_sqlite.submission()
    rapporteur.post(f"/sessions/{on_sqlite.session}/submissions", request)
    with sqlite3.connect(on_sqlite.settings.sqlite_file) as raw:
        columns = [row[1] for row in raw.execute("PRAGMA table_info(submission)")]
        assert columns == ["submission", "session", "date", "size_class", "envelope"]
        for table in _tables(raw):
            for row in raw.execute(f"SELECT * FROM {table}"):
                mentions = {value for value in row if isinstance(value, str)}
                assert not {request.submission, rapporteur.person} <= mentions


@pytest.mark.parametrize("file", ["sqlite_file", "keys_file"])
def test_no_table_has_row_numbers(on_sqlite, file):
    with sqlite3.connect(getattr(on_sqlite.settings, file)) as raw:
        for table in set(_tables(raw)) - {"schema_revision"}:
            with pytest.raises(sqlite3.OperationalError, match="no such column: rowid"):
                raw.execute(f"SELECT rowid FROM {table}")


def test_the_database_does_not_tell_which_leaf_is_which_submission(on_sqlite):
    from service.protocol.canonical import sha256_hex
    from service.protocol.log import commitment

    request, path = on_sqlite.submission(), f"/sessions/{on_sqlite.session}/submissions"
    answer = on_sqlite.people["rapporteur"].post(path, request)
    receipt = Receipt.model_validate_json(answer.content)
    guesses = (
        sha256_hex(request.envelope),
        sha256_hex(request.submission.encode()),
        commitment(request.submission, request.envelope),
    )
    assert not any(guess.encode() in receipt.leaf for guess in guesses)
    on_sqlite.client.app.state.hub.database.truncate_wal()
    assert request.salt not in on_sqlite.settings.sqlite_file.read_bytes()


def test_dates_only(on_sqlite):
    with sqlite3.connect(on_sqlite.settings.sqlite_file) as raw:
        for table in _tables(raw):
            for _, name, kind, *_ in raw.execute(f"PRAGMA table_info({table})"):
                assert "TIME" not in kind.upper(), (table, name)


def test_an_unknown_session_takes_nothing(house, rapporteur):
    for session in (new_identifier(), "short", "x" * 300):
        answer = rapporteur.post(f"/sessions/{session}/submissions", house.submission())
        assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


def _tables(raw: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table'"
    return [name for (name,) in raw.execute(query)]
