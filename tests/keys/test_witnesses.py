"""Witnesses: cosignatures, and the refusal of rollbacks and forks."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

from keys.checkpoint import Checkpoint, LogKey, sign_checkpoint, verify_checkpoint
from keys.errors import FormatError, ProofError
from keys.merkle import Tree, leaf_hash
from keys.notes import VerifierKey, parse_note
from keys.witness import MLDSA44, WitnessKey, cosign, verify_cosignatures
from tests.keys.mutations import flips, truncations

NOW = 1_772_366_400
ORIGIN = "hub.example.org/log"


@pytest.fixture(scope="module")
def log() -> LogKey:
    return LogKey.generate(ORIGIN)


@pytest.fixture(scope="module")
def witness() -> WitnessKey:
    return WitnessKey.generate("witness.example.org/w1")


@pytest.fixture(scope="module")
def tree() -> Tree:
    return Tree(leaf_hash(bytes([number])) for number in range(20))


def head(tree: Tree, size: int) -> Checkpoint:
    return Checkpoint(ORIGIN, size, tree.root(size))


@pytest.fixture(scope="module")
def cosigned(log: LogKey, witness: WitnessKey, tree: Tree) -> str:
    signed = sign_checkpoint(head(tree, 20), log)
    answer = cosign(signed, log.vkey, head(tree, 7), tree.consistency_proof(7), witness, NOW)
    assert answer.seen == head(tree, 20)
    return answer.text


def test_a_witness_cosigns_what_extends_the_last(
    log: LogKey, witness: WitnessKey, cosigned: str
) -> None:
    assert verify_cosignatures(cosigned, [witness.vkey], 1) == (witness.name,)
    assert verify_checkpoint(cosigned, log.vkey).size == 20


def test_the_message_is_the_one_of_tlog_cosignature(
    witness: WitnessKey, tree: Tree, cosigned: str
) -> None:
    """`cosigned_message`, byte by byte, and the key id over type 0x06."""
    verifier = VerifierKey.parse(witness.vkey, MLDSA44, 1312)
    name = b"witness.example.org/w1"
    key_id = hashlib.sha256(name + b"\n\x06" + verifier.public).digest()[:4]
    assert verifier.key_id == key_id
    (value,) = parse_note(cosigned).by(verifier)
    assert int.from_bytes(value[:8], "big") == NOW
    assert len(value) == 8 + 2420
    message = (
        b"subtree/v1\n\0"
        + bytes([len(name)]) + name
        + NOW.to_bytes(8, "big")
        + bytes([len(ORIGIN)]) + ORIGIN.encode()
        + (0).to_bytes(8, "big")
        + (20).to_bytes(8, "big")
        + tree.root()
    )  # fmt: skip
    MLDSA44PublicKey.from_public_bytes(verifier.public).verify(value[8:], message)


def test_the_first_checkpoint_needs_no_proof(log: LogKey, witness: WitnessKey, tree: Tree) -> None:
    signed = sign_checkpoint(head(tree, 7), log)
    answer = cosign(signed, log.vkey, None, (), witness, NOW)
    assert answer.seen.size == 7


def test_the_same_checkpoint_again_is_cosigned(
    log: LogKey, witness: WitnessKey, tree: Tree
) -> None:
    signed = sign_checkpoint(head(tree, 7), log)
    assert cosign(signed, log.vkey, head(tree, 7), (), witness, NOW).seen.size == 7


def test_a_rolled_back_log_is_refused(log: LogKey, witness: WitnessKey, tree: Tree) -> None:
    signed = sign_checkpoint(head(tree, 7), log)
    with pytest.raises(ProofError, match="rolled back") as caught:
        cosign(signed, log.vkey, head(tree, 20), (), witness, NOW)
    assert "tell the auditor" in caught.value.hint


def test_a_forked_log_is_refused(log: LogKey, witness: WitnessKey, tree: Tree) -> None:
    fork = Tree([leaf_hash(b"other"), *(leaf_hash(bytes([n])) for n in range(1, 20))])
    for size in (7, 20):
        signed = sign_checkpoint(head(fork, size), log)
        with pytest.raises(ProofError, match="does not extend"):
            cosign(signed, log.vkey, head(tree, 7), fork.consistency_proof(7, size), witness, NOW)


def test_another_logs_checkpoint_is_refused(log: LogKey, witness: WitnessKey, tree: Tree) -> None:
    signed = sign_checkpoint(head(tree, 20), log)
    seen = replace(head(tree, 20), origin="other.example.org/log")
    with pytest.raises(ProofError, match="another log"):
        cosign(signed, log.vkey, seen, (), witness, NOW)
    with pytest.raises(ProofError, match="not signed by this log"):
        cosign(signed, LogKey.generate(ORIGIN).vkey, None, (), witness, NOW)


def test_witnesses_are_counted(log: LogKey, witness: WitnessKey, cosigned: str) -> None:
    second = WitnessKey.generate("witness.example.org/w2")
    vkeys = [witness.vkey, second.vkey]
    assert verify_cosignatures(cosigned, vkeys, 1) == (witness.name,)
    with pytest.raises(ProofError, match="1 of 2 witnesses"):
        verify_cosignatures(cosigned, vkeys, 2)
    both = cosign(cosigned, log.vkey, None, (), second, NOW).text
    assert verify_cosignatures(both, vkeys, 2) == (witness.name, second.name)
    twice = cosign(cosigned, log.vkey, None, (), witness, NOW + 1).text
    with pytest.raises(ProofError, match="1 of 2 witnesses"):
        verify_cosignatures(twice, vkeys, 2)


def test_weak_policies_are_refused(witness: WitnessKey, cosigned: str) -> None:
    same_key = replace(witness, name="witness.example.org/w2")
    for vkeys, threshold in (
        ([witness.vkey], 0),
        ([witness.vkey], 2),
        ([], 0),
        ([witness.vkey, witness.vkey], 1),
        ([witness.vkey, same_key.vkey], 1),
    ):
        with pytest.raises(ProofError, match="policy"):
            verify_cosignatures(cosigned, vkeys, threshold)


def test_no_damaged_cosignature_counts(witness: WitnessKey, cosigned: str) -> None:
    line = cosigned.splitlines(keepends=True)[-1]
    start = len(cosigned.encode()) - len(line.encode())
    data = cosigned.encode()
    damaged = [
        data[:start] + tail
        for tail in (
            *flips(data[start:], exhaustive=False),
            *truncations(data[start:], exhaustive=False),
        )
    ]
    for one in damaged:
        with pytest.raises(ProofError):
            verify_cosignatures(one.decode(errors="surrogateescape"), [witness.vkey], 1)


@pytest.mark.parametrize("body", ["not a checkpoint\n", f"{ORIGIN}\n7\nAAAA\n"])
def test_a_cosigned_text_of_another_form_is_refused(
    witness: WitnessKey, tree: Tree, body: str
) -> None:
    line = witness.sign(head(tree, 7), NOW)
    with pytest.raises(ProofError, match="not a checkpoint"):
        verify_cosignatures(f"{body}\n{line}", [witness.vkey], 1)


def test_the_key_travels_and_does_not_show(witness: WitnessKey, log: LogKey) -> None:
    assert WitnessKey.from_bytes(witness.to_bytes()) == witness
    assert repr(witness) == "WitnessKey(name='witness.example.org/w1')"
    for data in (log.to_bytes(), b"", witness.to_bytes()[:-1], witness.to_bytes() + b"A"):
        with pytest.raises(FormatError):
            WitnessKey.from_bytes(data)
    with pytest.raises(FormatError):
        LogKey.from_bytes(witness.to_bytes())
