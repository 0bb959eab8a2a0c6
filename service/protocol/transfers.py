"""What a recommendation must prove, to the outbound side that keeps it and to the official.

0. Check the signatures: at least `threshold` different organisers signed the payload.
1. Read the payload: an in-toto statement with the recommendation predicate, in its one form.
2. Compare the envelope: its SHA-256 is among the subjects.
3. Compare the identifier: it is the predicate's.
4. Read the leak checks: none of the required ones is missing, and all have passed.
5. Compare the log entry: it records a recommendation and the payload's SHA-256.
6. Check the proof: the trusted log signed the checkpoint, and the entry stands in its tree.

The far side cannot open the envelope. That it holds the text the organisers signed is for the
official's desk to check, with the `recommendation` subject.
"""

from pydantic import ValidationError

from keys.errors import KeysError
from keys.logproof import LogProof
from keys.signatures import DsseEnvelope, verify_dsse
from keys.trust import Trust
from service.protocol.canonical import sha256_hex
from service.protocol.log import Event, Leaf
from service.protocol.outbound import Transfer
from service.protocol.statements import (
    PAYLOAD_TYPE,
    RecommendationStatement,
    gate_passed,
)


class TransferError(Exception):
    """This is not a recommendation that two trusted organisers approved for this recipient."""

    hint = "Send exactly what was approved, with the proof from the hub's log."

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        if hint:
            self.hint = hint


def verify_transfer(transfer: Transfer, trust: Trust) -> RecommendationStatement:
    """Verify a recommendation as the steps above number it. Raises TransferError."""
    # 0
    payload = _payload(transfer, trust)
    # 1
    statement = _statement(payload)
    # 2
    envelopes = [part.digest.sha256 for part in statement.subject if part.name == "envelope"]
    if sha256_hex(transfer.envelope) not in envelopes:
        raise TransferError("Step 2: the organisers approved another envelope.")
    # 3
    if statement.predicate.recommendation != transfer.recommendation:
        raise TransferError("Step 3: the organisers approved another recommendation.")
    # 4
    if not gate_passed(statement.predicate.checks):
        raise TransferError("Step 4: a leak check is missing, or did not pass.")
    # 5
    leaf = _leaf(transfer.leaf)
    if (leaf.event, leaf.artefact) != (Event.RECOMMENDATION, sha256_hex(payload)):
        raise TransferError("Step 5: the log entry is about something else.")
    # 6
    _prove(transfer, trust)
    return statement


def _payload(transfer: Transfer, trust: Trust) -> bytes:
    try:
        envelope = DsseEnvelope.from_json(transfer.dsse)
        return verify_dsse(envelope, trust.organisers, trust.threshold, PAYLOAD_TYPE).payload
    except KeysError as error:
        raise TransferError(f"Step 0: {error}", hint=error.hint) from None


def _statement(payload: bytes) -> RecommendationStatement:
    try:
        statement = RecommendationStatement.model_validate_json(payload)
    except ValidationError:
        raise TransferError("Step 1: the signed payload is no recommendation.") from None
    if statement.encode() != payload:
        raise TransferError("Step 1: the signed payload is not in its one canonical form.")
    return statement


def _leaf(encoded: bytes) -> Leaf:
    try:
        leaf = Leaf.model_validate_json(encoded)
    except ValidationError:
        raise TransferError("Step 5: the log entry cannot be read.") from None
    if leaf.encode() != encoded:
        raise TransferError("Step 5: the log entry is not in its one canonical form.")
    return leaf


def _prove(transfer: Transfer, trust: Trust) -> None:
    try:
        proof = LogProof(transfer.index, transfer.leaf, transfer.inclusion, transfer.checkpoint)
        proof.verify(trust.log_vkey)
    except KeysError as error:
        raise TransferError(f"Step 6: {error}", hint=error.hint) from None
