"""Joining a hub: look at whose invitation it is and which log it shows, then join."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from service.desk.client import Hub
from service.desk.errors import DeskError
from service.desk.home import Connection
from service.desk.web.answers import OpenDesk, go, page

router = APIRouter()


@router.get("/join")
def joining(request: Request, desk: OpenDesk) -> Response:
    """Ask for address and invitation."""
    return page(request, "join.html", fingerprint=desk.identity.public.key_id)


@router.post("/join/look")
def look(
    request: Request,
    desk: OpenDesk,
    hub: Annotated[str, Form()] = "",
    invitation: Annotated[str, Form()] = "",
) -> Response:
    """Show the inviter's fingerprint and the log's key before anything is sent of this person."""
    token, inviter = _parts(invitation)
    with Hub(hub.strip()) as service:
        log = service.checkpoint().verification_key
    return page(
        request,
        "join_confirm.html",
        hub=hub.strip(),
        token=token,
        inviter=inviter,
        log=log,
        fingerprint=desk.identity.public.key_id,
    )


@router.post("/join")
def join(
    request: Request,
    desk: OpenDesk,
    hub: Annotated[str, Form()] = "",
    token: Annotated[str, Form()] = "",
    inviter: Annotated[str, Form()] = "",
    log: Annotated[str, Form()] = "",
) -> Response:
    """Turn the invitation into an account, and pin the log that was shown."""
    with Hub(hub) as service:
        if service.checkpoint().verification_key != log:
            raise DeskError(
                "The hub shows another log than a moment ago.",
                hint="Do not join. Ask the host, by telephone, which key is right.",
            )
        service.join(token, desk.identity.public.to_json())
    desk.home.save_connection(Connection(hub, log, (inviter,) if inviter else ()))
    desk.look_again()
    return go(request, "/home")


def _parts(invitation: str) -> tuple[str, str]:
    token, _, inviter = "".join(invitation.split()).partition(".")
    if not token:
        raise DeskError(
            "There is no invitation in the field.",
            hint="Paste the whole line that the organiser gave you.",
        )
    return token, inviter
