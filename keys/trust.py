"""What a verifier must know beforehand: the log's key, the organisers, and witnesses if wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from keys._codec import JsonObject, expect_format, finish, take, take_list
from keys.checkpoint import log_verifier
from keys.errors import FormatError, ProofError, SignatureError
from keys.identity import PublicIdentity
from keys.signatures import check_people
from keys.witness import check_witnesses

TRUST = "sealedroom.org/trust/v1"

MIN_APPROVERS = 2  # no release on one person's word

_WITNESS_HINT = "Name as many different witnesses as must cosign, each with its own key."


@dataclass(frozen=True)
class Trust(JsonObject):
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

    def to_dict(self) -> dict[str, Any]:
        """The JSON object; witnesses are left out when none are asked for."""
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
        return value

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> Trust:
        """Read `to_dict`; FormatError for anything else."""
        value = dict(value)
        expect_format(value, TRUST)
        organisers = take_list(value, "organisers", dict)
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
    vkeys = take_list(witnesses, "vkeys", str)
    if not vkeys:
        raise FormatError("The list of witnesses is empty.")
    return tuple(vkeys)
