"""Nothing put in the clear is found in the hub's files, answers or logs."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from house import AGENDA, DOCUMENT, NOTE, ROSTER, TITLE
from previewed import OBJECTION, answer_request, early_request, object_to, show

from service.hub.tables import HubTable, KeyTable
from service.protocol.wire import new_identifier

PASSPHRASE = "correct-horse-Quillfeather-battery"
CANARIES = [
    b"Quillfeather",
    b"Umberwood",
    b"Zephyrine",
    b"Okonkwo",
    b"gauges are broken",
    b"live with the gauges",
    b"several participants argued",
]


@pytest.fixture
def lived_in(house):
    """A house in which everything has happened once, mistakes included."""
    rapporteur, organiser = house.people["rapporteur"], house.people["organiser"]
    path = f"/sessions/{house.session}/submissions"
    answers = [rapporteur.post(path, house.submission())]
    house.release(house.draft())
    shown = house.lay(house.draft())
    show(house, shown, "participant")
    objection = object_to(house, shown)
    answers.append(organiser.post(f"/objections/{objection}/answer", answer_request(house)))
    answers.append(organiser.post(f"/drafts/{shown}/early-release", early_request(house)))
    answers.append(organiser.get(f"/drafts/{shown}/objections"))
    answers.append(house.people["participant"].get(f"/drafts/{shown}/preview"))
    careless = [path, "/accounts", "/dialogues", f"/dialogues/{house.dialogue}/sessions"]
    careless += [f"/drafts/{shown}/{part}" for part in ("previews", "objections", "early-release")]
    for address in careless:
        for body in _careless():
            answers.append(organiser.post(address, body))
    for address in ("/me", path, f"/sessions/{house.session}/drafts", "/log/leaves"):
        answers.append(organiser.get(address))
    answers.append(house.client.get(f"/{PASSPHRASE}?q=Zephyrine"))
    answers.append(house.client.get("/me", headers={"Authorization": f"Bearer {PASSPHRASE}"}))
    return house, answers


def _careless() -> list[bytes]:
    """What a confused client may send: a note, a roster, a passphrase in the clear."""
    loose = {"passphrase": PASSPHRASE, "name": ROSTER.decode(), "invitation": PASSPHRASE}
    return [
        json.dumps(loose).encode(),
        json.dumps({"submission": new_identifier(), "envelope": NOTE.decode()}).encode(),
        json.dumps({PASSPHRASE: 1, "wraps": {"Zephyrine Okonkwo": "x"}}).encode(),
        json.dumps([NOTE.decode()]).encode(),
        json.dumps(PASSPHRASE).encode(),
        NOTE,
        b'{"envelope": "' + NOTE,
        b"",
    ]


def test_no_plaintext_in_any_file_or_table(lived_in):
    house, _ = lived_in
    wanted = [*CANARIES, PASSPHRASE.encode(), TITLE, AGENDA, ROSTER, NOTE, DOCUMENT, OBJECTION]
    tokens = [person.token for person in house.people.values()] + [house.new.bootstrap_token]
    wanted += [token.encode() for token in tokens]
    kept = {file.name: file.read_bytes() for file in _files(house)} | _rows(house)
    expected = {"log.key", "submission", "room_key"}
    if house.settings.on_sqlite:
        expected |= {"hub.sqlite", "hub.sqlite-wal", "keys.sqlite", "keys.sqlite-wal"}
    assert set(kept) >= expected
    for name, content in kept.items():
        data = content.lower()
        for canary in wanted:
            for form in (canary, base64.b64encode(canary), canary.hex().encode()):
                assert form.lower() not in data, (name, canary)


def test_no_answer_repeats_what_was_sent(lived_in):
    _, answers = lived_in
    for answer in answers:
        seen = answer.content + repr(answer.headers).encode()
        assert not any(canary.lower() in seen.lower() for canary in CANARIES)
        assert PASSPHRASE.encode() not in seen
    refused = [answer for answer in answers if answer.status_code >= 400]
    assert len(refused) >= 32
    for answer in refused:
        problem = answer.json()
        assert set(problem) == {"code", "title", "status", "detail", "hint"}
        assert problem["status"] == answer.status_code != 500


def test_nothing_is_logged_about_anyone(lived_in, capfd, caplog):
    house, _ = lived_in
    house.client.app.state.hub = None
    assert house.client.get("/me", headers={"Authorization": f"Bearer {PASSPHRASE}"}).status_code
    logged = "".join(capfd.readouterr()) + caplog.text
    assert "request failed" in logged
    assert PASSPHRASE not in logged
    assert "Zephyrine" not in logged


def _files(house) -> list[Path]:
    return [file for file in house.settings.folder.rglob("*") if file.is_file()]


def _rows(house) -> dict[str, bytes]:
    """Every row of every table, as the database tells it."""
    with house.client.app.state.hub.database.read() as db:
        return {
            table.name: b"\n".join(
                value if isinstance(value, bytes) else str(value).encode()
                for row in db.connection().execute(table.select())
                for value in row
            )
            for catalogue in (HubTable.metadata, KeyTable.metadata)
            for table in catalogue.sorted_tables
        }


def test_a_used_invitation_leaves_no_trace(on_sqlite):
    house = on_sqlite
    wal = house.settings.folder / "hub.sqlite-wal"
    answer = house.people["organiser"].post_json(
        f"/dialogues/{house.dialogue}/invitations", {"role": "participant"}
    )
    assert answer.status_code == 201
    from keys.opening import Identity

    body = {"invitation": answer.json()["token"], "identity": Identity.generate().public.to_json()}
    assert house.client.post("/accounts", json=body).status_code == 201
    assert wal.stat().st_size == 0
