"""An auditor's verdict on a release: an in-toto Verification Summary Attestation (SLSA VSA v1).

The auditor has verified the bundle and the log, and has run the checks again. Whoever trusts the
auditor need not do it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from keys._codec import take
from keys._intoto import PAYLOAD_TYPE, Statement, check_day, check_digest, digest_of
from keys.errors import FormatError, SignatureError
from keys.identity import PublicIdentity, check_person
from keys.signatures import DsseEnvelope, verify_dsse

VSA = "https://slsa.dev/verification_summary/v1"
PASSED, FAILED = "PASSED", "FAILED"
LEVEL = "SEALEDROOM_RELEASE_CHECKED"  # of a track of our own: names of SLSA's tracks are reserved

_AUDITOR = "https://sealedroom.org/auditor/"
_RESOURCE = "https://sealedroom.org/release/sha256/"
_POLICY = "https://sealedroom.org/policy/v1"
_MIDNIGHT = "T00:00:00Z"


@dataclass(frozen=True)
class Verdict:
    """What an auditor found.

    Args:
        auditor: id of the person who signs.
        document: SHA-256 of the released document, in hexadecimal.
        policy: SHA-256 of the policy under which it was checked.
        bundle: SHA-256 of the bundle that was examined.
        passed: whether all held.
        date: the day, as `2026-03-01`; times are coarse by design.
    """

    auditor: str
    document: str
    policy: str
    bundle: str
    passed: bool
    date: str

    def __post_init__(self) -> None:
        check_person(self.auditor)
        for digest in (self.document, self.policy, self.bundle):
            check_digest(digest)
        check_day(self.date)

    def to_bytes(self) -> bytes:
        """The in-toto statement that the auditor signs."""
        predicate = {
            "verifier": {"id": _AUDITOR + self.auditor},
            "timeVerified": self.date + _MIDNIGHT,
            "resourceUri": _RESOURCE + self.document,
            "policy": {"uri": _POLICY, "digest": {"sha256": self.policy}},
            "inputAttestations": [{"digest": {"sha256": self.bundle}}],
            "verificationResult": PASSED if self.passed else FAILED,
            "verifiedLevels": [LEVEL if self.passed else FAILED],
        }
        return Statement("document", self.document, predicate).to_bytes(VSA)

    @classmethod
    def from_bytes(cls, data: bytes) -> Verdict:
        """Read `to_bytes`; FormatError for anything else."""
        statement = Statement.from_bytes(data, VSA)
        value = dict(statement.predicate)
        verifier = dict(take(value, "verifier", dict))
        policy = dict(take(value, "policy", dict))
        inputs = take(value, "inputAttestations", list)
        if len(inputs) != 1 or not isinstance(inputs[0], dict):
            raise FormatError("A verdict is about exactly one bundle.")
        verdict = cls(
            auditor=take(verifier, "id", str).removeprefix(_AUDITOR),
            document=statement.digest,
            policy=digest_of(policy.get("digest")),
            bundle=digest_of(inputs[0].get("digest")),
            passed=take(value, "verificationResult", str) == PASSED,
            date=take(value, "timeVerified", str).removesuffix(_MIDNIGHT),
        )
        if verdict.to_bytes() != data:
            raise FormatError("The verdict contradicts itself.")
        return verdict


def verify_verdict(envelope: DsseEnvelope, auditors: Sequence[PublicIdentity]) -> Verdict:
    """The verdict, passed or failed, if the auditor whom it names signed it.

    Raises:
        SignatureError: otherwise.
    """
    verified = verify_dsse(envelope, auditors, 1, PAYLOAD_TYPE)
    try:
        verdict = Verdict.from_bytes(verified.payload)
    except FormatError:
        raise SignatureError("What was signed is not an auditor's verdict.") from None
    if verified.persons != (verdict.auditor,):
        raise SignatureError("The verdict was not signed by the auditor whom it names.")
    return verdict
