"""Recommendations: proved, sealed to one official, collected by them alone, and followed up."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

from keys.opening import Identity, open_envelope
from keys.sealing import Context, seal
from service.outbound import transfers
from service.outbound.app import create_app
from service.outbound.errors import AlreadyInitialised, BadTrust, NotInitialised, RecipientExists
from service.outbound.settings import OutboundSettings
from service.outbound.setup import init, register_recipient
from service.protocol.canonical import sha256_hex
from service.protocol.coarse import today
from service.protocol.outbound import Inbox
from service.protocol.purposes import Purpose
from service.protocol.wire import new_identifier

TEXT = b"# Recommendation\n\n- Publish the flow data each month, says Quillfeather.\n"


@pytest.fixture
def transfer(house, official):
    return house.transfer(TEXT, official)


def _send(far_side, transfer):
    return far_side.post("/recommendations", transfer.model_dump_json().encode())


def _inbox(far_side, token=None) -> Inbox:
    answer = far_side.get("/inbox", token or far_side.token)
    return Inbox.model_validate_json(answer.content)


def test_an_official_collects_and_opens_it(far_side, transfer, official):
    assert _send(far_side, transfer).status_code == 201
    (item,) = _inbox(far_side).items
    context = Context(official.public.person, 0, item.recommendation, Purpose.RECOMMENDATION)
    assert open_envelope(item.envelope, official, context).note == TEXT
    assert (item.status, item.date) == ("sent", today())
    sent = transfer.model_dump(exclude={"tracking"})
    assert item.model_dump(exclude={"date", "status"}) == sent


def test_nobody_else_collects_it(far_side, transfer):
    _send(far_side, transfer)
    other = register_recipient(far_side.settings, Identity.generate().public)
    assert _inbox(far_side, other).items == ()
    path = f"/inbox/{transfer.recommendation}/uptake"
    assert far_side.post(path, b'{"status": "adopted"}', other).status_code == 404
    for token in (None, new_identifier()):
        assert far_side.get("/inbox", token).status_code == 401
        assert far_side.post(path, b'{"status": "adopted"}', token).status_code == 401


def test_it_never_shows_on_the_public_pages(far_side, transfer):
    _send(far_side, transfer)
    assert "Nothing has been released yet" in far_side.get("/").text


def test_sending_again_changes_nothing(far_side, transfer):
    first = _send(far_side, transfer).json()
    assert _send(far_side, transfer).json() == first
    assert len(_inbox(far_side).items) == 1
    other = transfer.model_copy(update={"tracking": sha256_hex(b"x")})
    assert _send(far_side, other).json()["code"] == "conflict"


@pytest.mark.parametrize("status", ["received", "considered", "adopted", "declined"])
def test_its_uptake_is_followed(far_side, transfer, status):
    tracking = new_identifier()
    hashed = sha256_hex(tracking.encode())
    _send(far_side, transfer.model_copy(update={"tracking": hashed}))
    assert far_side.get("/uptake", tracking).json()["status"] == "sent"
    path = f"/inbox/{transfer.recommendation}/uptake"
    body = f'{{"status": "{status}"}}'.encode()
    assert far_side.post(path, body, far_side.token).json()["status"] == status
    assert far_side.get("/uptake", tracking).json()["status"] == status
    assert far_side.get("/uptake", new_identifier()).status_code == 401


def test_sent_is_no_answer(far_side, transfer):
    _send(far_side, transfer)
    path = f"/inbox/{transfer.recommendation}/uptake"
    for body in (b'{"status": "sent"}', b'{"status": "perhaps"}'):
        assert far_side.post(path, body, far_side.token).status_code == 422


def test_an_unregistered_recipient_gets_nothing(house, far_side):
    answer = _send(far_side, house.transfer(TEXT, Identity.generate()))
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    assert "register" in answer.json()["hint"]


def test_what_the_organisers_did_not_sign_is_refused(house, far_side, transfer, official):
    context = Context(official.public.person, 0, transfer.recommendation, Purpose.RECOMMENDATION)
    other = house.transfer(b"# Other\n", official)
    changes = [
        ({"envelope": seal(b"forged", {}, official.public, context)}, "Step 2"),
        ({"recommendation": new_identifier()}, "Step 3"),
        ({"leaf": other.leaf, "index": other.index, "inclusion": other.inclusion}, "Step 5"),
        ({"leaf": transfer.leaf + b" "}, "Step 5"),
        ({"leaf": b"x"}, "Step 5"),
        ({"inclusion": transfer.inclusion[:-1]}, "Step 6"),
        ({"index": transfer.index + 1}, "Step 6"),
        ({"checkpoint": transfer.checkpoint.replace("hub.example", "hub.exemple")}, "Step 6"),
        ({"dsse": other.dsse}, "Step 2"),
        ({"dsse": transfer.dsse[:-2]}, "Step 0"),
        ({"dsse": house.release(house.draft()).dsse}, "Step 1"),
    ]
    for change, step in changes:
        answer = _send(far_side, transfer.model_copy(update=change))
        assert (answer.status_code, answer.json()["code"]) == (422, "bad-recommendation")
        assert answer.json()["detail"].startswith(step)
    assert _inbox(far_side).items == ()


def test_one_official_cannot_be_sent_anothers_envelope_unseen(far_side, transfer):
    """The envelope was approved, but it does not open for anybody else: the context names them."""
    other = Identity.generate()
    token = register_recipient(far_side.settings, other.public)
    _send(far_side, transfer.model_copy(update={"recipient": other.public.person}))
    (item,) = _inbox(far_side, token).items
    context = Context(other.public.person, 0, item.recommendation, Purpose.RECOMMENDATION)
    from keys.errors import OpeningError

    with pytest.raises(OpeningError):
        open_envelope(item.envelope, other, context)


def test_it_waits_for_its_moment(far_side, transfer, monkeypatch):
    opens = today() + timedelta(days=30)
    verify = transfers.verify_transfer

    def verify_with_opening(*args):
        statement = verify(*args)
        predicate = statement.predicate.model_copy(update={"opens": opens})
        return statement.model_copy(update={"predicate": predicate})

    monkeypatch.setattr(transfers, "verify_transfer", verify_with_opening)
    _send(far_side, transfer)
    assert _inbox(far_side).items == ()
    path = f"/inbox/{transfer.recommendation}/uptake"
    assert far_side.post(path, b'{"status": "adopted"}', far_side.token).status_code == 404
    monkeypatch.setattr(transfers, "today", lambda: opens)
    (item,) = _inbox(far_side).items
    assert item.date == opens


def test_nothing_readable_is_kept(far_side, transfer):
    tracking = new_identifier()
    hashed = sha256_hex(tracking.encode())
    _send(far_side, transfer.model_copy(update={"tracking": hashed}))
    far_side.post("/recommendations", TEXT)
    for file in far_side.settings.folder.iterdir():
        data = file.read_bytes()
        for canary in (b"Quillfeather", far_side.token.encode(), tracking.encode()):
            assert canary not in data


def test_no_table_has_row_numbers_and_releases_stand_apart(far_side):
    with sqlite3.connect(far_side.settings.database) as raw:
        tables = {
            name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")
        }
        assert tables == {"released_document", "recipient", "recommendation"}
        for table in tables:
            with pytest.raises(sqlite3.OperationalError, match="rowid"):
                raw.execute(f"SELECT rowid FROM {table}")


def test_setting_up_tells_what_is_missing(tmp_path, house):
    settings = OutboundSettings(folder=tmp_path / "new", trust=tmp_path / "trust.json")
    with pytest.raises(NotInitialised):
        create_app(settings)
    with pytest.raises(NotInitialised):
        register_recipient(settings, Identity.generate().public)
    init(settings)
    with pytest.raises(AlreadyInitialised):
        init(settings)
    with pytest.raises(BadTrust):
        create_app(settings)
    settings.trust.write_text("{}")
    with pytest.raises(BadTrust) as caught:
        create_app(settings)
    assert "organiser" in caught.value.hint


def test_an_official_registers_once(far_side, official):
    with pytest.raises(RecipientExists):
        register_recipient(far_side.settings, official.public)
