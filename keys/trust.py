"""What a verifier must know beforehand: the log's key, the organisers, and witnesses if wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from keys._codec import canonical, expect_format, finish, parse_object, take
from keys.checkpoint import log_verifier
from keys.errors import FormatError, ProofError, SignatureError
from keys.identity import PublicIdentity
from keys.signatures import check_people
from keys.witness import check_witnesses

TRUST = "sealedroom.org/trust/v1"

MIN_APPROVERS = 2  # no release on one person's word

_WITNESS_HINT = "Name as many different witnesses as must cosign, each with its own key."


@dataclass(frozen=True)
class Trust:
    """Public keys that a verifier has received by a way of its own, never from the bundle.

    Args:
        log_vkey: verification key of the log.
        organisers: the people who may approve a release.
        threshold: how many different people must approve, two or more.
        witnesses: verification keys of witnesses of the log; none are asked for by default.
        witness_threshold: how many of them must have cosigned the checkpoint.

    Raises:
        FormatError: when the policy could be met by fewer people or witnesses than it asks for.
    """

    log_vkey: str
    organisers: tuple[PublicIdentity, ...]
    threshold: int = MIN_APPROVERS
    witnesses: tuple[str, ...] = ()
    witness_threshold: int = 0

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
        if self.witnesses or self.witness_threshold:
            try:
                check_witnesses(self.witnesses, self.witness_threshold)
            except ProofError as error:
                raise FormatError(str(error), hint=_WITNESS_HINT) from None

    def to_json(self) -> str:
        """Canonical JSON text."""
        value: dict[str, Any] = {
            "format": TRUST,
            "log_vkey": self.log_vkey,
            "organisers": [organiser.to_dict() for organiser in self.organisers],
            "threshold": self.threshold,
        }
        if self.witnesses:
            value["witnesses"] = {
                "vkeys": list(self.witnesses),
                "threshold": self.witness_threshold,
            }
        return canonical(value)

    @classmethod
    def from_json(cls, data: str | bytes) -> Trust:
        """Read `to_json`; FormatError for anything else."""
        value = parse_object(data)
        expect_format(value, TRUST)
        organisers = take(value, "organisers", list)
        if not all(isinstance(organiser, dict) for organiser in organisers):
            raise FormatError("An organiser is not a JSON object.")
        witnesses = dict(take(value, "witnesses", dict)) if "witnesses" in value else None
        trust = cls(
            log_vkey=take(value, "log_vkey", str),
            organisers=tuple(map(PublicIdentity.from_dict, organisers)),
            threshold=take(value, "threshold", int),
            witnesses=() if witnesses is None else _vkeys(witnesses),
            witness_threshold=0 if witnesses is None else take(witnesses, "threshold", int),
        )
        finish(value)
        finish(witnesses or {})
        return trust


def _vkeys(witnesses: dict[str, Any]) -> tuple[str, ...]:
    vkeys = take(witnesses, "vkeys", list)
    if not vkeys or not all(isinstance(vkey, str) for vkey in vkeys):
        raise FormatError("The witnesses are not a list of verification keys.")
    return tuple(vkeys)
