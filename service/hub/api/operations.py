"""Whether the hub is well, and how a session stands."""

from fastapi import APIRouter

from service.hub.api.dependencies import HubHere, InPath, Token
from service.hub.status import view_status
from service.protocol.status import Health, Status

router = APIRouter()


@router.get("/health")
def get_health(hub: HubHere) -> Health:
    """Answers when the database does; otherwise the request fails with 503."""
    with hub.database.read() as db:
        hub.journal(db).checkpoint()
    return Health(status="ok")


@router.get("/sessions/{session}/status")
def get_status(session: InPath, hub: HubHere, token: Token) -> Status:
    """How a session stands, told without a word of what was written."""
    with hub.reading(token) as act:
        return view_status(act, session, hub.door.clock())
