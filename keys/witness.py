"""Witnesses: they cosign a checkpoint only when it extends the last one they saw.

Cosignatures are ML-DSA-44 over the message of c2sp.org/tlog-cosignature, so that a log cannot show
two people two histories without a witness's help, not even with a quantum computer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from keys._notekey import NoteKey
from keys.checkpoint import Checkpoint, verify_checkpoint
from keys.errors import FormatError, ProofError
from keys.merkle import verify_consistency
from keys.notes import NoteSignature, VerifierKey, parse_note

MLDSA44 = 0x06  # signature type of c2sp.org/tlog-cosignature
MLDSA44_PUBLIC = 1312
TIMESTAMP = 8

_LABEL = b"subtree/v1\n\0"


class WitnessKey(NoteKey):
    """The ML-DSA-44 key of one witness."""

    algorithm = MLDSA44

    def sign(self, checkpoint: Checkpoint, time: int) -> NoteSignature:
        """The witness's signature line.

        Args:
            time: seconds since 1970 when it was seen to be the largest.
        """
        stamp = time.to_bytes(TIMESTAMP, "big")
        value = self._private.sign(_message(self.name, checkpoint, stamp))
        return NoteSignature(self.name, self.verifier.key_id, stamp + value)

    def _public(self) -> bytes:
        return self._private.public_key().public_bytes_raw()

    @cached_property
    def _private(self) -> MLDSA44PrivateKey:
        return MLDSA44PrivateKey.from_seed_bytes(self._seed)


@dataclass(frozen=True)
class Cosigned:
    """What a witness answers, and what it must remember before it answers."""

    text: str
    seen: Checkpoint


def cosign(
    text: str,
    log_vkey: str,
    seen: Checkpoint | None,
    proof: Sequence[bytes],
    key: WitnessKey,
    time: int,
) -> Cosigned:
    """Cosign a checkpoint that extends the last one seen.

    Args:
        text: the log's signed checkpoint.
        seen: the last checkpoint of this log that this witness cosigned, None for the first.
        proof: consistency proof from `seen` to the checkpoint.
        time: seconds since 1970.

    Raises:
        ProofError: when the log did not sign it, or it is rolled back or forked.
    """
    checkpoint = verify_checkpoint(text, log_vkey)
    if seen is not None:
        _check_extension(seen, checkpoint, proof)
    note = parse_note(text)
    return Cosigned(str(note.with_signature(key.sign(checkpoint, time))), checkpoint)


def verify_cosignatures(text: str, vkeys: Sequence[str], threshold: int) -> tuple[str, ...]:
    """Check that at least `threshold` of these witnesses cosigned a checkpoint.

    The log's own signature is `verify_checkpoint`'s to check.

    Returns:
        The names of the witnesses who did.

    Raises:
        ProofError: for fewer, for a forged cosignature, and for a policy that asks for nobody.
        FormatError: when one of `vkeys` is not a witness's verification key.
    """
    witnesses = check_witnesses(vkeys, threshold)
    note = parse_note(text)
    try:
        checkpoint = Checkpoint.from_body(note.text)
    except FormatError:
        raise ProofError("This is not a checkpoint.") from None
    cosigners = {
        witness.name
        for witness in witnesses
        for value in note.by(witness)
        if _verified(witness, checkpoint, value)
    }
    if len(cosigners) < threshold:
        raise ProofError(f"{len(cosigners)} of {threshold} witnesses cosigned the checkpoint.")
    return tuple(sorted(cosigners))


def check_witnesses(vkeys: Sequence[str], threshold: int) -> tuple[VerifierKey, ...]:
    """The keys of a policy that asks for `threshold` of these witnesses.

    Raises:
        ProofError: when it could be met by nobody, or by one witness under two names.
        FormatError: when one of `vkeys` is not a witness's verification key.
    """
    witnesses = tuple(VerifierKey.parse(vkey, MLDSA44, MLDSA44_PUBLIC) for vkey in vkeys)
    names = {witness.name for witness in witnesses}
    if len(names) != len(witnesses) or len({w.public for w in witnesses}) != len(witnesses):
        raise ProofError("The policy names a witness twice, or two with the same key.")
    if not 0 < threshold <= len(witnesses):
        raise ProofError("The policy asks for no witness, or for more than it names.")
    return witnesses


def _check_extension(seen: Checkpoint, checkpoint: Checkpoint, proof: Sequence[bytes]) -> None:
    hint = "Keep both checkpoints and tell the auditor: together they prove it."
    if seen.origin != checkpoint.origin:
        raise ProofError("The checkpoint is of another log than the last one.")
    if checkpoint.size < seen.size:
        raise ProofError("The log was rolled back.", hint=hint)
    try:
        verify_consistency(seen.size, seen.root, checkpoint.size, checkpoint.root, proof)
    except ProofError:
        raise ProofError("The log does not extend what it showed before.", hint=hint) from None


def _verified(witness: VerifierKey, checkpoint: Checkpoint, value: bytes) -> bool:
    stamp, signature = value[:TIMESTAMP], value[TIMESTAMP:]
    message = _message(witness.name, checkpoint, stamp)
    try:
        MLDSA44PublicKey.from_public_bytes(witness.public).verify(signature, message)
    except InvalidSignature:
        raise ProofError("A witness's cosignature does not hold.") from None
    return True


def _message(name: str, checkpoint: Checkpoint, stamp: bytes) -> bytes:
    """`cosigned_message` of c2sp.org/tlog-cosignature for a whole tree."""
    return b"".join(
        (
            _LABEL,
            _short(name),
            stamp,
            _short(checkpoint.origin),
            (0).to_bytes(8, "big"),
            checkpoint.size.to_bytes(8, "big"),
            checkpoint.root,
        )
    )


def _short(text: str) -> bytes:
    encoded = text.encode()
    return len(encoded).to_bytes(1, "big") + encoded
