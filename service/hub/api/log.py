"""The log. Checkpoints and consistency are open to witnesses; leaves are for members."""

from typing import Annotated

from fastapi import APIRouter, Query

from service.hub.api.dependencies import HubHere, Token
from service.protocol.log import CheckpointAnswer, Consistency, Inclusion, Leaves

router = APIRouter(prefix="/log")

MAX_POSITION = 2**62
"""Larger numbers do not fit a database column; no log gets there."""

Position = Annotated[int, Query(ge=0, le=MAX_POSITION)]


@router.get("/checkpoint")
def get_checkpoint(hub: HubHere) -> CheckpointAnswer:
    """The present tree head."""
    with hub.database.read() as db:
        return hub.journal(db).checkpoint()


@router.get("/consistency")
def get_consistency(old: Position, hub: HubHere) -> Consistency:
    """Proof that nothing was taken back since the log had `old` leaves."""
    with hub.database.read() as db:
        return hub.journal(db).consistency(old)


@router.get("/proof")
def get_proof(index: Position, hub: HubHere, token: Token) -> Inclusion:
    """One leaf and its proof."""
    with hub.reading(token) as act:
        return act.journal.inclusion(index)


@router.get("/leaves")
def get_leaves(hub: HubHere, token: Token, start: Position = 0) -> Leaves:
    """A page of leaves."""
    with hub.reading(token) as act:
        return act.journal.leaves(start)
