"""The dialogues and sessions of this desk's person, as the pages list them."""

from dataclasses import dataclass
from datetime import date

from keys.errors import KeysError
from keys.opening import Identity, open_envelope
from keys.sealing import Context
from redaction.errors import RedactionError
from service.desk.client import Hub
from service.desk.closing import is_destroyed
from service.desk.custody import recovered
from service.desk.errors import DeskError
from service.desk.home import Home
from service.desk.keeping import KeptHub
from service.desk.rooms import Keys, Room, enter
from service.protocol.dialogues import DialogueView
from service.protocol.purposes import Purpose
from service.protocol.roles import Role


@dataclass(frozen=True)
class SessionCard:
    """A session in a list. `room` is None when this desk cannot open it.

    `destroyed`: the hub says that its keys are gone.
    """

    session: str
    dialogue: str
    role: Role
    opened: date
    segments: tuple[str, ...]
    room: Room | None
    why_closed: str = ""
    destroyed: bool = False

    @property
    def title(self) -> str:
        """What it is about, as far as this desk knows."""
        return self.room.agenda.topic if self.room else ""


@dataclass(frozen=True)
class DialogueCard:
    """A dialogue in a list. Only its organiser can read the title."""

    dialogue: str
    title: str
    role: Role
    opened: date
    policy: str
    sessions: tuple[SessionCard, ...]


@dataclass(frozen=True)
class Overview:
    """Everything this person takes part in. `away`: from copies, as the hub did not answer."""

    dialogues: tuple[DialogueCard, ...]
    may_open: bool
    away: bool = False


def survey(hub: Hub, own: Keys, home: Home) -> Overview:
    """Ask the hub for every dialogue and session of this account, and open what can be opened.

    Raises:
        UnreachableError: the hub does not answer, and nothing is kept of earlier answers.
    """
    me = hub.me()
    dialogues = tuple(
        _dialogue(hub, own, home, hub.dialogue(membership.dialogue))
        for membership in me.memberships
    )
    return Overview(dialogues, me.may_open_dialogues, isinstance(hub, KeptHub) and hub.away)


def _dialogue(hub: Hub, own: Keys, home: Home, view: DialogueView) -> DialogueCard:
    sessions = [_session(hub, own, home, session, view) for session in view.sessions]
    return DialogueCard(
        dialogue=view.dialogue,
        title=_title(own.identity, view),
        role=view.role,
        opened=view.opened,
        policy=view.policy,
        sessions=tuple(sorted(sessions, key=lambda one: (one.opened, one.session))),
    )


def _session(hub: Hub, own: Keys, home: Home, session: str, dialogue: DialogueView) -> SessionCard:
    view = hub.session(session)
    room, why = None, ""
    kept = recovered(home, session)
    if view.wrap is not None or kept is not None:
        try:
            room = enter(hub, own, session, kept)
        except (DeskError, KeysError, RedactionError) as error:
            why = f"{error} {getattr(error, 'hint', '')}"
    return SessionCard(
        session=session,
        dialogue=dialogue.dialogue,
        role=dialogue.role,
        opened=view.opened,
        segments=tuple(segment.segment for segment in view.segments),
        room=room,
        why_closed=why,
        destroyed=view.wrap is None and is_destroyed(hub.clock(session)),
    )


def _title(identity: Identity, view: DialogueView) -> str:
    context = Context(view.dialogue, 0, view.dialogue, Purpose.TITLE)
    try:
        return open_envelope(view.sealed_title, identity, context).note.decode()
    except KeysError:
        return ""
