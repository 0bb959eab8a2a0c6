"""What an address may ask for: the hub, its queue, and the token of the caller's sign-in."""

from typing import Annotated

from fastapi import Depends, Path, Query, Request

from service.hub.gathering import Gathering
from service.hub.store import Hub
from service.hub.work.queue import WorkQueue
from service.protocol.wire import Identifier
from service.web.bearer import bearer_token


def _hub(request: Request) -> Hub:
    hub = request.app.state.hub
    assert isinstance(hub, Hub)
    return hub


HubHere = Annotated[Hub, Depends(_hub)]


def _gathering(request: Request) -> Gathering:
    gathering = request.app.state.gathering
    assert isinstance(gathering, Gathering)
    return gathering


GatheringHere = Annotated[Gathering, Depends(_gathering)]


def _queue(request: Request) -> WorkQueue:
    queue = request.app.state.queue
    assert isinstance(queue, WorkQueue)
    return queue


Queue = Annotated[WorkQueue, Depends(_queue)]


def _origin(request: Request, hub: HubHere) -> str:
    return hub.door.origin(request.headers.get("host", ""))


Origin = Annotated[str, Depends(_origin)]
"""The hub's own address, as this request reached it."""

Token = Annotated[str, Depends(bearer_token)]
InPath = Annotated[Identifier, Path()]
Cursor = Annotated[str, Query(max_length=64, pattern=r"^[A-Za-z0-9_-]*$")]
"""Where a page begins: `next` of the page before."""
