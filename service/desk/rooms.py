"""Dialogues, sessions and their room keys, as an organiser's desk makes and opens them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from keys.announcement import verify_announcement
from keys.identity import PublicIdentity
from keys.opening import (
    Identity,
    Opened,
    RoomSecret,
    announce_room,
    open_envelope,
    unwrap_room,
    wrap_room,
)
from keys.sealing import Context, RoomPublic, seal
from keys.signatures import DsseEnvelope
from redaction.policy import Policy
from redaction.readers import read_text
from redaction.redactor import Redactor
from redaction.roster import Roster
from service.desk.client import Hub
from service.desk.errors import DeskError, MismatchError, StrangerError
from service.desk.files import File
from service.protocol.dialogues import (
    DialogueRequest,
    Profile,
    Segment,
    SessionRequest,
    SessionView,
)
from service.protocol.purposes import Purpose
from service.protocol.roles import Role
from service.protocol.wire import new_identifier

FIRST_EPOCH = 1
"""A room's first key; each removal of a member makes the next."""


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
class Plan:
    """What an organiser says about a session that is to be opened."""

    topic: str
    items: tuple[str, ...]
    funding: str = ""


@dataclass(frozen=True)
class Room:
    """An opened session: its secret, its agenda, and who was there."""

    session: SessionView
    secret: RoomSecret
    agenda: Agenda
    roster: Roster

    def context(self, submission: str, purpose: Purpose) -> Context:
        """Where an envelope of this room belongs."""
        return Context(self.session.session, self.session.epoch, submission, purpose)

    def seal(self, content: bytes, header: dict[str, Any], name: str, purpose: Purpose) -> bytes:
        """Seal to this room."""
        return seal(content, header, self.secret.public, self.context(name, purpose))

    def open(self, envelope: bytes, name: str, purpose: Purpose) -> Opened:
        """Open what was sealed to this room. Raises `keys.errors.OpeningError`."""
        return open_envelope(envelope, self.secret, self.context(name, purpose))


def open_dialogue(hub: Hub, identity: Identity, title: str) -> str:
    """Make a dialogue whose title only this organiser reads; return its id."""
    dialogue = new_identifier()
    context = Context(dialogue, 0, dialogue, Purpose.TITLE)
    sealed = seal(title.encode(), {}, identity.public, context)
    hub.open_dialogue(
        DialogueRequest(dialogue=dialogue, policy=Policy().digest(), sealed_title=sealed)
    )
    return dialogue


def open_session(hub: Hub, own: Keys, dialogue: str, plan: Plan, roster: File) -> str:
    """Make a session with a fresh room key, wrapped to every organiser; return its id.

    The roster is sealed as it is, with its kind (YAML, JSON, CSV).

    Raises:
        RosterError: the roster cannot be read; nothing was sent.
        DeskError: there is no agenda item, or the words of the plan expose somebody.
        StrangerError: an organiser's fingerprint was never compared.
    """
    _check(plan, Roster.load(roster.content, roster.name))
    organisers = known_organisers(hub, dialogue, own.known)
    secret = RoomSecret.generate(new_identifier(), FIRST_EPOCH)
    agenda = Agenda(
        topic=plan.topic,
        funding=plan.funding,
        items=tuple(AgendaItem(segment=new_identifier(), title=item) for item in plan.items),
    )
    hub.open_session(dialogue, _request(secret, own.identity, organisers, agenda, roster))
    return secret.public.room


def _check(plan: Plan, roster: Roster) -> None:
    """Topic, items and funding are released: better to hear now what the gate will say of them."""
    if not plan.items:
        raise DeskError("A session needs an agenda.", hint="Add --item for each agenda item.")
    redactor = Redactor(roster)
    for words in (plan.topic, plan.funding, *plan.items):
        for finding in redactor.find(read_text(words, roster)):
            raise DeskError(
                f"“{words[finding.start : finding.end]}” would expose somebody in what is released "
                f"({finding.code}: {finding.reason})",
                hint="Word topic, agenda and funding so that they name nobody in the room.",
            )


def _request(
    secret: RoomSecret,
    identity: Identity,
    organisers: Sequence[PublicIdentity],
    agenda: Agenda,
    roster: File,
) -> SessionRequest:
    room = secret.public

    def sealed(content: bytes, header: dict[str, Any], purpose: Purpose) -> bytes:
        return seal(content, header, room, Context(room.room, room.epoch, room.room, purpose))

    return SessionRequest(
        announcement=announce_room(secret, identity).to_json(),
        wraps={person.person: wrap_room(secret, person) for person in organisers},
        sealed_agenda=sealed(agenda.model_dump_json().encode(), {}, Purpose.AGENDA),
        sealed_roster=sealed(roster.content, {"name": f"roster{roster.suffix}"}, Purpose.ROSTER),
        segments=tuple(
            Segment(segment=item.segment, profile=Profile.CHATHAM_HOUSE) for item in agenda.items
        ),
    )


def enter(hub: Hub, own: Keys, session: str) -> Room:
    """Open a session's room with one's own wrap.

    Raises:
        DeskError: the room key was never wrapped to this person.
        StrangerError: nobody this desk knows announced the room key.
        keys.errors.OpeningError: the wrap, the agenda or the roster was altered.
    """
    view = hub.session(session)
    if view.wrap is None or view.sealed_agenda is None or view.sealed_roster is None:
        raise DeskError(
            "This room is not open to you.",
            hint="Only organisers who were members when the session was made hold its key.",
        )
    announced = announced_room(view, own.known)
    secret = unwrap_room(view.wrap, own.identity, view.session, view.epoch)
    if secret.public != announced:
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
    announcer = PublicIdentity.from_json(view.announcer)
    if announcer.key_id not in known:
        raise StrangerError(announcer.key_id)
    announcement = DsseEnvelope.from_json(view.announcement)
    return verify_announcement(announcement, [announcer], view.session, view.epoch)


def known_organisers(hub: Hub, dialogue: str, known: frozenset[str]) -> tuple[PublicIdentity, ...]:
    """The dialogue's organisers. Raises `StrangerError` unless each was compared."""
    members = [m.identity for m in hub.members(dialogue) if m.role is Role.ORGANISER]
    organisers = tuple(map(PublicIdentity.from_json, members))
    for organiser in organisers:
        if organiser.key_id not in known:
            raise StrangerError(organiser.key_id)
    return organisers
