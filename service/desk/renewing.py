"""New keys when members come or leave.

An organiser's desk makes the next key, wraps it to the organisers of now, and wraps every data key
again; payloads stay where they are. Who came has what was sealed before; who left has nothing of
what comes, and no wrap of what was.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from keys.errors import OpeningError
from keys.opening import RoomSecret, announce_room, rewrap_envelope, wrap_room
from keys.sealing import PAYLOAD_START, Context
from service.desk.charter import sealed_parts
from service.desk.client import Hub
from service.desk.dialogue_keys import key_request, open_key
from service.desk.errors import DeskError, RefusedError
from service.desk.rooms import Keys, Room, known_organisers
from service.protocol.epochs import EpochRequest
from service.protocol.problems import ProblemCode
from service.protocol.purposes import Purpose
from service.protocol.roles import Role

Enter = Callable[[str], Room]


@dataclass(frozen=True)
class Removed:
    """What a removal brought about: rooms with a new key, and those that still need one."""

    renewed: tuple[str, ...]
    waiting: tuple[str, ...]


def remove_member(hub: Hub, own: Keys, enter: Enter, dialogue: str, person: str) -> Removed:
    """End a membership, and give a new key to the dialogue and to every room they could open.

    Args:
        enter: opens a session's room.

    Raises:
        DeskError: it is oneself, or nobody with this id.
        RefusedError: it is the dialogue's last organiser.
        StrangerError: an organiser's fingerprint was never compared; nobody was removed.
    """
    roles = {member.person: member.role for member in hub.members(dialogue)}
    if person not in roles:
        raise DeskError(
            "Nobody with this id is in the dialogue.",
            hint=f"Ids are listed by: sealedroom room members {dialogue}. If they are out already "
            "and a key is missing, use: dialogue renew, room renew",
        )
    if person == own.identity.public.person:
        raise DeskError(
            "Nobody removes themselves: who stays makes the new keys.",
            hint="Ask another organiser to remove you.",
        )
    known_organisers(hub, dialogue, own.known)
    sessions = hub.remove_member(dialogue, person).sessions
    if roles[person] is Role.ORGANISER:
        renew_dialogue(hub, own, dialogue)
    renewed = []
    for session in sessions:
        try:
            renew_session(hub, own, enter(session))
            renewed.append(session)
        except DeskError:
            continue
    return Removed(tuple(renewed), tuple(sorted(set(sessions) - set(renewed))))


def renew_dialogue(hub: Hub, own: Keys, dialogue: str) -> int:
    """Give the dialogue its next key, for its organisers of now; return its number, or 0 for none.

    Raises:
        DeskError: the key of now is not wrapped to this person.
        RefusedError: something was written meanwhile; nothing was changed.
    """
    try:
        secret = open_key(hub.dialogue_key(dialogue), own)
    except RefusedError as refused:
        if refused.code == ProblemCode.NOT_FOUND:
            return 0
        raise
    following = secret.next_epoch()
    heads = {
        part: _head(envelope, secret, following, part, (purpose,))
        for part, (envelope, purpose) in sealed_parts(hub.series(dialogue)).items()
    }
    return hub.set_dialogue_key(dialogue, key_request(hub, own, following, heads)).epoch


def renew_session(hub: Hub, own: Keys, room: Room) -> int:
    """Give a session's room its next key, for the organisers of now; return its number.

    Raises:
        StrangerError: an organiser's fingerprint was never compared.
        RefusedError: a note or a draft came in meanwhile; nothing was changed.
    """
    following = room.secret.next_epoch()
    view, session = room.session, room.session.session
    assert view.sealed_agenda and view.sealed_roster
    organisers = known_organisers(hub, view.dialogue, own.known)
    heads = {
        name: _head(envelope, room.secret, following, name, purposes)
        for name, envelope, purposes in _sealed(hub, session)
    }
    request = EpochRequest(
        announcement=announce_room(following, own.identity).to_json(),
        wraps={person.person: wrap_room(following, person) for person in organisers},
        sealed_agenda=_move(view.sealed_agenda, room.secret, following, session, Purpose.AGENDA),
        sealed_roster=_move(view.sealed_roster, room.secret, following, session, Purpose.ROSTER),
        heads=heads,
    )
    return hub.new_epoch(session, request).epoch


def _sealed(hub: Hub, session: str) -> Iterable[tuple[str, bytes, tuple[Purpose, ...]]]:
    """Everything that is sealed to a session's room, and what it may have been sealed for."""
    for note in hub.submissions(session).submissions:
        envelope = hub.submission(note.submission).envelope
        yield note.submission, envelope, (Purpose.NOTE, Purpose.RECORD)
    for draft in hub.drafts(session).drafts:
        yield draft.draft, hub.draft(draft.draft).document, (Purpose.DRAFT,)
        said = hub.objections(draft.draft)
        for one in said.objections:
            yield one.objection, one.envelope, (Purpose.OBJECTION,)
            if one.answer:
                yield one.answer.answer, one.answer.envelope, (Purpose.ANSWER,)
        if said.early:
            yield said.early.reason, said.early.envelope, (Purpose.EARLY_RELEASE,)


def _head(
    envelope: bytes,
    secret: RoomSecret,
    following: RoomSecret,
    name: str,
    purposes: tuple[Purpose, ...],
) -> bytes:
    """The envelope's head for the next key. What never opened keeps its own: nothing is lost."""
    for purpose in purposes:
        try:
            return _move(envelope, secret, following, name, purpose)[:PAYLOAD_START]
        except OpeningError:
            continue
    return envelope[:PAYLOAD_START]


def _move(
    envelope: bytes, secret: RoomSecret, following: RoomSecret, name: str, purpose: Purpose
) -> bytes:
    context = Context(secret.room, secret.epoch, name, purpose)
    return rewrap_envelope(envelope, secret, following.public, context)
