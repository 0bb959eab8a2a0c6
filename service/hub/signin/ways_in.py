"""Ways into an account that exists: a link from its desk, or a recovery code that was taken."""

from sqlmodel import Session, col, delete

from service.hub.signin.door import Door
from service.hub.signin.errors import BadWayIn
from service.hub.signin.tokens import hash_token, new_token
from service.hub.tables import WayIn
from service.protocol.signing_in import WayInAnswer

SECONDS = 15 * 60
"""Time to carry a link from the desk to another machine, or to set up what was lost."""


def make(db: Session, door: Door, person: str, *, replaces: bool) -> WayInAnswer:
    """A token for one new passkey or passphrase.

    Args:
        replaces: take away everything by which the account signed in before.
    """
    token, now = new_token(), door.clock()
    db.exec(delete(WayIn).where((col(WayIn.expires) < now) | (col(WayIn.person) == person)))
    db.add(WayIn(token=hash_token(token), person=person, expires=now + SECONDS, replaces=replaces))
    return WayInAnswer(token=token, seconds=SECONDS)


def find(db: Session, door: Door, token: str) -> WayIn | None:
    """The way in with this token, if there is one."""
    row = db.get(WayIn, hash_token(token))
    if row is not None and row.expires < door.clock():
        raise BadWayIn
    return row
