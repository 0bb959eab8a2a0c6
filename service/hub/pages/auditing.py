"""The log as an auditor reads it in a browser; programs take the same from /log."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from keys.tiles import Tile
from service.hub.api.dependencies import HubHere
from service.hub.errors import OutsideLog
from service.hub.pages.rendering import page
from service.hub.pages.visits import Session
from service.protocol.log import MAX_LEAVES_A_PAGE, Leaf

router = APIRouter(include_in_schema=False)

Position = Annotated[int | None, Query(ge=0, le=2**62)]


@router.get("/audit")
def get_audit(
    request: Request, hub: HubHere, token: Session, old: Position = None, start: Position = None
) -> Response:
    """Checkpoint, consistency since a size, and the entries of one tile."""
    with hub.reading(token) as act:
        head = act.journal.checkpoint()
        size = int(head.checkpoint.splitlines()[1])
        last = (size - 1) // MAX_LEAVES_A_PAGE * MAX_LEAVES_A_PAGE if size else 0
        first = last if start is None else start // MAX_LEAVES_A_PAGE * MAX_LEAVES_A_PAGE
        proof, failed = None, None
        try:
            leaves = act.journal.leaves(min(first, size)).leaves
            proof = act.journal.consistency(old) if old is not None else None
        except OutsideLog as outside:
            failed = outside
            leaves = act.journal.leaves(last).leaves
    return page(
        request,
        "audit.html",
        head=head,
        size=size,
        first=first,
        tile=MAX_LEAVES_A_PAGE,
        hashes=Tile(0, first // MAX_LEAVES_A_PAGE, len(leaves)).path if leaves else None,
        leaves=tuple(enumerate((Leaf.model_validate_json(leaf) for leaf in leaves), first)),
        old=old,
        proof=proof,
        failed=failed,
    )
