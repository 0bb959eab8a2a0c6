"""A participant reads a draft before it leaves, and objects to a passage. Silence is assent."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from service.desk.objecting import MAX_COMMENT, Sent, object_to, sent
from service.desk.previewing import Preview, find_preview, read_preview
from service.desk.web.answers import OpenDesk, go, page
from service.desk.web.errors import OtherTextError
from service.protocol.coarse import today
from service.protocol.drafts import DraftState

router = APIRouter()


@router.get("/rooms/{number}/preview")
def read(request: Request, desk: OpenDesk, number: int) -> Response:
    """The newest draft of the session that one was shown."""
    session = desk.card(number).session
    shown = [one for one in desk.hub.previews().previews if one.session == session]
    if not shown:
        return page(request, "preview_empty.html", number=number)
    preview = read_preview(desk.hub, desk.keys, find_preview(desk.hub, session).draft)
    mine = sent(desk.home, desk.identity, preview.view.draft)
    return page(
        request,
        "preview.html",
        number=number,
        handle=desk.handle(preview.view.draft),
        preview=preview,
        sent=_by_passage(mine),
        count=len(mine),
        may_object=_may_object(preview),
        most=MAX_COMMENT,
    )


@router.post("/rooms/{number}/preview/{handle}/object")
def send(
    request: Request,
    desk: OpenDesk,
    number: int,
    handle: int,
    passage: Annotated[int, Form()],
    digest: Annotated[str, Form()] = "",
    comment: Annotated[str, Form()] = "",
) -> Response:
    """Seal an objection to the room and send it."""
    preview = read_preview(desk.hub, desk.keys, desk.behind(handle))
    if digest != preview.digest:
        raise OtherTextError
    object_to(desk.hub, desk.home, desk.identity, preview, passage, comment)
    return go(request, f"/rooms/{number}/preview#p{passage}")


def _may_object(preview: Preview) -> bool:
    return preview.view.state is DraftState.OPEN and today() <= preview.view.until


def _by_passage(mine: Sequence[Sent]) -> dict[int, list[Sent]]:
    found: dict[int, list[Sent]] = {}
    for one in mine:
        found.setdefault(one.number, []).append(one)
    return found
