"""Who is signed in: random tokens of which the hub keeps the hash, and forgets it in time."""

from sqlmodel import Session, col, delete, func, select, update

from service.hub.signin.door import Door
from service.hub.signin.tokens import hash_token, new_token
from service.hub.tables import SignIn
from service.protocol.signing_in import IDLE_SECONDS, SignInAnswer
from service.web.errors import SignInNeeded

LIFE_SECONDS = 12 * 3600
"""However busy somebody is, they sign in once a working day."""

FRESH_SECONDS = 5 * 60
"""How long after signing in what cannot be undone is done without signing in again."""

_KEEP_ALIVE_STEP = 5 * 60
"""A session is prolonged at most this often, so that reading does not always write."""


def start(db: Session, door: Door, person: str) -> SignInAnswer:
    """Sign a person in, whose identity was proved a moment ago."""
    now, token = door.clock(), new_token()
    db.exec(delete(SignIn).where((col(SignIn.idle_until) < now) | (col(SignIn.ends) < now)))
    db.add(
        SignIn(
            token=hash_token(token),
            person=person,
            idle_until=now + IDLE_SECONDS,
            fresh_until=now + FRESH_SECONDS,
            ends=now + LIFE_SECONDS,
        )
    )
    return SignInAnswer(token=token, person=person, seconds=IDLE_SECONDS)


def find(db: Session, door: Door, token: str) -> SignIn:
    """The session of a token. Raises SignInNeeded when there is none, or none any more."""
    row = db.get(SignIn, hash_token(token))
    if row is None or door.clock() > min(row.idle_until, row.ends):
        raise SignInNeeded
    return row


def is_fresh(door: Door, row: SignIn) -> bool:
    """Whether the person signed in so recently that it must still be them."""
    return door.clock() <= row.fresh_until


def needs_prolonging(door: Door, row: SignIn) -> bool:
    """Whether the session is being used and should live on."""
    return row.idle_until - door.clock() < IDLE_SECONDS - _KEEP_ALIVE_STEP


def prolong(db: Session, door: Door, token: str) -> None:
    """Another 30 minutes from now, unless the session was ended meanwhile."""
    row = update(SignIn).where(col(SignIn.token) == hash_token(token))
    db.exec(row.values(idle_until=door.clock() + IDLE_SECONDS))


def end(db: Session, token: str) -> None:
    """Sign out; nothing happens to who is out already."""
    db.exec(delete(SignIn).where(col(SignIn.token) == hash_token(token)))


def end_everywhere(db: Session, person: str) -> None:
    """Sign a person out on every machine."""
    db.exec(delete(SignIn).where(col(SignIn.person) == person))


def count(db: Session, door: Door, person: str) -> int:
    """On how many machines a person is signed in."""
    now = door.clock()
    live = (col(SignIn.idle_until) >= now) & (col(SignIn.ends) >= now)
    query = select(func.count()).select_from(SignIn).where(col(SignIn.person) == person, live)
    return db.exec(query).one()
