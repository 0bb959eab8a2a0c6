"""What a verifier must know beforehand: the log's key and the organisers' public identities."""

from __future__ import annotations

from dataclasses import dataclass

from keys._codec import canonical, expect_format, finish, parse_object, take
from keys.checkpoint import log_verifier
from keys.errors import FormatError, SignatureError
from keys.identity import PublicIdentity
from keys.signatures import check_people

TRUST = "sealedroom.org/trust/v1"

MIN_APPROVERS = 2  # no release on one person's word


@dataclass(frozen=True)
class Trust:
    """Public keys that a verifier has received by a way of its own, never from the bundle.

    Args:
        log_vkey: verification key of the log.
        organisers: the people who may approve a release.
        threshold: how many different people must approve, two or more.

    Raises:
        FormatError: when the policy could be met by fewer people than `threshold`.
    """

    log_vkey: str
    organisers: tuple[PublicIdentity, ...]
    threshold: int = MIN_APPROVERS

    def __post_init__(self) -> None:
        log_verifier(self.log_vkey)
        if self.threshold < MIN_APPROVERS:
            raise FormatError(
                "A release needs two different people or more.",
                hint=f"Set the threshold to {MIN_APPROVERS} or more.",
            )
        try:
            check_people(self.organisers, self.threshold)
        except SignatureError as error:
            raise FormatError(str(error), hint=error.hint) from None

    def to_json(self) -> str:
        """Canonical JSON text."""
        return canonical(
            {
                "format": TRUST,
                "log_vkey": self.log_vkey,
                "organisers": [organiser.to_dict() for organiser in self.organisers],
                "threshold": self.threshold,
            }
        )

    @classmethod
    def from_json(cls, data: str | bytes) -> Trust:
        """Read `to_json`; FormatError for anything else."""
        value = parse_object(data)
        expect_format(value, TRUST)
        organisers = take(value, "organisers", list)
        if not all(isinstance(organiser, dict) for organiser in organisers):
            raise FormatError("An organiser is not a JSON object.")
        trust = cls(
            log_vkey=take(value, "log_vkey", str),
            organisers=tuple(map(PublicIdentity.from_dict, organisers)),
            threshold=take(value, "threshold", int),
        )
        finish(value)
        return trust
