"""Proofs from stored subtree roots, in O(log n) reads (RFC 9162, section 2.1).

`node(level, position)` gives the root of the full subtree over the leaves
`[position * 2**level, (position + 1) * 2**level)`.
"""

from collections.abc import Callable, Iterator

from keys.merkle import node_hash

Node = Callable[[int, int], bytes]


def completed(index: int, leaf: bytes, node: Node) -> Iterator[tuple[int, int, bytes]]:
    """The full subtrees that the leaf with this index completes, as (level, position, root)."""
    level, position, root = 0, index, leaf
    yield level, position, root
    while position % 2:
        root = node_hash(node(level, position - 1), root)
        level, position = level + 1, position // 2
        yield level, position, root


def subtree_root(start: int, end: int, node: Node) -> bytes:
    """Root over the leaves `[start, end)`, where `start` is aligned as in any tree."""
    width = end - start
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return node(level, start >> level)
    middle = start + _split(width)
    return node_hash(subtree_root(start, middle, node), subtree_root(middle, end, node))


def peaks(size: int) -> set[tuple[int, int]]:
    """The full subtrees that make up a tree of this size: all that growing it needs."""
    return {(level, (size >> level) - 1) for level in range(size.bit_length()) if size >> level & 1}


def nodes_around(index: int, size: int) -> set[tuple[int, int]]:
    """Every node that proving the leaf with this index may read, and a few more."""
    siblings = {(level, (index >> level) ^ 1) for level in range(size.bit_length())}
    return siblings | peaks(size)


def inclusion_path(index: int, size: int, node: Node) -> list[bytes]:
    """PATH of section 2.1.3.1, from the leaf upwards."""
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(subtree_root(middle, end, node))
            end = middle
        else:
            path.append(subtree_root(start, middle, node))
            start = middle
    return path[::-1]


def consistency_path(old: int, size: int, node: Node) -> list[bytes]:
    """PROOF of section 2.1.4.1 between two sizes, `0 <= old <= size`.

    Every tree extends the empty one, with an empty proof.
    """
    path: list[bytes] = []
    start, end = 0, size
    while old not in (0, end):
        middle = start + _split(end - start)
        if old <= middle:
            path.append(subtree_root(middle, end, node))
            end = middle
        else:
            path.append(subtree_root(start, middle, node))
            start = middle
    if start:
        path.append(subtree_root(start, end, node))
    return path[::-1]


def _split(width: int) -> int:
    return 1 << ((width - 1).bit_length() - 1)
