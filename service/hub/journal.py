"""The hub's Merkle log. An action and its leaf are one transaction: neither is without the other.

Every full subtree's root is stored, so that a checkpoint or a proof reads O(log n) rows, and a
restarted hub continues where it stopped.
"""

from datetime import date

from sqlmodel import Session, col, func, select, tuple_

from keys.checkpoint import Checkpoint, LogKey, sign_checkpoint
from keys.merkle import EMPTY_ROOT, leaf_hash
from service.hub.errors import OutsideLog
from service.hub.tables import LogLeaf, LogNode
from service.hub.tree import (
    completed,
    consistency_path,
    inclusion_path,
    nodes_around,
    peaks,
    subtree_root,
)
from service.protocol.log import (
    MAX_LEAVES_A_PAGE,
    CheckpointAnswer,
    Consistency,
    Event,
    Inclusion,
    Leaf,
    Leaves,
)


class Journal:
    """The log as one transaction sees it. A transaction that appends has one of these."""

    def __init__(self, db: Session, key: LogKey) -> None:
        self._db = db
        self._key = key
        self._nodes: dict[tuple[int, int], bytes] = {}
        self._grown: dict[int, bytes] = {}
        self._signed: dict[int, str] = {}

    def append(self, event: Event, artefact: str, on: date, actor: str | None = None) -> int:
        """Add a leaf and return its index. `actor` is `keys.entry.Actor.commitment`."""
        leaf = Leaf(event=event, artefact=artefact, date=on, actor=actor).encode()
        hashed, index = leaf_hash(leaf), self._size()
        if not self._grown:
            self._read_nodes(peaks(index))
        for level, position, root in completed(index, hashed, self._node):
            self._db.add(LogNode(level=level, position=position, hash=root))
            self._nodes[level, position] = root
        self._db.add(LogLeaf(position=index, hash=hashed, leaf=leaf))
        self._grown[index] = leaf
        return index

    def find(self, event: Event, artefact: str, on: date) -> int | None:
        """The index of a leaf that commits to nobody: a note's, or an objection's."""
        leaf = Leaf(event=event, artefact=artefact, date=on).encode()
        query = select(LogLeaf.position).where(LogLeaf.hash == leaf_hash(leaf))
        return self._db.exec(query).first()

    def inclusion(self, index: int) -> Inclusion:
        """The leaf with this index, and its proof for the present checkpoint."""
        size = self._size()
        leaf = self._leaf(index)
        if index not in self._grown:
            self._read_nodes(nodes_around(index, size))
        return Inclusion(
            index=index,
            leaf=leaf,
            inclusion=tuple(inclusion_path(index, size, self._node)),
            checkpoint=self._checkpoint(size),
        )

    def consistency(self, old: int) -> Consistency:
        """Proof that the tree of size `old` is the beginning of the present one."""
        size = self._size()
        if not 0 <= old <= size:
            raise OutsideLog
        return Consistency(
            old=old,
            proof=tuple(consistency_path(old, size, self._node)),
            checkpoint=self._checkpoint(size),
        )

    def checkpoint(self) -> CheckpointAnswer:
        """The present tree head, signed."""
        return CheckpointAnswer(
            checkpoint=self._checkpoint(self._size()), verification_key=self._key.vkey
        )

    @property
    def verification_key(self) -> str:
        """What verifiers pin."""
        return self._key.vkey

    def root(self, size: int) -> bytes | None:
        """The root of the first `size` leaves, if there are that many."""
        if not 0 <= size <= self._size():
            return None
        return subtree_root(0, size, self._node) if size else EMPTY_ROOT

    def leaves(self, start: int) -> Leaves:
        """A page of leaves."""
        if start > self._size():
            raise OutsideLog
        query = (
            select(LogLeaf.leaf)
            .where(col(LogLeaf.position) >= start)
            .order_by(col(LogLeaf.position))
            .limit(MAX_LEAVES_A_PAGE)
        )
        return Leaves(start=start, leaves=tuple(self._db.exec(query)))

    def _leaf(self, index: int) -> bytes:
        if index in self._grown:
            return self._grown[index]
        row = self._db.get(LogLeaf, index)
        if row is None:
            raise OutsideLog
        return row.leaf

    def _size(self) -> int:
        if self._grown:
            return next(reversed(self._grown)) + 1
        last = self._db.exec(select(func.max(LogLeaf.position))).one()
        return 0 if last is None else last + 1

    def _read_nodes(self, places: set[tuple[int, int]]) -> None:
        """Read several nodes at once; what a proof needs beyond them is read one by one."""
        place = tuple_(col(LogNode.level), col(LogNode.position))
        columns = (col(LogNode.level), col(LogNode.position), col(LogNode.hash))
        wanted = sorted(places - self._nodes.keys())
        for level, position, root in self._db.exec(select(*columns).where(place.in_(wanted))):
            self._nodes[level, position] = root

    def _node(self, level: int, position: int) -> bytes:
        if (level, position) not in self._nodes:
            self._nodes[level, position] = self._db.get_one(LogNode, (level, position)).hash
        return self._nodes[level, position]

    def _checkpoint(self, size: int) -> str:
        if size not in self._signed:
            root = subtree_root(0, size, self._node) if size else EMPTY_ROOT
            self._signed[size] = sign_checkpoint(
                Checkpoint(self._key.origin, size, root), self._key
            )
        return self._signed[size]
