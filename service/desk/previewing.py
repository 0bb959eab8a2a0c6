"""Showing participants a draft before it leaves, and reading what one is shown.

1. An organiser's desk seals the draft's exact bytes to each participant who has keys, with the
   statement that would be signed, and signs what it shows: whoever keeps the previews can neither
   read them nor put other words in their place. Nothing is sealed to keys whose fingerprint was not
   compared with the participant: the hub alone says that they are a participant's.
2. A participant's desk opens its own, and compares bytes, statement and signature.
"""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from enum import StrEnum, unique

from keys.identity import PublicIdentity
from keys.opening import open_envelope, sign_dsse
from keys.sealing import Context, seal
from keys.signatures import DsseEnvelope, verify_dsse
from service.desk.client import Hub
from service.desk.errors import DeskError, MismatchError, StrangerError
from service.desk.home import Home
from service.desk.rooms import Keys, Room
from service.protocol.canonical import sha256_hex
from service.protocol.drafts import DraftState
from service.protocol.objections import (
    PREVIEW_TYPE,
    PreviewRequest,
    PreviewStatement,
    PreviewSummary,
    PreviewView,
)
from service.protocol.purposes import Purpose
from service.protocol.roles import Role
from service.protocol.statements import Kind, parse_statement

_COMPARED = "participants"
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


@unique
class Form(StrEnum):
    """What a passage is in the document."""

    HEADING = "heading"
    STATEMENT = "statement"
    TEXT = "text"


@dataclass(frozen=True)
class Passage:
    """A line of the document, with the number by which one objects to it."""

    number: int
    form: Form
    text: str


@dataclass(frozen=True)
class Preview:
    """A draft as a participant reads it: the very bytes that would be released."""

    view: PreviewView
    document: bytes
    shown_by: str

    @property
    def digest(self) -> str:
        """SHA-256 of the exact bytes."""
        return sha256_hex(self.document)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every line of it."""
        return passages(self.document)


def passages(document: bytes) -> tuple[Passage, ...]:
    """The lines of a document that say something, numbered from 1."""
    lines = (line.strip() for line in document.decode().splitlines())
    return tuple(_passage(at, line) for at, line in enumerate(filter(None, lines), start=1))


@dataclass(frozen=True)
class Reader:
    """A participant with keys of their own: whether those were compared, and the draft shown."""

    identity: PublicIdentity
    compared: bool
    shown: bool

    @property
    def waits(self) -> bool:
        """Whether the draft can be shown to them now."""
        return self.compared and not self.shown


def compare(home: Home, fingerprint: str) -> None:
    """Remember that a participant's fingerprint was compared with what they say it is.

    It is kept apart from those of organisers: nobody's room key is relied on for it.

    Raises:
        DeskError: this is no fingerprint.
    """
    digits = "".join(fingerprint.split()).lower()
    if not _FINGERPRINT.fullmatch(digits):
        raise DeskError(
            "A fingerprint has 64 digits from 0 to 9 and a to f.",
            hint="The participant reads it to you: sealedroom identity fingerprint",
        )
    home.save(_COMPARED, digits, b"")


def is_compared(home: Home, fingerprint: str) -> bool:
    """Whether a participant's fingerprint was compared at this desk."""
    return fingerprint in home.names(_COMPARED)


def readers(hub: Hub, home: Home, room: Room, draft: str) -> tuple[Reader, ...]:
    """The participants of the dialogue who have keys, by fingerprint."""
    shown, compared = set(hub.objections(draft).shown), set(home.names(_COMPARED))
    found = (
        Reader(identity, identity.key_id in compared, identity.person in shown)
        for identity in _participants(hub, room.session.dialogue)
    )
    return tuple(sorted(found, key=lambda one: one.identity.key_id))


def show(hub: Hub, home: Home, own: Keys, room: Room, draft: str) -> int:
    """Seal a draft to each compared participant who was not shown it; return how many.

    Raises:
        DeskError: it is no release, or no participant has compared keys.
        MismatchError: its statement speaks of other bytes.
        RefusedError: the days for objections are over, or it is settled.
    """
    view = hub.draft(draft)
    if view.kind is not Kind.RELEASE:
        raise DeskError(
            "Only a draft that is to be released is shown to participants.",
            hint="Recommendations are written from what was released.",
        )
    document = room.open(view.document, draft, Purpose.DRAFT).note
    _compare(document, view.payload)
    found = readers(hub, home, room, draft)
    if not any(reader.compared for reader in found):
        raise DeskError(
            "There is no participant whose fingerprint was compared.",
            hint="Invite participants, then compare: sealedroom release show DRAFT "
            "--compared FINGERPRINT",
        )
    session = room.session.session
    signed = sign_dsse(
        _statement(session, draft, document, view.payload), PREVIEW_TYPE, own.identity
    )
    header = {
        "payload": b64encode(view.payload).decode(),
        "signed": signed.to_json(),
        "organiser": own.identity.public.to_json(),
    }
    waiting = [reader.identity for reader in found if reader.waits]
    for reader in waiting:
        envelope = seal(document, header, reader, _context(draft, reader.person))
        hub.show(draft, PreviewRequest(person=reader.person, envelope=envelope))
    return len(waiting)


def read_preview(hub: Hub, own: Keys, draft: str) -> Preview:
    """Open one's own preview and compare it with what would be signed.

    Raises:
        StrangerError: nobody whose fingerprint was compared shows it.
        MismatchError: bytes, statement and signature do not speak of the same draft.
        keys.errors.KeysError: it was altered, or sealed to somebody else.
    """
    view = hub.preview(draft)
    opened = open_envelope(view.envelope, own.identity, _context(draft, own.identity.person))
    organiser = PublicIdentity.from_json(str(opened.header["organiser"]))
    if organiser.key_id not in own.known:
        raise StrangerError(organiser.key_id)
    signed = DsseEnvelope.from_json(str(opened.header["signed"]))
    verify_dsse(signed, [organiser], 1, PREVIEW_TYPE)
    payload = b64decode(str(opened.header["payload"]))
    _compare(opened.note, payload)
    if signed.payload != _statement(view.session, draft, opened.note, payload):
        raise MismatchError("What you are shown is not what an organiser signed for you to read.")
    return Preview(view, opened.note, organiser.key_id)


def find_preview(hub: Hub, name: str) -> PreviewSummary:
    """The preview of a draft, or the newest open one of a session. Raises `DeskError`."""
    found = [one for one in hub.previews().previews if name in (one.draft, one.session)]
    if not found:
        raise DeskError(
            "You were shown no draft of this name.",
            hint="Give the id of a draft or a session; organisers show drafts before they leave.",
        )
    return max(found, key=lambda one: (one.state is DraftState.OPEN, one.shown, one.draft))


def _participants(hub: Hub, dialogue: str) -> list[PublicIdentity]:
    return [
        PublicIdentity.from_json(member.identity)
        for member in hub.members(dialogue)
        if member.role is Role.PARTICIPANT and member.identity
    ]


def _compare(document: bytes, payload: bytes) -> None:
    """The statement must speak of these bytes and no others."""
    subjects = parse_statement(payload, Kind.RELEASE).subject
    if [subject.digest.sha256 for subject in subjects] != [sha256_hex(document)]:
        raise MismatchError


def _statement(session: str, draft: str, document: bytes, payload: bytes) -> bytes:
    return PreviewStatement(
        session=session, draft=draft, document=sha256_hex(document), payload=sha256_hex(payload)
    ).encode()


def _context(draft: str, person: str) -> Context:
    return Context(draft, 0, person, Purpose.PREVIEW)


def _passage(number: int, line: str) -> Passage:
    if line.startswith("#"):
        return Passage(number, Form.HEADING, line.lstrip("#").strip())
    if line.startswith("- "):
        return Passage(number, Form.STATEMENT, line[2:])
    return Passage(number, Form.TEXT, line)
