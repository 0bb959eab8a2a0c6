"""The end of a room at a desk: what is forgotten, and the certificate of two organisers."""

from __future__ import annotations

import pytest

from keys.checkpoint import LogKey
from keys.destruction import Destruction
from keys.errors import SignatureError
from keys.opening import Identity
from keys.trust import Trust
from service.desk.errors import DeskError
from service.desk.home import Home
from service.desk.shredding import (
    forget_room,
    parse_certificate,
    sign_certificate,
    unsigned,
    verify_certificate,
)

ROOM = "r" * 43
GONE = Destruction(ROOM, "2026-03-01", 2, 3, 4, 5)


@pytest.fixture
def trust(identities: list[Identity]) -> Trust:
    log = LogKey.generate("hub.example.org/log")
    return Trust(log.vkey, (identities[0].public, identities[1].public))


def test_two_organisers_certify_it(trust: Trust, identities: list[Identity]):
    envelope = sign_certificate(unsigned(GONE), identities[0])
    with pytest.raises(SignatureError, match="One person signed"):
        verify_certificate(envelope.to_json().encode(), trust)
    with pytest.raises(DeskError, match="signed this certificate already"):
        sign_certificate(envelope, identities[0])
    both = sign_certificate(envelope, identities[1]).to_json().encode()
    assert verify_certificate(both, trust) == GONE
    assert parse_certificate(both)[1] == GONE


def test_nobody_elses_signature_counts(trust: Trust, identities: list[Identity]):
    envelope = unsigned(GONE)
    for identity in (identities[0], identities[2]):
        envelope = sign_certificate(envelope, identity)
    with pytest.raises(SignatureError):
        verify_certificate(envelope.to_json().encode(), trust)
    again = sign_certificate(sign_certificate(unsigned(GONE), identities[0]), identities[0].renew())
    with pytest.raises(SignatureError):
        verify_certificate(again.to_json().encode(), trust)


def test_other_files_are_no_certificates():
    for content in (b"", b"{}", b'{"payload":"","payloadType":"x","signatures":[]}'):
        with pytest.raises(DeskError, match="not a destruction certificate"):
            parse_certificate(content)


def test_the_desk_forgets_the_room_and_nothing_else(tmp_path):
    home = Home(tmp_path)
    for folder, name in (
        ("recovered", f"{ROOM}.json"),
        ("reviews", ROOM),
        ("notebooks", f"{ROOM}-roster"),
        ("hub", "ab" * 32),
        ("reviews", "s" * 43),
        ("receipts", "t.json"),
    ):
        home.save(folder, name, b"kept")
    assert forget_room(home, ROOM) == 4
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [
        "s" * 43,
        "t.json",
    ]
    assert forget_room(home, ROOM) == 0
