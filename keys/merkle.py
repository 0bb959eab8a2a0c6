"""The Merkle tree of RFC 6962 and RFC 9162: SHA-256, leaves and nodes told apart by a prefix.

`Tree` keeps the hash of every complete subtree, 64 bytes a leaf in all, so that it appends in
constant time and answers proofs for its present and every earlier size in O(log n).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from keys.errors import FormatError, ProofError

HASH = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Hash of a leaf (RFC 9162 section 2.1.1)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node (RFC 9162 section 2.1.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """An append-only tree over leaf hashes."""

    def __init__(self, leaf_hashes: Iterable[bytes] = ()) -> None:
        self._levels = [bytearray()]  # [h][i]: the subtree of 2**h leaves from i * 2**h on
        for leaf in leaf_hashes:
            self.append(leaf)

    @property
    def size(self) -> int:
        """Number of leaves."""
        return len(self._levels[0]) // HASH

    def append(self, leaf: bytes) -> int:
        """Add a leaf hash (32 bytes) and return its index."""
        if len(leaf) != HASH:
            raise FormatError("A leaf hash has 32 bytes.")
        index = self.size
        self._levels[0] += leaf
        height = 0
        while index >> height & 1:
            pair = bytes(self._levels[height][-2 * HASH :])
            height += 1
            if height == len(self._levels):
                self._levels.append(bytearray())
            self._levels[height] += node_hash(pair[:HASH], pair[HASH:])
        return index

    def root(self, size: int | None = None) -> bytes:
        """Root of the first `size` leaves, by default of all."""
        size = self._check(size)
        return self._range(0, size) if size else EMPTY_ROOT

    def hashes(self, height: int, start: int, count: int) -> bytes:
        """`count` hashes of complete subtrees of 2**height leaves, from the `start`-th on.

        Raises:
            ProofError: when the tree has not grown that far.
        """
        level = self._levels[height] if height < len(self._levels) else b""
        if (start + count) * HASH > len(level):
            raise ProofError("The log is shorter than that.")
        return bytes(level[start * HASH : (start + count) * HASH])

    def inclusion_proof(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """PATH(index, D[size]) of RFC 9162 section 2.1.3.1, from the leaf upwards."""
        size = self._check(size)
        if not 0 <= index < size:
            raise ProofError("The log has no such entry.", hint="Fetch a newer checkpoint.")
        return tuple(self._path(index, 0, size))

    def consistency_proof(self, old: int, size: int | None = None) -> tuple[bytes, ...]:
        """PROOF(old, D[size]) of RFC 9162 section 2.1.4.1; empty from an empty tree."""
        size = self._check(size)
        if not 0 <= old <= size:
            raise ProofError("The log is shorter than that.")
        return tuple(self._subproof(old, 0, size, whole=True)) if old else ()

    def _check(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise ProofError("The log is shorter than that.")
        return size

    def _range(self, start: int, end: int) -> bytes:
        """Hash of the leaves from `start` to `end`, where `start` is aligned as in any tree."""
        split = _split(end - start)
        if split == 0:
            height = (end - start).bit_length() - 1
            at = (start >> height) * HASH
            return bytes(self._levels[height][at : at + HASH])
        return node_hash(self._range(start, start + split), self._range(start + split, end))

    def _path(self, index: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + (_split(end - start) or (end - start) // 2)
        if index < middle:
            return [*self._path(index, start, middle), self._range(middle, end)]
        return [*self._path(index, middle, end), self._range(start, middle)]

    def _subproof(self, old: int, start: int, end: int, *, whole: bool) -> list[bytes]:
        if old == end:
            return [] if whole else [self._range(start, end)]
        middle = start + (_split(end - start) or (end - start) // 2)
        if old <= middle:
            left = self._subproof(old, start, middle, whole=whole)
            return [*left, self._range(middle, end)]
        right = self._subproof(old, middle, end, whole=False)
        return [*right, self._range(start, middle)]


def root(leaf_hashes: Sequence[bytes]) -> bytes:
    """Root of a tree with these leaf hashes."""
    return Tree(leaf_hashes).root()


def inclusion_proof(leaf_hashes: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Proof that the leaf at `index` is in the tree of these leaf hashes."""
    return Tree(leaf_hashes).inclusion_proof(index)


def consistency_proof(leaf_hashes: Sequence[bytes], old: int) -> tuple[bytes, ...]:
    """Proof that the tree of the first `old` leaf hashes is a prefix of the tree of all."""
    return Tree(leaf_hashes).consistency_proof(old)


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Check that the leaf hash stands at `index` in the tree of `size` leaves with this root.

    The algorithm of RFC 9162 section 2.1.3.2. Raises ProofError unless it holds.
    """
    if not 0 <= index < size or not _hashes(leaf, root, *proof):
        raise ProofError
    node, last, computed = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofError
        if node & 1 or node == last:
            computed = node_hash(sibling, computed)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            computed = node_hash(computed, sibling)
        node, last = node >> 1, last >> 1
    if last != 0 or computed != root:
        raise ProofError


def verify_consistency(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that the old tree is a prefix of the new one.

    The algorithm of RFC 9162 section 2.1.4.2; every tree extends the empty one, with an empty
    proof. Raises ProofError unless it holds.
    """
    if not 0 <= old_size <= new_size or not _hashes(old_root, new_root, *proof):
        raise ProofError
    if old_size == 0:
        _same(old_root, EMPTY_ROOT, proof)
    elif old_size == new_size:
        _same(old_root, new_root, proof)
    else:
        _extends(old_size, old_root, new_size, new_root, list(proof))


def _same(old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    if proof or old_root != new_root:
        raise ProofError


def _extends(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, path: list[bytes]
) -> None:
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)
    if not path:
        raise ProofError
    node, last = old_size - 1, new_size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofError
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    if last != 0 or old != old_root or new != new_root:
        raise ProofError


def _split(size: int) -> int:
    """Largest power of two below `size`, or 0 when `size` is itself one."""
    return 0 if size & (size - 1) == 0 else 1 << (size.bit_length() - 1)


def _hashes(*values: bytes) -> bool:
    return all(len(value) == HASH for value in values)
