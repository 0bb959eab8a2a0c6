"""Destruction certificates and auditors' verdicts: in-toto statements that people sign."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from keys._codec import canonical
from keys._intoto import PAYLOAD_TYPE, Statement
from keys.destruction import Destruction, verify_destruction
from keys.errors import FormatError, SignatureError
from keys.opening import Identity, sign_dsse
from keys.signatures import DsseEnvelope
from keys.verdict import Verdict, verify_verdict
from tests.keys.making import DAY
from tests.keys.mutations import refusals

GONE = Destruction("room-1", DAY, epochs=2, wraps=7, shares=5, salts=40)


def verdict_of(auditor: Identity, *, passed: bool = True) -> Verdict:
    return Verdict(auditor.person, "ab" * 32, "cd" * 32, "ef" * 32, passed, DAY)


def signed(statement: Destruction | Verdict, *people: Identity) -> DsseEnvelope:
    return sign_dsse(statement.to_bytes(), PAYLOAD_TYPE, *people)


def test_two_organisers_certify_a_destruction(ana: Identity, ben: Identity) -> None:
    people = [ana.public, ben.public]
    assert verify_destruction(signed(GONE, ana, ben), people, 2) == GONE
    for signers in ((ana,), (ana, ana), ()):
        with pytest.raises(SignatureError):
            verify_destruction(signed(GONE, *signers), people, 2)


def test_a_certificate_that_contradicts_itself_is_refused(ana: Identity) -> None:
    other = replace(GONE, room="room-2").to_bytes()
    value = json.loads(other)
    value["predicate"]["room"] = "room-1"
    for payload in (canonical(value).encode(), b"{}", other + b"\n"):
        with pytest.raises(SignatureError, match="not a destruction certificate"):
            verify_destruction(sign_dsse(payload, PAYLOAD_TYPE, ana), [ana.public], 1)


@pytest.mark.parametrize("change", [{"wraps": -1}, {"date": "soon"}, {"room": ""}])
def test_a_malformed_certificate_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(FormatError):
        replace(GONE, **change)  # type: ignore[arg-type]


def test_a_certificate_is_an_in_toto_statement() -> None:
    value = json.loads(GONE.to_bytes())
    assert value["_type"] == "https://in-toto.io/Statement/v1"
    assert value["predicateType"] == "https://sealedroom.org/destruction/v1"
    assert value["predicate"]["destroyed"] == {"wrap": 7, "share": 5, "salt": 40}


@pytest.mark.parametrize("passed", [True, False])
def test_an_auditors_verdict_says_how_it_ended(eve: Identity, passed: bool) -> None:
    verdict = verdict_of(eve, passed=passed)
    assert verify_verdict(signed(verdict, eve), [eve.public]) == verdict


def test_a_verdict_is_a_verification_summary(eve: Identity) -> None:
    """The fields that slsa.dev/verification_summary/v1 requires."""
    value = json.loads(verdict_of(eve).to_bytes())
    assert value["predicateType"] == "https://slsa.dev/verification_summary/v1"
    assert value["subject"] == [{"name": "document", "digest": {"sha256": "ab" * 32}}]
    predicate = value["predicate"]
    assert predicate["verifier"]["id"] == f"https://sealedroom.org/auditor/{eve.person}"
    assert predicate["timeVerified"] == "2026-03-01T00:00:00Z"
    assert predicate["resourceUri"].endswith("ab" * 32)
    assert predicate["policy"]["digest"] == {"sha256": "cd" * 32}
    assert predicate["inputAttestations"] == [{"digest": {"sha256": "ef" * 32}}]
    assert predicate["verificationResult"] == "PASSED"
    assert predicate["verifiedLevels"] == ["SEALEDROOM_RELEASE_CHECKED"]
    failed = json.loads(verdict_of(eve, passed=False).to_bytes())["predicate"]
    assert (failed["verificationResult"], failed["verifiedLevels"]) == ("FAILED", ["FAILED"])


def test_nobody_else_signs_an_auditors_verdict(ana: Identity, ben: Identity, eve: Identity) -> None:
    auditors = [eve.public, ben.public]
    for signers in ((ben,), (eve, ben), ()):
        with pytest.raises(SignatureError):
            verify_verdict(signed(verdict_of(eve), *signers), auditors)
    with pytest.raises(SignatureError):
        verify_verdict(signed(verdict_of(ana), ana), auditors)


@pytest.mark.parametrize(
    "change",
    [
        {"verificationResult": "failed"},
        {"verificationResult": "FAILED"},
        {"verifiedLevels": ["FAILED"]},
        {"verifiedLevels": ["SLSA_BUILD_LEVEL_3"]},
        {"timeVerified": "2026-03-01T12:34:56Z"},
        {"inputAttestations": []},
        {"inputAttestations": ["x"]},
        {"policy": {"uri": "https://example.org"}},
        {"resourceUri": "https://example.org"},
        {"verifier": {"id": "https://example.org/auditor"}},
        {"verifier": {"id": "https://sealedroom.org/auditor/x", "more": 1}},
        {"more": 1},
    ],
)
def test_a_verdict_that_contradicts_itself_is_refused(
    eve: Identity, change: dict[str, object]
) -> None:
    value = json.loads(verdict_of(eve).to_bytes())
    value["predicate"] |= change
    payload = canonical(value).encode()
    with pytest.raises(SignatureError, match="not an auditor's verdict"):
        verify_verdict(sign_dsse(payload, PAYLOAD_TYPE, eve), [eve.public])


def test_a_release_is_no_verdict_and_no_certificate(eve: Identity) -> None:
    payload = Statement("document", "ab" * 32, {}).to_bytes("https://sealedroom.org/release/v1")
    envelope = sign_dsse(payload, PAYLOAD_TYPE, eve)
    with pytest.raises(SignatureError):
        verify_verdict(envelope, [eve.public])
    with pytest.raises(SignatureError):
        verify_destruction(envelope, [eve.public], 1)


def test_no_damaged_certificate_or_verdict_counts(eve: Identity, exhaustive: bool) -> None:
    def destruction(data: bytes) -> object:
        return verify_destruction(DsseEnvelope.from_json(data), [eve.public], 1)

    def verdict(data: bytes) -> object:
        return verify_verdict(DsseEnvelope.from_json(data), [eve.public])

    for envelope, check in (
        (signed(GONE, eve), destruction),
        (signed(verdict_of(eve), eve), verdict),
    ):
        seen = refusals(envelope.to_json().encode(), check, exhaustive=exhaustive)
        assert {kind for kind, _ in seen} == {FormatError, SignatureError}
