"""Dialogues, their people, new sessions, and the roster seen with a reader's eyes."""

from base64 import b64decode
from binascii import Error as NotBase64
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from keys.identity import PublicIdentity
from redaction.roster import Roster
from service.desk.errors import DeskError
from service.desk.files import File
from service.desk.linking import make_link
from service.desk.opening import Plan, open_dialogue, open_session
from service.desk.policies import policy_of
from service.desk.rooms import Room
from service.desk.web.answers import OpenDesk, go, page
from service.desk.web.attendees import see
from service.desk.web.desk import Desk
from service.desk.web.errors import NothingHereError
from service.protocol.roles import NEEDS_KEYS, Role

router = APIRouter()

PASTED = "roster.txt"
"""What a pasted attendance list is called, for its kind only."""


@router.get("/dialogues/new")
def new_dialogue(request: Request, desk: OpenDesk) -> Response:
    """Ask for a title."""
    return page(request, "dialogue_new.html")


@router.post("/dialogues")
def found(
    request: Request,
    desk: OpenDesk,
    title: Annotated[str, Form()] = "",
    safety: Annotated[str, Form()] = "",
) -> Response:
    """Open a dialogue; this person becomes its organiser."""
    if not title.strip():
        raise DeskError("A dialogue needs a title.", hint="Only you will be able to read it.")
    dialogue = open_dialogue(desk.hub, desk.identity, title.strip(), safety=bool(safety))
    desk.look()
    return go(request, f"/dialogues/{desk.handle(dialogue)}")


@router.get("/dialogues/{number}")
def dialogue(request: Request, desk: OpenDesk, number: int) -> Response:
    """Its people and sessions."""
    card = desk.organised(number)
    known = desk.home.known()
    members = [
        (one.role.value, PublicIdentity.from_json(one.identity).key_id if one.identity else "")
        for one in desk.hub.members(card.dialogue)
    ]
    return page(
        request,
        "dialogue.html",
        number=number,
        card=card,
        policy=policy_of(card.policy),
        members=sorted(members),
        known=known,
        own=desk.identity.public.key_id,
        roles=[role.value for role in Role],
        handle=desk.handle,
    )


@router.post("/dialogues/{number}/invite")
def invite(
    request: Request, desk: OpenDesk, number: int, role: Annotated[Role, Form()]
) -> Response:
    """A line for one person, with this organiser's fingerprint in it."""
    card = desk.organised(number)
    answer = desk.hub.invite(card.dialogue, role)
    return page(
        request,
        "invitation.html",
        number=number,
        role=role.value,
        line=f"{answer.token}.{desk.home.public().key_id}",
        expires=answer.expires,
        connection=desk.home.connection(),
        in_browser=role not in NEEDS_KEYS,
    )


@router.get("/dialogues/{number}/session")
def new_session(request: Request, desk: OpenDesk, number: int) -> Response:
    """Ask for topic, agenda, funding and attendance list."""
    return page(request, "session_new.html", number=number, card=desk.organised(number))


@router.post("/dialogues/{number}/session")
def open_it(
    request: Request,
    desk: OpenDesk,
    number: int,
    topic: Annotated[str, Form()] = "",
    items: Annotated[str, Form()] = "",
    funding: Annotated[str, Form()] = "",
    pasted: Annotated[str, Form()] = "",
    roster: Annotated[str, Form()] = "",
    roster_name: Annotated[str, Form()] = "",
) -> Response:
    """Open a session with a fresh room key."""
    card = desk.organised(number)
    plan = Plan(
        topic=topic.strip(),
        items=tuple(line.strip() for line in items.splitlines() if line.strip()),
        funding=" ".join(funding.split()),
    )
    if not plan.topic:
        raise DeskError("A session needs a topic.", hint="It becomes the title of the release.")
    file = _roster(pasted, roster, roster_name)
    session = open_session(desk.hub, desk.keys, card.dialogue, plan, file)
    desk.look()
    return go(request, f"/rooms/{desk.handle(session)}/roster")


@router.post("/rooms/{number}/link")
def link(request: Request, desk: OpenDesk, number: int) -> Response:
    """A link for one rapporteur who has nothing installed."""
    session = _room(desk, number).session.session
    made = make_link(desk.hub, desk.home, session)
    return page(request, "link.html", number=number, link=made)


@router.post("/dialogues/{number}/roster")
def look_at_roster(
    request: Request,
    desk: OpenDesk,
    number: int,
    pasted: Annotated[str, Form()] = "",
    roster: Annotated[str, Form()] = "",
    roster_name: Annotated[str, Form()] = "",
) -> Response:
    """What is made of an attendance list before a session is opened with it; nothing is kept."""
    k = policy_of(desk.organised(number).policy).k
    file = _roster(pasted, roster, roster_name)
    found = see(Roster.load(file.content, file.name), k)
    return page(request, "_people_seen.html", roster=found, k=k)


@router.get("/rooms/{number}/roster")
def roster(request: Request, desk: OpenDesk, number: int) -> Response:
    """The people in the room, and who would be known by a single description."""
    room = _room(desk, number)
    found = see(room.roster, room.policy.k)
    return page(request, "roster.html", number=number, roster=found, k=room.policy.k)


def _room(desk: Desk, number: int) -> Room:
    card = desk.card(number)
    if card.room is None:
        raise NothingHereError("This room is not open to you.", hint=card.why_closed)
    return card.room


def _roster(pasted: str, chosen: str, name: str) -> File:
    if chosen:
        try:
            return File(name, b64decode(chosen, validate=True))
        except (NotBase64, ValueError):
            raise DeskError("The file did not arrive whole.", hint="Choose it again.") from None
    if not pasted.strip():
        raise DeskError(
            "A session needs an attendance list.",
            hint="Choose a file, or paste the list: a person a line.",
        )
    return File(PASTED, pasted.encode())
