"""Waivers: only the person grants one, for one wording and audience, until it is used."""

from __future__ import annotations

from dataclasses import replace

import pytest

from keys._codec import canonical
from keys.errors import FormatError, SignatureError, WaiverError
from keys.opening import Identity, sign_dsse
from keys.signatures import DsseEnvelope
from keys.waivers import (
    REVOCATION_TYPE,
    WAIVER_TYPE,
    Revocation,
    Use,
    Waiver,
    use_waiver,
    verify_revocation,
    verify_waiver,
)
from tests.keys.making import DAY
from tests.keys.mutations import refusals

USE = Use("room-1", "ab" * 32, "Dr Example: «The line should hold.»", "public")


def waiver_of(identity: Identity) -> Waiver:
    return Waiver(identity.person, USE.room, USE.statement, USE.wording, USE.audience, DAY)


@pytest.fixture(scope="module")
def waiver(ana: Identity) -> Waiver:
    return waiver_of(ana)


@pytest.fixture(scope="module")
def signed(ana: Identity, waiver: Waiver) -> DsseEnvelope:
    return sign_dsse(waiver.to_bytes(), WAIVER_TYPE, ana)


def revoked_by(identity: Identity, waiver: Waiver) -> DsseEnvelope:
    revocation = Revocation(identity.person, waiver.digest)
    return sign_dsse(revocation.to_bytes(), REVOCATION_TYPE, identity)


def test_a_waiver_allows_what_it_says(
    ana: Identity, ben: Identity, waiver: Waiver, signed: DsseEnvelope
) -> None:
    people = [ana.public, ben.public]
    assert verify_waiver(signed, people) == waiver
    assert use_waiver(signed, people, USE, ()) == waiver


@pytest.mark.parametrize(
    "change",
    [
        {"room": "room-2"},
        {"statement": "cd" * 32},
        {"wording": "Dr Example: «The line shall hold.»"},
        {"audience": "officials"},
    ],
)
def test_a_waiver_allows_nothing_else(
    ana: Identity, signed: DsseEnvelope, change: dict[str, str]
) -> None:
    with pytest.raises(WaiverError) as caught:
        use_waiver(signed, [ana.public], replace(USE, **change), ())
    assert "new waiver" in caught.value.hint


def test_nobody_signs_for_somebody_else(ana: Identity, ben: Identity, waiver: Waiver) -> None:
    people = [ana.public, ben.public]
    for signers in ((ben,), (ana, ben)):
        with pytest.raises(SignatureError, match="Only the person concerned"):
            verify_waiver(sign_dsse(waiver.to_bytes(), WAIVER_TYPE, *signers), people)
    with pytest.raises(SignatureError):
        verify_waiver(sign_dsse(waiver.to_bytes(), WAIVER_TYPE), people)


def test_a_stranger_and_another_type_do_not_count(
    ana: Identity, ben: Identity, waiver: Waiver, signed: DsseEnvelope
) -> None:
    with pytest.raises(SignatureError):
        verify_waiver(signed, [ben.public])
    with pytest.raises(SignatureError):
        verify_waiver(sign_dsse(waiver.to_bytes(), REVOCATION_TYPE, ana), [ana.public])
    with pytest.raises(SignatureError, match="not of this format"):
        verify_waiver(sign_dsse(b"{}", WAIVER_TYPE, ana), [ana.public])


def test_a_waiver_can_be_taken_back(ana: Identity, waiver: Waiver, signed: DsseEnvelope) -> None:
    revocation = verify_revocation(revoked_by(ana, waiver), [ana.public], waiver, used=())
    assert revocation.waiver == waiver.digest
    with pytest.raises(WaiverError, match="taken back"):
        use_waiver(signed, [ana.public], USE, revoked={revocation.waiver})


def test_what_was_used_is_not_taken_back(ana: Identity, waiver: Waiver) -> None:
    with pytest.raises(WaiverError, match="used already") as caught:
        verify_revocation(revoked_by(ana, waiver), [ana.public], waiver, used={waiver.digest})
    assert "correction" in caught.value.hint


def test_only_who_granted_takes_back(ana: Identity, ben: Identity, waiver: Waiver) -> None:
    people = [ana.public, ben.public]
    with pytest.raises(WaiverError, match="another waiver"):
        verify_revocation(revoked_by(ben, waiver), people, waiver, used=())
    with pytest.raises(WaiverError, match="another waiver"):
        verify_revocation(revoked_by(ana, waiver_of(ana)), people, waiver, used=())
    forged = Revocation(ana.person, waiver.digest)
    with pytest.raises(SignatureError):
        verify_revocation(
            sign_dsse(forged.to_bytes(), REVOCATION_TYPE, ben), people, waiver, used=()
        )


def test_a_digest_cannot_be_guessed_from_the_words(ana: Identity) -> None:
    assert waiver_of(ana).digest != waiver_of(ana).digest
    waiver = waiver_of(ana)
    assert USE.wording not in repr(waiver)
    assert USE.wording not in repr(USE)
    assert waiver.nonce not in repr(waiver)


def test_a_waiver_travels_as_bytes(ana: Identity, waiver: Waiver) -> None:
    assert Waiver.from_bytes(waiver.to_bytes()) == waiver
    revocation = Revocation(ana.person, waiver.digest)
    assert Revocation.from_bytes(revocation.to_bytes()) == revocation


@pytest.mark.parametrize(
    "change",
    [
        {"person": "Ana"},
        {"room": ""},
        {"audience": ""},
        {"statement": "ab"},
        {"wording": ""},
        {"wording": "x" * 4097},
        {"date": "today"},
        {"nonce": "1"},
        {"format": "sealedroom.org/waiver/v2"},
        {"more": 1},
    ],
)
def test_a_malformed_waiver_is_refused(waiver: Waiver, change: dict[str, object]) -> None:
    value = {"format": "sealedroom.org/waiver/v1"} | vars(waiver) | change
    with pytest.raises(FormatError):
        Waiver.from_bytes(canonical(value).encode())


def test_the_longest_wording_is_accepted(waiver: Waiver) -> None:
    assert len(replace(waiver, wording="x" * 4096).wording) == 4096


def test_no_damaged_waiver_or_revocation_counts(
    ana: Identity, waiver: Waiver, signed: DsseEnvelope, exhaustive: bool
) -> None:
    def use(data: bytes) -> object:
        return verify_waiver(DsseEnvelope.from_json(data), [ana.public])

    def revoke(data: bytes) -> object:
        return verify_revocation(DsseEnvelope.from_json(data), [ana.public], waiver, ())

    for envelope, check in ((signed, use), (revoked_by(ana, waiver), revoke)):
        seen = refusals(envelope.to_json().encode(), check, exhaustive=exhaustive)
        assert {kind for kind, _ in seen} == {FormatError, SignatureError}
