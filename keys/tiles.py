"""The tree as files that never change: c2sp.org/tlog-tiles.

A tile holds up to 256 hashes next to each other on one of the levels 0, 8, 16, ... of the tree. A
log that serves its tiles can be read and verified from any web server or disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from keys.errors import FormatError, ProofError
from keys.merkle import Tree

HEIGHT = 8
WIDTH = 1 << HEIGHT
MAX_LEVEL = 7  # 8 * 8 levels hold every tree below 2**64
MAX_ENTRY = 2**16 - 1  # bytes, as an entry's length is a u16

_DIGITS = 1000  # three digits a folder


@dataclass(frozen=True)
class Tile:
    """The place of a tile.

    Args:
        level: 0 for leaf hashes; a hash of level L covers 256**L leaves.
        index: place among the tiles of its level, from 0.
        width: number of hashes, 256 when the tile is full.
    """

    level: int
    index: int
    width: int

    def __post_init__(self) -> None:
        if not (0 <= self.level <= MAX_LEVEL and self.index >= 0 and 0 < self.width <= WIDTH):
            raise FormatError("There is no such tile.")

    @property
    def path(self) -> str:
        """Where the tile is served: `tile/<L>/<N>[.p/<W>]`."""
        return f"tile/{self.level}/{self._place}"

    @property
    def entries_path(self) -> str:
        """Where the entries under a tile of level 0 are served: `tile/entries/<N>[.p/<W>]`."""
        if self.level:
            raise FormatError("Only tiles of level 0 have entries.")
        return f"tile/entries/{self._place}"

    @property
    def _place(self) -> str:
        index, text = self.index, f"{self.index % _DIGITS:03}"
        while index := index // _DIGITS:
            text = f"x{index % _DIGITS:03}/{text}"
        return text if self.width == WIDTH else f"{text}.p/{self.width}"


def tiles(size: int) -> Iterator[Tile]:
    """All tiles of a tree with `size` leaves, the partial one at the end of each level included."""
    for level in count():
        hashes = size >> (HEIGHT * level)
        if not hashes:
            return
        for index in range(hashes // WIDTH):
            yield Tile(level, index, WIDTH)
        if hashes % WIDTH:
            yield Tile(level, hashes // WIDTH, hashes % WIDTH)


def tile_bytes(tree: Tree, tile: Tile) -> bytes:
    """The content of a tile: its hashes, 32 bytes each.

    Raises:
        ProofError: when the tree has not grown that far.
    """
    return tree.hashes(HEIGHT * tile.level, tile.index * WIDTH, tile.width)


def entry_bundle(entries: Sequence[bytes]) -> bytes:
    """The entries under a tile of level 0, each after its length as a big-endian u16."""
    if not 0 < len(entries) <= WIDTH:
        raise FormatError(f"A bundle holds 1 to {WIDTH} entries.")
    if any(len(entry) > MAX_ENTRY for entry in entries):
        raise FormatError(f"An entry has at most {MAX_ENTRY} bytes.")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def read_entry_bundle(data: bytes, width: int) -> tuple[bytes, ...]:
    """Read `entry_bundle` of exactly `width` entries; ProofError for anything else."""
    entries, at = [], 0
    while at < len(data):
        begin = at + 2
        at = begin + int.from_bytes(data[at:begin], "big")
        entries.append(data[begin:at])
    if at != len(data) or len(entries) != width:
        raise ProofError("The entries are cut short or have bytes added.")
    return tuple(entries)
