"""Submission links: whoever holds one may seal notes to one session, without an account.

The hub keeps the hash, the session and a number, and not which note came by which link: who holds
it is known to the organiser who handed it over, at their desk.
"""

from base64 import b64encode
from datetime import timedelta

from sqlmodel import Session

from keys.sealing import RoomPublic
from keys.signatures import DsseEnvelope
from service.hub import submissions
from service.hub.journal import Journal
from service.hub.sessions import find_session
from service.hub.signin.errors import BadWayIn
from service.hub.signin.tokens import hash_token, new_token
from service.hub.store import Act
from service.hub.tables import MeetingSession, SubmissionLink
from service.protocol.coarse import today
from service.protocol.links import LinkAnswer, RoomKey
from service.protocol.roles import Permission
from service.protocol.submissions import Receipt, SubmissionRequest

DAYS = 14
"""A link serves during the meeting and the days after it."""

NOTES = 20
"""Notes by one link: a rapporteur's, and no flood."""


def make(act: Act, session: str) -> LinkAnswer:
    """A link to a session, for one person who has nothing installed."""
    find_session(act, session, Permission.LINK_CREATE)
    token, expires = new_token(), today() + timedelta(days=DAYS)
    act.db.add(
        SubmissionLink(token=hash_token(token), session=session, expires=expires, left=NOTES)
    )
    return LinkAnswer(token=token, expires=expires, notes=NOTES)


def room_of(db: Session, token: str) -> RoomKey:
    """The key of the room that a link leads to. Raises BadWayIn."""
    return room_key(db.get_one(MeetingSession, _find(db, token).session))


def room_key(session: MeetingSession) -> RoomKey:
    """What a browser needs to seal to a session."""
    room = RoomPublic.from_json(DsseEnvelope.from_json(session.announcement).payload)
    return RoomKey(room=room.room, epoch=room.epoch, kem=b64encode(room.kem).decode())


def submit(db: Session, journal: Journal, token: str, request: SubmissionRequest) -> Receipt:
    """Take a sealed note by a link. Raises BadWayIn, BadEnvelope, Conflict."""
    link = _find(db, token)
    if not submissions.is_taken(db, request.submission):
        link.left -= 1
        db.add(link)
    return submissions.take(db, journal, link.session, request)


def _find(db: Session, token: str) -> SubmissionLink:
    row = db.get(SubmissionLink, hash_token(token))
    if row is None or row.expires < today() or row.left < 1:
        raise BadWayIn
    return row
