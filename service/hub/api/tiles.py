"""The log for foreign tools and witnesses: tiles, and checkpoints with cosignatures."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from service.hub.api.dependencies import HubHere, Token
from service.hub.tiles import parse_tile, tile_entries, tile_hashes
from service.hub.witnesses import newest, take_cosigned
from service.protocol.log import CosignedRequest, Witnessed

router = APIRouter(prefix="/log")

BYTES = "application/octet-stream"
Place = Annotated[str, Path(max_length=40)]


@router.get("/tiles/checkpoint", response_class=Response)
def get_note(hub: HubHere) -> Response:
    """The present checkpoint as a signed note (c2sp.org/tlog-tiles)."""
    with hub.database.read() as db:
        note = hub.journal(db).checkpoint().checkpoint
    return Response(note, media_type="text/plain; charset=utf-8")


@router.get("/tiles/tile/entries/{place:path}", response_class=Response)
def get_entries(place: Place, hub: HubHere, token: Token) -> Response:
    """The entries under a tile, for whoever has an account."""
    tile = parse_tile(0, place)
    with hub.reading(token) as act:
        return Response(tile_entries(act.db, tile), media_type=BYTES)


@router.get("/tiles/tile/{level}/{place:path}", response_class=Response)
def get_tile(level: Annotated[int, Path(ge=0, le=7)], place: Place, hub: HubHere) -> Response:
    """The hashes of a tile."""
    tile = parse_tile(level, place)
    with hub.database.read() as db:
        return Response(tile_hashes(db, tile), media_type=BYTES)


@router.post("/cosigned", status_code=201)
def post_cosigned(body: CosignedRequest, hub: HubHere) -> Witnessed:
    """Hand in a checkpoint that a witness cosigned. It proves itself."""
    with hub.database.write() as db:
        return take_cosigned(db, hub.journal(db), body.checkpoint, hub.witnesses)


@router.get("/cosigned")
def get_cosigned(hub: HubHere) -> Witnessed:
    """The newest checkpoint that a witness cosigned."""
    with hub.database.read() as db:
        return newest(db, hub.witnesses)
