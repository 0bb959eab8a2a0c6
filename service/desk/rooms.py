"""Dialogues, sessions and their room keys, as an organiser's desk makes and opens them."""

import json
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from keys.announcement import verify_announcement
from keys.identity import PublicIdentity
from keys.opening import (
    Identity,
    Opened,
    RoomSecret,
    open_envelope,
    unwrap_room,
)
from keys.sealing import Context, RoomPublic, seal
from keys.signatures import DsseEnvelope
from redaction.policy import Policy
from redaction.roster import Roster
from service.desk.client import Hub
from service.desk.errors import DeskError, MismatchError, StrangerError
from service.desk.policies import policy_of
from service.protocol.dialogues import (
    SessionView,
)
from service.protocol.purposes import Purpose
from service.protocol.roles import Role


class AgendaItem(BaseModel):
    """One segment of a session: its random id and what it is about."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    segment: str
    title: str = Field(min_length=1, max_length=200)


class Agenda(BaseModel):
    """What only members of the room can read about a session, apart from its notes.

    `topic` becomes the title of what is released, and `funding` its funding statement: both pass
    the gate like everything else.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: str = Field(min_length=1, max_length=200)
    funding: str = Field(default="", max_length=2000)
    items: tuple[AgendaItem, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Keys:
    """One's own secret identity, and the fingerprints one relies on (`Home.known`)."""

    identity: Identity
    known: frozenset[str]


@dataclass(frozen=True)
class Room:
    """An opened session: its secret, its agenda, and who was there."""

    session: SessionView
    secret: RoomSecret
    agenda: Agenda
    roster: Roster

    @property
    def policy(self) -> Policy:
        """The dialogue's. Raises MismatchError: this version does not know it."""
        return policy_of(self.session.policy)

    def context(self, submission: str, purpose: Purpose) -> Context:
        """Where an envelope of this room belongs."""
        return Context(self.session.session, self.session.epoch, submission, purpose)

    def seal(self, content: bytes, header: dict[str, Any], name: str, purpose: Purpose) -> bytes:
        """Seal to this room."""
        return seal(content, header, self.secret.public, self.context(name, purpose))

    def open(self, envelope: bytes, name: str, purpose: Purpose) -> Opened:
        """Open what was sealed to this room. Raises `keys.errors.OpeningError`."""
        return open_envelope(envelope, self.secret, self.context(name, purpose))


def enter(hub: Hub, own: Keys, session: str, recovered: SessionView | None = None) -> Room:
    """Open a session's room with one's own wrap.

    Args:
        recovered: the session as custodians brought it back, for who has no wrap of their own.

    Raises:
        DeskError: the room key was never wrapped to this person.
        StrangerError: nobody this desk knows announced the room key.
        keys.errors.OpeningError: the wrap, the agenda or the roster was altered.
    """
    view = hub.session(session)
    if view.wrap is None and recovered is not None:
        view = recovered
    if view.wrap is None or view.sealed_agenda is None or view.sealed_roster is None:
        raise DeskError(
            "This room is not open to you.",
            hint="Organisers who came later get its key with the next one: another organiser runs "
            "sealedroom room renew SESSION",
        )
    public = announced_room(view, own.known)
    secret = unwrap_room(view.wrap, own.identity, view.session, view.epoch)
    if secret.public != public:
        raise MismatchError("The room key you were given is not the one that was announced.")
    agenda = open_envelope(
        view.sealed_agenda, secret, Context(session, view.epoch, session, Purpose.AGENDA)
    )
    roster = open_envelope(
        view.sealed_roster, secret, Context(session, view.epoch, session, Purpose.ROSTER)
    )
    return Room(
        session=view,
        secret=secret,
        agenda=Agenda.model_validate(json.loads(agenda.note)),
        roster=Roster.load(roster.note, str(roster.header["name"])),
    )


def announced_room(view: SessionView, known: frozenset[str]) -> RoomPublic:
    """The key that writers seal to, as an organiser announced it whom this desk knows.

    Raises:
        StrangerError: the announcer's fingerprint was never compared.
        keys.errors.SignatureError: they did not sign this key for this session.
    """
    return announced(view.announcer, view.announcement, view.session, view.epoch, known)


def announced(
    announcer: str, announcement: str, room: str, epoch: int, known: frozenset[str]
) -> RoomPublic:
    """A room's key, signed by somebody whom this desk knows. Raises as `announced_room`."""
    organiser = PublicIdentity.from_json(announcer)
    if organiser.key_id not in known:
        raise StrangerError(organiser.key_id)
    return verify_announcement(DsseEnvelope.from_json(announcement), [organiser], room, epoch)


def known_organisers(hub: Hub, dialogue: str, known: frozenset[str]) -> tuple[PublicIdentity, ...]:
    """The dialogue's organisers. Raises `StrangerError` unless each was compared."""
    members = [m for m in hub.members(dialogue) if m.role is Role.ORGANISER]
    organisers = tuple(PublicIdentity.from_json(m.identity) for m in members if m.identity)
    for organiser in organisers:
        if organiser.key_id not in known:
            raise StrangerError(organiser.key_id)
    return organisers
