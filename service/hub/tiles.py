"""The log as tiles that never change (c2sp.org/tlog-tiles)."""

import re

from sqlmodel import Session, col, select

from keys.errors import FormatError
from keys.tiles import HEIGHT, WIDTH, Tile, entry_bundle
from service.hub.errors import OutsideLog
from service.hub.tables import LogLeaf, LogNode
from service.web.errors import NotFound

_INDEX = re.compile(r"((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([0-9]{1,3}))?\Z")


def parse_tile(level: int, place: str) -> Tile:
    """The tile at `tile/<level>/<place>`. Raises NotFound for every other spelling."""
    match = _INDEX.match(place)
    if match is None:
        raise NotFound
    index = int("".join(re.findall(r"[0-9]+", match[1])))
    try:
        tile = Tile(level, index, int(match[2]) if match[2] else WIDTH)
    except FormatError:
        raise NotFound from None
    if tile.path != f"tile/{level}/{place}":
        raise NotFound
    return tile


def tile_hashes(db: Session, tile: Tile) -> bytes:
    """The hashes of a tile, 32 bytes each. Raises OutsideLog."""
    start = tile.index * WIDTH
    query = (
        select(LogNode.hash)
        .where(
            LogNode.level == tile.level * HEIGHT,
            col(LogNode.position) >= start,
            col(LogNode.position) < start + tile.width,
        )
        .order_by(col(LogNode.position))
    )
    hashes = db.exec(query).all()
    if len(hashes) != tile.width:
        raise OutsideLog
    return b"".join(hashes)


def tile_entries(db: Session, tile: Tile) -> bytes:
    """The entries under a tile of level 0, each after its length. Raises OutsideLog."""
    start = tile.index * WIDTH
    query = (
        select(LogLeaf.leaf)
        .where(col(LogLeaf.position) >= start, col(LogLeaf.position) < start + tile.width)
        .order_by(col(LogLeaf.position))
    )
    entries = db.exec(query).all()
    if len(entries) != tile.width:
        raise OutsideLog
    return entry_bundle(entries)
