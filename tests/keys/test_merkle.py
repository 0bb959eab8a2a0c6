"""The Merkle tree against the definition, published paths, and damaged proofs."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keys.errors import FormatError, ProofError
from keys.merkle import (
    EMPTY_ROOT,
    Tree,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)
from tests.keys.test_published import published

LEAVES = [leaf_hash(bytes([number])) for number in range(40)]


def definition(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962 section 2.1, written as it stands there."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(definition(leaves[:split]), definition(leaves[split:]))


def test_published_paths() -> None:
    """PATH(0, D[8]), PATH(5, D[8]) and PROOF(1, D[8]) of the reference implementation."""
    entries = published("rfc6962")["entries"]
    leaves = [leaf_hash(bytes.fromhex(entry)) for entry in entries]
    first = [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    sixth = [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert [node.hex() for node in inclusion_proof(leaves, 0)] == first
    assert [node.hex() for node in inclusion_proof(leaves, 5)] == sixth
    assert [node.hex() for node in consistency_proof(leaves, 1)] == first


def test_every_root_is_the_definition() -> None:
    tree = Tree(LEAVES)
    for size in range(len(LEAVES) + 1):
        assert tree.root(size) == definition(LEAVES[:size])
    assert tree.size == len(LEAVES)


def test_every_proof_of_every_size_holds() -> None:
    tree = Tree(LEAVES)
    for size in range(len(LEAVES) + 1):
        head = tree.root(size)
        for index in range(size):
            proof = tree.inclusion_proof(index, size)
            verify_inclusion(LEAVES[index], index, size, proof, head)
        for old in range(size + 1):
            proof = tree.consistency_proof(old, size)
            verify_consistency(old, tree.root(old), size, head, proof)


def test_no_proof_holds_for_another_place() -> None:
    tree = Tree(LEAVES[:11])
    for size in range(1, 12):
        for index in range(size):
            proof = tree.inclusion_proof(index, size)
            for other in range(-1, 13):
                if other != index:
                    with pytest.raises(ProofError):
                        verify_inclusion(LEAVES[index], other, size, proof, tree.root(size))


def test_no_damaged_inclusion_proof_holds() -> None:
    tree = Tree(LEAVES)
    for index in (0, 21, 39):
        proof, head, leaf = tree.inclusion_proof(index), tree.root(), LEAVES[index]
        for damaged in _damaged_paths(proof):
            with pytest.raises(ProofError):
                verify_inclusion(leaf, index, 40, damaged, head)
        for other in _damaged(leaf):
            with pytest.raises(ProofError):
                verify_inclusion(other, index, 40, proof, head)
        for other in _damaged(head):
            with pytest.raises(ProofError):
                verify_inclusion(leaf, index, 40, proof, other)


@pytest.mark.parametrize(("old", "new"), [(1, 40), (16, 40), (21, 40), (32, 40), (39, 40), (7, 8)])
def test_no_damaged_consistency_proof_holds(old: int, new: int) -> None:
    tree = Tree(LEAVES)
    proof, before, after = tree.consistency_proof(old, new), tree.root(old), tree.root(new)
    for damaged in _damaged_paths(proof):
        with pytest.raises(ProofError):
            verify_consistency(old, before, new, after, damaged)
    for other in _damaged(before):
        with pytest.raises(ProofError):
            verify_consistency(old, other, new, after, proof)
    for other in _damaged(after):
        with pytest.raises(ProofError):
            verify_consistency(old, before, new, other, proof)


def test_a_fork_is_found() -> None:
    honest = Tree(LEAVES[:20])
    forked = Tree([*LEAVES[:12], leaf_hash(b"another"), *LEAVES[13:]])
    for old in range(13, 21):
        with pytest.raises(ProofError):
            verify_consistency(
                old, honest.root(old), 40, forked.root(), forked.consistency_proof(old)
            )


def test_trees_of_equal_size_are_equal_or_forked() -> None:
    verify_consistency(3, LEAVES[0], 3, LEAVES[0], ())
    for proof in ((), (LEAVES[2],)):
        with pytest.raises(ProofError):
            verify_consistency(3, LEAVES[0], 3, LEAVES[1], proof)
    with pytest.raises(ProofError):
        verify_consistency(3, LEAVES[0], 3, LEAVES[0], (LEAVES[2],))


def test_every_tree_extends_the_empty_one() -> None:
    tree = Tree(LEAVES)
    verify_consistency(0, EMPTY_ROOT, 40, tree.root(), tree.consistency_proof(0))
    for old_root, proof in ((LEAVES[0], ()), (EMPTY_ROOT, (LEAVES[0],))):
        with pytest.raises(ProofError):
            verify_consistency(0, old_root, 40, tree.root(), proof)


def test_a_tree_does_not_shrink() -> None:
    tree = Tree(LEAVES)
    with pytest.raises(ProofError):
        verify_consistency(5, tree.root(5), 4, tree.root(4), ())
    with pytest.raises(ProofError):
        verify_consistency(-1, tree.root(5), 4, tree.root(4), ())


def test_what_the_log_does_not_have() -> None:
    tree = Tree(LEAVES)
    requests: list[Callable[[], object]] = [
        lambda: tree.root(41),
        lambda: tree.root(-1),
        lambda: tree.inclusion_proof(40),
        lambda: tree.inclusion_proof(-1),
        lambda: tree.inclusion_proof(7, 7),
        lambda: tree.inclusion_proof(1, 41),
        lambda: tree.consistency_proof(8, 7),
        lambda: tree.consistency_proof(-1),
    ]
    for request in requests:
        with pytest.raises(ProofError) as caught:
            request()
        assert caught.value.hint


def test_leaves_are_hashes() -> None:
    with pytest.raises(FormatError):
        Tree([b"entry"])


def test_leaf_and_node_hashes_differ() -> None:
    assert leaf_hash(LEAVES[0] + LEAVES[1]) != node_hash(LEAVES[0], LEAVES[1])


@given(st.integers(1, 700), st.data())
@settings(max_examples=60, deadline=None)
def test_appending_gives_the_same_tree_as_building(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(number.to_bytes(2, "big")) for number in range(size)]
    cut = data.draw(st.integers(0, size))
    tree = Tree(leaves[:cut])
    assert [tree.append(leaf) for leaf in leaves[cut:]] == list(range(cut, size))
    assert tree.root() == definition(leaves)
    index = data.draw(st.integers(0, size - 1))
    verify_inclusion(leaves[index], index, size, tree.inclusion_proof(index), tree.root())
    verify_consistency(cut, tree.root(cut), size, tree.root(), tree.consistency_proof(cut))


def test_proofs_of_a_large_log_are_short() -> None:
    tree = Tree(leaf_hash(number.to_bytes(3, "big")) for number in range(2**16 + 1))
    assert len(tree.inclusion_proof(12345)) == 17
    assert len(tree.inclusion_proof(2**16)) == 1
    assert len(tree.consistency_proof(12345)) <= 18


def _damaged(value: bytes) -> list[bytes]:
    rng = random.Random(1)
    flipped = [
        bytes(
            byte ^ (1 << bit % 8) if place == bit // 8 else byte for place, byte in enumerate(value)
        )
        for bit in rng.sample(range(256), 40)
    ]
    return [*flipped, value[:-1], value + b"\0", b""]


def _damaged_paths(proof: tuple[bytes, ...]) -> list[tuple[bytes, ...]]:
    damaged: list[tuple[bytes, ...]] = [
        (*proof[:place], node, *proof[place + 1 :])
        for place, whole in enumerate(proof)
        for node in _damaged(whole)
    ]
    damaged += [proof[:length] for length in range(len(proof))]
    damaged += [(*proof, proof[0]), (proof[0], *proof), (*proof, EMPTY_ROOT)]
    damaged += [
        (*proof[:place], proof[place + 1], proof[place], *proof[place + 2 :])
        for place, (one, other) in enumerate(pairwise(proof))
        if one != other
    ]
    return damaged
