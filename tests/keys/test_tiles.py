"""Tiles: their paths, what is in them, and that the tree's root follows from them."""

from __future__ import annotations

import pytest

from keys.errors import FormatError, ProofError
from keys.merkle import HASH, Tree, leaf_hash, root
from keys.tiles import Tile, entry_bundle, read_entry_bundle, tile_bytes, tiles
from tests.keys.mutations import refusals, truncations


def tree_of(size: int) -> Tree:
    return Tree(leaf_hash(number.to_bytes(4, "big")) for number in range(size))


def hashes_of(data: bytes) -> list[bytes]:
    return [data[at : at + HASH] for at in range(0, len(data), HASH)]


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0, 256), "tile/0/000"),
        (Tile(0, 0, 1), "tile/0/000.p/1"),
        (Tile(1, 5, 255), "tile/1/005.p/255"),
        (Tile(2, 1_000, 256), "tile/2/x001/000"),
        (Tile(0, 1_234_067, 8), "tile/0/x001/x234/067.p/8"),
    ],
)
def test_paths_are_those_of_the_specification(tile: Tile, path: str) -> None:
    assert tile.path == path


def test_entries_have_paths_of_their_own() -> None:
    assert Tile(0, 1_234_067, 256).entries_path == "tile/entries/x001/x234/067"
    assert Tile(0, 3, 7).entries_path == "tile/entries/003.p/7"
    with pytest.raises(FormatError):
        _ = Tile(1, 0, 1).entries_path


@pytest.mark.parametrize("place", [(-1, 0, 1), (8, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257)])
def test_there_are_no_other_tiles(place: tuple[int, int, int]) -> None:
    with pytest.raises(FormatError):
        Tile(*place)


def test_the_tiles_of_a_tree() -> None:
    assert list(tiles(0)) == []
    assert list(tiles(1)) == [Tile(0, 0, 1)]
    assert list(tiles(256)) == [Tile(0, 0, 256), Tile(1, 0, 1)]
    assert list(tiles(70_000)) == [
        *(Tile(0, index, 256) for index in range(273)),
        Tile(0, 273, 112),
        Tile(1, 0, 256),
        Tile(1, 1, 17),
        Tile(2, 0, 1),
    ]


@pytest.mark.parametrize("size", [1, 255, 256, 257, 600])
def test_a_tile_holds_the_hashes_below_it(size: int) -> None:
    tree = tree_of(size)
    held = {tile: hashes_of(tile_bytes(tree, tile)) for tile in tiles(size)}
    assert all(len(hashes) == tile.width for tile, hashes in held.items())
    leaves = [one for tile, hashes in held.items() if tile.level == 0 for one in hashes]
    assert root(leaves) == tree.root()
    for tile, hashes in held.items():
        if tile.level == 1:
            below = [held[Tile(0, place, 256)] for place in range(tile.width)]
            assert hashes == list(map(root, below))


def test_old_tiles_never_change() -> None:
    small, large = tree_of(300), tree_of(700)
    for tile in tiles(300):
        assert tile_bytes(large, tile) == tile_bytes(small, tile)


@pytest.mark.parametrize("tile", [Tile(0, 0, 6), Tile(0, 1, 1), Tile(1, 0, 1), Tile(7, 0, 1)])
def test_a_tile_that_is_not_there_yet(tile: Tile) -> None:
    with pytest.raises(ProofError, match="shorter"):
        tile_bytes(tree_of(5), tile)


def test_entries_travel_in_bundles() -> None:
    entries = (b"one", b"", b"x" * 65_535)
    data = entry_bundle(entries)
    assert data[:5] == b"\x00\x03one"
    assert read_entry_bundle(data, 3) == entries
    assert read_entry_bundle(entry_bundle((b"",) * 256), 256) == (b"",) * 256
    for bad in ((), (b"x" * 65_536,), (b"",) * 257):
        with pytest.raises(FormatError):
            entry_bundle(bad)


def test_a_bundle_of_another_length_is_refused() -> None:
    data = entry_bundle([b"one", b"two"])
    for damaged in truncations(data, exhaustive=True):
        with pytest.raises(ProofError):
            read_entry_bundle(damaged, 2)
    with pytest.raises(ProofError):
        read_entry_bundle(data, 3)


def test_no_damaged_bundle_or_tile_gives_the_root() -> None:
    entries = [b"entry %d" % number for number in range(5)]
    tree = Tree(map(leaf_hash, entries))

    def from_entries(data: bytes) -> None:
        if root([leaf_hash(entry) for entry in read_entry_bundle(data, 5)]) != tree.root():
            raise ProofError

    def from_tile(data: bytes) -> None:
        if len(data) != 5 * HASH or root(hashes_of(data)) != tree.root():
            raise ProofError

    tile = tile_bytes(tree, Tile(0, 0, 5))
    for data, use in ((entry_bundle(entries), from_entries), (tile, from_tile)):
        assert {kind for kind, _ in refusals(data, use, exhaustive=True)} == {ProofError}
