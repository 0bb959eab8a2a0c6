"""The release bundle: a document, and everything that proves how it came to be released.

`verify_bundle` needs no network, no database and nothing but a `Trust`. It goes through these
steps, and nothing of the bundle is believed before the step that proves it:

0. Parse the bundle: one canonical JSON object of this format, with no field too many.
1. Check the signatures: at least `threshold` different organisers signed the DSSE payload, each
   with Ed25519 and ML-DSA-65.
2. Read the signed payload: an in-toto Statement v1 about one subject with the release predicate.
3. Compare the document: its SHA-256 is the digest of the subject.
4. Compare the policy: its SHA-256 is the policy digest of the predicate.
5. Read the leak checks in the predicate: none of the required ones is missing, all have passed.
6. Compare the log entry: it records a release, and its artefact is the SHA-256 of the payload.
7. Check the checkpoint: the trusted log signed it.
8. Check the inclusion proof: the entry stands in the tree of that checkpoint.
9. If the trust names witnesses: enough of them cosigned that checkpoint.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from keys._codec import (
    b64,
    canonical,
    expect_format,
    finish,
    parse_canonical,
    take,
    take_list,
    unb64,
)
from keys._intoto import PAYLOAD_TYPE, Statement
from keys.checkpoint import Checkpoint, verify_checkpoint
from keys.entry import Entry
from keys.errors import BundleError, FormatError, ProofError, SignatureError
from keys.logproof import LogProof
from keys.signatures import DsseEnvelope, Verified, verify_dsse
from keys.trust import Trust
from keys.witness import verify_cosignatures

BUNDLE = "sealedroom.org/bundle/v1"
PREDICATE_TYPE = "https://sealedroom.org/release/v1"
LEAF_EVENT = "release"

# Names of the leak checks that no release may lack. Further checks may be there; they must pass.
REQUIRED_CHECKS = frozenset({"findings", "metadata", "roster-sweep", "verbatim"})

MAX_BUNDLE = 64 * 1024 * 1024  # base64 of the 32 MiB of the largest envelope, and room for proofs

_CHECK_NAME = re.compile(r"[a-z][a-z0-9-]{0,63}\Z")

T = TypeVar("T")


@dataclass(frozen=True)
class Bundle:
    """The parts of a bundle, none of them verified yet.

    Args:
        document: the exact outbound bytes.
        dsse: the approvals over the in-toto statement.
        proof: the log entry of the release and its proof.
        policy: the exact JSON text whose SHA-256 is the policy digest.
    """

    document: bytes
    dsse: DsseEnvelope
    proof: LogProof
    policy: str

    def to_bytes(self) -> bytes:
        """Canonical JSON in UTF-8."""
        value = {
            "format": BUNDLE,
            "document": b64(self.document),
            "dsse": self.dsse.to_dict(),
            "proof": self.proof.to_dict(),
            "policy": self.policy,
        }
        return canonical(value).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Bundle:
        """Read `to_bytes`; FormatError for anything else."""
        if len(data) > MAX_BUNDLE:
            raise FormatError("The bundle is larger than any that we make.")
        value = parse_canonical(data)
        expect_format(value, BUNDLE)
        bundle = cls(
            document=unb64(take(value, "document", str)),
            dsse=DsseEnvelope.from_dict(take(value, "dsse", dict)),
            proof=LogProof.from_dict(take(value, "proof", dict)),
            policy=take(value, "policy", str),
        )
        finish(value)
        return bundle


@dataclass(frozen=True)
class Step:
    """One check that held."""

    number: int
    title: str
    detail: str


@dataclass(frozen=True)
class Report:
    """A verified bundle.

    Args:
        steps: what was checked, in order.
        document: the released bytes.
        predicate: what the approvers signed about how the document was made.
        persons: ids of the approvers.
        checkpoint: the head of the log that proves the release.
    """

    steps: tuple[Step, ...]
    document: bytes = field(repr=False)
    predicate: dict[str, Any] = field(repr=False)
    persons: tuple[str, ...]
    checkpoint: Checkpoint


def build(document: bytes, dsse: DsseEnvelope, proof: LogProof, policy: str) -> bytes:
    """The bytes of a bundle; verify them before sending, as every receiver will."""
    return Bundle(document, dsse, proof, policy).to_bytes()


def verify_bundle(data: bytes, trust: Trust) -> Report:
    """Verify a release bundle offline, step by step as the module's docstring numbers them.

    Raises:
        BundleError: with the number of the first step that does not hold.
    """
    steps: list[Step] = []

    def step(title: str, check: Callable[[], tuple[T, str]]) -> T:
        try:
            result, detail = check()
        except (FormatError, SignatureError, ProofError) as error:
            raise BundleError(len(steps), str(error), hint=_hint(error)) from None
        steps.append(Step(len(steps), title, detail))
        return result

    # 0-1: the bundle's form, and who vouches for it
    bundle = step("The bundle is complete", partial(_parse, data))
    verified = step("The organisers approved it", partial(_signatures, bundle, trust))

    # 2-5: what they vouch for
    statement = step("The statement is a release", partial(_statement, verified.payload))
    step("The document is the approved one", partial(_document, bundle.document, statement))
    step("The policy is the approved one", partial(_policy, bundle.policy, statement))
    step("All leak checks passed", partial(_checks, statement))

    # 6-8: that the log cannot deny it
    step("The log entry is this release", partial(_leaf, bundle.proof.leaf, verified.payload))
    checkpoint = step("The log signed the checkpoint", partial(_checkpoint, bundle.proof, trust))
    step("The entry is in the log", partial(_inclusion, bundle.proof, checkpoint))

    # 9: that the log shows everybody the same
    if trust.witnesses:
        step("The witnesses saw the same log", partial(_witnesses, bundle.proof, trust))

    return Report(
        steps=tuple(steps),
        document=bundle.document,
        predicate=statement.predicate,
        persons=verified.persons,
        checkpoint=checkpoint,
    )


def _parse(data: bytes) -> tuple[Bundle, str]:
    bundle = Bundle.from_bytes(data)
    return bundle, f"{len(bundle.document)} bytes of document"


def _signatures(bundle: Bundle, trust: Trust) -> tuple[Verified, str]:
    verified = verify_dsse(bundle.dsse, trust.organisers, trust.threshold, PAYLOAD_TYPE)
    return verified, f"{len(verified.persons)} different people, {trust.threshold} needed"


def _statement(payload: bytes) -> tuple[Statement, str]:
    return Statement.from_bytes(payload, PREDICATE_TYPE), PREDICATE_TYPE


def _document(document: bytes, statement: Statement) -> tuple[None, str]:
    digest = hashlib.sha256(document).hexdigest()
    if digest != statement.digest:
        raise FormatError("The document is not the one that was approved.")
    return None, f"sha256 {digest}"


def _policy(policy: str, statement: Statement) -> tuple[None, str]:
    digest = hashlib.sha256(policy.encode()).hexdigest()
    if digest != take(dict(statement.predicate), "policy", str):
        raise FormatError("The policy is not the one that was approved.")
    return None, f"sha256 {digest}"


def _checks(statement: Statement) -> tuple[None, str]:
    checks = take_list(dict(statement.predicate), "checks", dict)
    names = [take(dict(check), "name", str) for check in checks]
    if len(set(names)) != len(names) or not all(map(_CHECK_NAME.match, names)):
        raise FormatError("A leak check is named twice, or its name is not a name.")
    missing = REQUIRED_CHECKS.difference(names)
    if missing:
        raise FormatError(f"Leak checks are missing: {_list(missing)}.")
    failed = [name for name, check in zip(names, checks, strict=True) if not _passed(check)]
    if failed:
        raise FormatError(f"Leak checks failed: {_list(failed)}.")
    return None, _list(names)


def _leaf(leaf: bytes, payload: bytes) -> tuple[None, str]:
    entry = Entry.from_bytes(leaf)
    if (entry.event, entry.artefact) != (LEAF_EVENT, hashlib.sha256(payload).hexdigest()):
        raise FormatError("The log entry is not about this release.")
    return None, f"entered on {entry.date}"


def _checkpoint(proof: LogProof, trust: Trust) -> tuple[Checkpoint, str]:
    checkpoint = verify_checkpoint(proof.checkpoint, trust.log_vkey)
    return checkpoint, f"{checkpoint.origin} at {checkpoint.size} entries"


def _inclusion(proof: LogProof, checkpoint: Checkpoint) -> tuple[None, str]:
    proof.verify_path(checkpoint)
    return None, f"entry {proof.index}"


def _witnesses(proof: LogProof, trust: Trust) -> tuple[None, str]:
    names = verify_cosignatures(proof.checkpoint, trust.witnesses, trust.witness_threshold)
    return None, f"{_list(names)}, {trust.witness_threshold} needed"


def _passed(check: dict[str, Any]) -> bool:
    return check.get("passed") is True and check.get("count", 0) == 0


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _hint(error: FormatError | SignatureError | ProofError) -> str:
    """A signature's or proof's own hint helps here; a damaged file needs the bundle's."""
    return error.hint if isinstance(error, SignatureError) else ""
