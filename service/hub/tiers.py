"""The safety tier of a dialogue (RULE R16), and whom it asks for before a draft leaves."""

from sqlmodel import Session, col, select

from service.hub.tables import Account, MeetingSession, Membership
from service.hub.work.marks import terms_of
from service.protocol.roles import Role
from service.protocol.work import Tier


def is_safety(db: Session, session: str) -> bool:
    """Whether the session's dialogue is in the safety tier."""
    return terms_of(db, _dialogue(db, session)).tier is Tier.SAFETY


def readers(db: Session, session: str) -> set[str]:
    """The participants to whom a draft can be sealed: those who have keys."""
    query = (
        select(Account.person)
        .join(Membership, col(Membership.person) == col(Account.person))
        .where(Membership.dialogue == _dialogue(db, session))
        .where(Membership.role == Role.PARTICIPANT, col(Account.kem).is_not(None))
    )
    return set(db.exec(query))


def _dialogue(db: Session, session: str) -> str:
    return db.get_one(MeetingSession, session).dialogue
