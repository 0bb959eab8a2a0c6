"""What a room keeps beside its notes: decisions of a review, reasons of a legal hold, surveys.

A record goes the way of a note, so the hub can tell the two apart no more than it can read them.
An envelope sealed as a record never opens as a note. What organisers put down is signed, because
everybody who may write a note could seal a record too.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from typing import TypeVar

from pydantic import ValidationError

from keys.errors import KeysError, OpeningError
from keys.identity import PublicIdentity
from keys.opening import Identity, Opened, sign_dsse
from keys.sealing import Context, RoomPublic, seal
from keys.signatures import DsseEnvelope, verify_dsse
from service.desk.client import Hub
from service.desk.home import Home
from service.desk.rooms import Room
from service.desk.submitting import send
from service.protocol.purposes import Purpose
from service.protocol.roles import Role
from service.protocol.submissions import SubmissionRequest, SubmissionView
from service.protocol.wire import Message, new_identifier, new_salt

M = TypeVar("M", bound=Message)


@unique
class Kind(StrEnum):
    """What a record is, sealed with it."""

    ANSWER = "survey-answer"
    ATTENDANCE = "attendance"
    DECISIONS = "review-decisions"
    HOLD = "hold"
    RESULT = "survey-result"
    REVOCATION = "waiver-revocation"
    SURVEY = "survey"
    WAIVER = "waiver"

    @property
    def payload_type(self) -> str:
        """Under which type organisers sign it."""
        return f"application/vnd.sealedroom.{self.value}.v1+json"


@dataclass(frozen=True)
class Record:
    """An opened record, and when the hub took it."""

    name: str
    date: date
    content: bytes


def seal_record(room: RoomPublic, kind: Kind, content: bytes) -> SubmissionRequest:
    """A record as it is sent. It carries no name."""
    name, salt = new_identifier(), new_salt()
    header = {"record": kind.value, "salt": b64encode(salt).decode()}
    context = Context(room.room, room.epoch, name, Purpose.RECORD)
    return SubmissionRequest(
        submission=name,
        epoch=room.epoch,
        envelope=seal(content, header, room, context),
        salt=salt,
    )


def put_down(
    hub: Hub, home: Home, room: Room, identity: Identity, kind: Kind, message: Message
) -> DsseEnvelope:
    """Sign a record as an organiser, seal it to the room and send it.

    Raises:
        UnreachableError: it waits, sealed, in the desk's folder for `send_waiting`.
    """
    signed = sign_dsse(message.model_dump_json().encode(), kind.payload_type, identity)
    request = seal_record(room.secret.public, kind, signed.to_json().encode())
    send(hub, home, room.session.session, request)
    return signed


def is_record(room: Room, came: SubmissionView) -> bool:
    """Whether what came in is a record, and no note."""
    return _opened(room, came) is not None


def open_record(room: Room, came: SubmissionView, kind: Kind) -> Record | None:
    """What came in, if it is a record of this kind."""
    opened = _opened(room, came)
    if opened is None or opened.header.get("record") != kind.value:
        return None
    return Record(came.submission, came.date, opened.note)


def records(hub: Hub, room: Room, kind: Kind) -> tuple[Record, ...]:
    """The room's records of one kind, in the order of their random ids."""
    came = (hub.submission(s.submission) for s in hub.submissions(room.session.session).submissions)
    return tuple(one for view in came if (one := open_record(room, view, kind)) is not None)


def signed_records(
    hub: Hub, room: Room, known: frozenset[str], kind: Kind, message: type[M]
) -> tuple[tuple[Record, M], ...]:
    """The records of one kind that an organiser signed whom this desk knows; others are left."""
    organisers = known_signers(hub, room, known)
    found = []
    for record in records(hub, room, kind):
        signed = signed_message(record, organisers, kind, message)
        if signed is not None:
            found.append((record, signed[1]))
    return tuple(found)


def signed_message(
    record: Record, organisers: Sequence[PublicIdentity], kind: Kind, message: type[M]
) -> tuple[str, M] | None:
    """Who of these organisers signed a record, and what it says; None when nobody did."""
    try:
        envelope = DsseEnvelope.from_json(record.content)
        verified = verify_dsse(envelope, organisers, 1, kind.payload_type)
        return verified.persons[0], message.model_validate_json(verified.payload)
    except (KeysError, ValidationError):
        return None


def known_signers(hub: Hub, room: Room, known: frozenset[str]) -> list[PublicIdentity]:
    """The organisers of a room's dialogue whose fingerprints were compared."""
    members = hub.members(room.session.dialogue)
    identities = [
        PublicIdentity.from_json(one.identity)
        for one in members
        if one.role is Role.ORGANISER and one.identity
    ]
    return [one for one in identities if one.key_id in known]


def _opened(room: Room, came: SubmissionView) -> Opened | None:
    try:
        return room.open(came.envelope, came.submission, Purpose.RECORD)
    except OpeningError:
        return None
