"""A session with participants and a draft that is laid before its organisers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from house import DOCUMENT, release_statement
from locked_desk import locked_desk

from keys.opening import Identity
from service.desk.client import Hub
from service.desk.policies import STANDARD
from service.desk.previewing import compare, show
from service.desk.rooms import Room, enter
from service.protocol.drafts import DraftRequest
from service.protocol.purposes import Purpose
from service.protocol.roles import Role
from service.protocol.statements import Kind
from service.protocol.wire import new_identifier


@dataclass
class Shown:
    """The organiser's hub and room, a participant, and the draft."""

    hub: Hub
    room: Room
    participant: object
    draft: str

    def show(self, dialogue) -> int:
        """Compare the participant, and show them the draft."""
        compare(dialogue.first.home, self.participant.home.public().key_id)
        return show(self.hub, dialogue.first.home, dialogue.first.keys, self.room, self.draft)


def join(dialogue, folder: Path, identity: Identity, role: Role = Role.PARTICIPANT):
    """Somebody with a desk of their own."""
    one = type(dialogue.first)(locked_desk(folder, identity), identity)
    with dialogue.first.hub() as hub:
        invitation = hub.invite(dialogue.dialogue, role).token
    first = dialogue.first.home
    one.join(first.connection().hub, invitation, first.public().key_id)
    return one


def lay(hub: Hub, room: Room, document: bytes = DOCUMENT, about: bytes | None = None) -> str:
    """Lay a draft without its review; `about` is what its statement speaks of, if other bytes."""
    draft = new_identifier()
    statement = release_statement(document if about is None else about, policy=STANDARD.digest())
    request = DraftRequest(
        draft=draft,
        kind=Kind.RELEASE,
        document=room.seal(document, {}, draft, Purpose.DRAFT),
        payload=statement.encode(),
    )
    return hub.propose(room.session.session, request).draft


def enter_room(hub: Hub, dialogue) -> Room:
    return enter(hub, dialogue.first.keys, dialogue.session)
