"""From an invitation, or a way into an account, to its passkey or passphrase, and signed in."""

from collections.abc import Callable

from sqlmodel import Session, col, delete

from service.hub.accounts import create_browser_account, find_invitation
from service.hub.journal import Journal
from service.hub.signin import sessions, ways_in
from service.hub.signin.door import Door
from service.hub.tables import Passkey, Passphrase, RecoveryCode, WayIn
from service.protocol.signing_in import SignInAnswer

Keep = Callable[[Session, str], None]
"""Stores the new passkey or passphrase as a person's."""


def enrol(db: Session, door: Door, journal: Journal, token: str, keep: Keep) -> SignInAnswer:
    """Take the token, keep the new passkey or passphrase, and sign its person in.

    Args:
        token: of an invitation, or of a way into an account that exists.

    Raises:
        BadInvitation, BadWayIn: the token is unknown, used or expired.
        NoKeys: the invitation is for a role that takes a desk.
    """
    way = ways_in.find(db, door, token)
    if way is None:
        person = create_browser_account(db, journal, find_invitation(db, token))
    else:
        person = way.person
        db.delete(way)
        if way.replaces:
            _forget(db, person)
    db.flush()
    keep(db, person)
    return sessions.start(db, door, person)


def _forget(db: Session, person: str) -> None:
    """Take away everything by which a person signed in before."""
    for table in (Passkey, Passphrase, RecoveryCode, WayIn):
        db.exec(delete(table).where(col(table.person) == person))
    sessions.end_everywhere(db, person)
