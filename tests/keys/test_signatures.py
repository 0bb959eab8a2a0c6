"""DSSE: people are counted, not keys, and both algorithms must hold."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PublicKey

from keys.errors import FormatError, KeysError, SignatureError
from keys.identity import PublicIdentity
from keys.opening import Identity, sign, sign_dsse
from keys.signatures import (
    MAX_SIGNATURES,
    DsseEnvelope,
    Signature,
    pae,
    verify_dsse,
    verify_signature,
)
from tests.keys.mutations import refusals

TYPE = "application/vnd.in-toto+json"
PAYLOAD = b'{"what":"was agreed"}'


@pytest.fixture(scope="module")
def signed(ana: Identity, ben: Identity) -> DsseEnvelope:
    return sign_dsse(PAYLOAD, TYPE, ana, ben)


@pytest.fixture(scope="module")
def people(ana: Identity, ben: Identity) -> list[PublicIdentity]:
    return [ana.public, ben.public]


def test_what_is_signed_counts_bytes() -> None:
    assert pae("", b"") == b"DSSEv1 0  0 "
    assert pae("é", b"\xff") == b"DSSEv1 2 \xc3\xa9 1 \xff"


def test_two_people_are_two(
    signed: DsseEnvelope, people: list[PublicIdentity], ana: Identity, ben: Identity
) -> None:
    verified = verify_dsse(signed, people, 2, TYPE)
    assert verified.payload == PAYLOAD
    assert verified.persons == (ana.person, ben.person)


def test_both_halves_are_plain_signatures_over_the_encoding(ana: Identity) -> None:
    value = sign(PAYLOAD, TYPE, ana).value
    message = pae(TYPE, PAYLOAD)
    Ed25519PublicKey.from_public_bytes(ana.public.ed25519).verify(value[:64], message)
    MLDSA65PublicKey.from_public_bytes(ana.public.mldsa65).verify(value[64:], message)


def test_one_person_is_one(people: list[PublicIdentity], ana: Identity) -> None:
    with pytest.raises(SignatureError, match="One person signed, and 2 different people") as caught:
        verify_dsse(sign_dsse(PAYLOAD, TYPE, ana), people, 2, TYPE)
    assert "ask another organiser" in caught.value.hint


def test_one_person_twice_is_one(people: list[PublicIdentity], ana: Identity) -> None:
    for envelope in (
        sign_dsse(PAYLOAD, TYPE, ana, ana),
        sign_dsse(PAYLOAD, TYPE, ana).with_signature(sign(PAYLOAD, TYPE, ana)),
    ):
        with pytest.raises(SignatureError, match="One person signed"):
            verify_dsse(envelope, people, 2, TYPE)


def test_one_person_with_two_keys_is_one(people: list[PublicIdentity], ana: Identity) -> None:
    renewed = ana.renew()
    both = sign_dsse(PAYLOAD, TYPE, ana, renewed)
    assert both.signatures[0].key_id != both.signatures[1].key_id
    with pytest.raises(SignatureError, match="One person signed"):
        verify_dsse(both, [*people, renewed.public], 2, TYPE)


@pytest.mark.parametrize("shared", ["kem", "ed25519", "mldsa65"])
def test_one_key_under_two_names_is_refused(ana: Identity, ben: Identity, shared: str) -> None:
    stolen = replace(ben.public, **{shared: getattr(ana.public, shared)})
    with pytest.raises(SignatureError, match="have the same key"):
        verify_dsse(sign_dsse(PAYLOAD, TYPE, ana, ben), [ana.public, stolen], 2, TYPE)


def test_a_signature_under_another_key_id_is_refused(
    people: list[PublicIdentity], ana: Identity, ben: Identity
) -> None:
    """The trap of securesystemslib 1.6.0: one signature listed under two key ids."""
    relabelled = Signature(ben.public.key_id, sign(PAYLOAD, TYPE, ana).value)
    envelope = sign_dsse(PAYLOAD, TYPE, ana).with_signature(relabelled)
    with pytest.raises(SignatureError, match="does not match"):
        verify_dsse(envelope, people, 2, TYPE)


def test_a_stranger_refuses_the_envelope(
    signed: DsseEnvelope, people: list[PublicIdentity], eve: Identity
) -> None:
    with pytest.raises(SignatureError, match="does not name"):
        verify_dsse(signed.with_signature(sign(PAYLOAD, TYPE, eve)), people, 2, TYPE)


@pytest.mark.parametrize("half", [slice(0, 64), slice(64, None)])
def test_each_algorithm_must_hold(
    people: list[PublicIdentity], ana: Identity, ben: Identity, half: slice
) -> None:
    value = bytearray(sign(PAYLOAD, TYPE, ana).value)
    value[half] = sign(b"another payload", TYPE, ana).value[half]
    envelope = DsseEnvelope(
        PAYLOAD, TYPE, (Signature(ana.public.key_id, bytes(value)), sign(PAYLOAD, TYPE, ben))
    )
    with pytest.raises(SignatureError, match="does not match"):
        verify_dsse(envelope, people, 2, TYPE)


def test_an_empty_policy_is_refused(signed: DsseEnvelope, people: list[PublicIdentity]) -> None:
    for who, threshold in ((people, 0), (people, -1), ([], 0), ([], 1), (people, 3)):
        with pytest.raises(SignatureError, match="policy"):
            verify_dsse(signed, who, threshold, TYPE)
    with pytest.raises(SignatureError, match="policy"):
        verify_dsse(signed, [people[0], people[0]], 2, TYPE)


def test_nobody_is_not_enough(people: list[PublicIdentity]) -> None:
    with pytest.raises(SignatureError, match="Nobody signed"):
        verify_dsse(DsseEnvelope(PAYLOAD, TYPE), people, 1, TYPE)


def test_two_of_three_needed_people(signed: DsseEnvelope, ana: Identity, ben: Identity) -> None:
    eve = Identity.generate()
    with pytest.raises(SignatureError, match="2 people signed, and 3"):
        verify_dsse(signed, [ana.public, ben.public, eve.public], 3, TYPE)


def test_the_type_is_signed(people: list[PublicIdentity], signed: DsseEnvelope) -> None:
    with pytest.raises(SignatureError, match="another type"):
        verify_dsse(signed, people, 2, "text/plain")
    with pytest.raises(SignatureError, match="does not match"):
        verify_dsse(replace(signed, payload_type="text/plain"), people, 2, "text/plain")


def test_the_payload_is_signed(people: list[PublicIdentity], signed: DsseEnvelope) -> None:
    with pytest.raises(SignatureError, match="does not match"):
        verify_dsse(replace(signed, payload=PAYLOAD + b" "), people, 2, TYPE)


def test_the_number_of_signatures_is_bounded(
    people: list[PublicIdentity], signed: DsseEnvelope
) -> None:
    with pytest.raises(SignatureError, match="more signatures"):
        verify_dsse(replace(signed, signatures=signed.signatures * 33), people, 2, TYPE)
    most = replace(signed, signatures=signed.signatures * (MAX_SIGNATURES // 2))
    assert verify_dsse(most, people, 2, TYPE).payload == PAYLOAD


def test_a_signature_of_somebody_else_or_another_length_is_named_so(
    signed: DsseEnvelope, ana: Identity, ben: Identity
) -> None:
    whole = signed.signatures[0]
    for wrong in (replace(whole, key_id=ben.public.key_id), replace(whole, value=whole.value[1:])):
        with pytest.raises(SignatureError, match="not by the expected person"):
            verify_signature(wrong, pae(TYPE, PAYLOAD), ana.public)


def test_envelopes_and_signatures_travel_as_json(signed: DsseEnvelope) -> None:
    assert DsseEnvelope.from_json(signed.to_json()) == signed
    assert Signature.from_json(signed.signatures[0].to_json()) == signed.signatures[0]
    assert set(json.loads(signed.to_json())) == {"payload", "payloadType", "signatures"}


@pytest.mark.parametrize("change", [{"more": 1}, {"sig": 1}, {"keyid": None}])
def test_other_json_is_no_signature(signed: DsseEnvelope, change: dict[str, object]) -> None:
    with pytest.raises(FormatError):
        Signature.from_json(json.dumps(signed.signatures[0].to_dict() | change))


@pytest.mark.parametrize(
    "change",
    [{"signatures": [1]}, {"signatures": {}}, {"payload": 1}, {"more": 1}, {"payload": "YQ="}],
)
def test_other_json_is_no_envelope(signed: DsseEnvelope, change: dict[str, object]) -> None:
    with pytest.raises(FormatError):
        DsseEnvelope.from_json(json.dumps(json.loads(signed.to_json()) | change))


def test_no_damaged_signature_holds(ana: Identity, exhaustive: bool) -> None:
    signature = sign(PAYLOAD, TYPE, ana)
    message = pae(TYPE, PAYLOAD)

    def use(data: bytes) -> None:
        verify_signature(Signature(signature.key_id, data), message, ana.public)

    types = {kind for kind, _ in refusals(signature.value, use, exhaustive=exhaustive)}
    assert types == {SignatureError}


def test_no_damaged_envelope_is_believed(
    signed: DsseEnvelope, people: list[PublicIdentity], exhaustive: bool
) -> None:
    def use(data: bytes) -> None:
        verify_dsse(DsseEnvelope.from_json(data), people, 2, TYPE)

    kinds = {kind for kind, _ in refusals(signed.to_json().encode(), use, exhaustive=exhaustive)}
    assert all(issubclass(kind, KeysError) for kind in kinds)
