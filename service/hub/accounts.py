"""Accounts, invitations and personal tokens. Of a token only the hash is kept."""

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import Session, col, or_, select

from keys.errors import KeysError
from keys.identity import PublicIdentity
from service.hub.errors import BadIdentity, BadInvitation, Conflict
from service.hub.tables import Account, Invitation, Membership
from service.protocol.accounts import (
    AccountAnswer,
    AccountRequest,
    InvitationAnswer,
    Me,
)
from service.protocol.accounts import Membership as MembershipView
from service.protocol.canonical import sha256_hex
from service.protocol.coarse import today
from service.protocol.log import Event, commitment
from service.protocol.roles import Role
from service.web.errors import SignInNeeded

if TYPE_CHECKING:
    from service.hub.journal import Journal

INVITATION_DAYS = 14
"""Days an invitation waits: a holiday fits in, a forgotten letter does not stay open for ever."""


def new_token() -> str:
    """A token of 256 random bits. Guessing is hopeless, so its plain SHA-256 may be stored."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What is stored of a token."""
    return sha256_hex(token.encode())


def signed_in(db: Session, token: str) -> Account:
    """The account of a personal token. Raises SignInNeeded."""
    account = db.exec(select(Account).where(Account.token == hash_token(token))).first()
    if account is None:
        raise SignInNeeded
    return account


def invite(db: Session, dialogue: str | None, role: Role | None) -> InvitationAnswer:
    """A token for one new account: a member's of a dialogue, or a host's without one."""
    token, expires = new_token(), today() + timedelta(days=INVITATION_DAYS)
    db.add(Invitation(token=hash_token(token), expires=expires, dialogue=dialogue, role=role))
    return InvitationAnswer(token=token, expires=expires)


def create_account(db: Session, journal: "Journal", request: AccountRequest) -> AccountAnswer:
    """Redeem an invitation. Raises BadInvitation, BadIdentity, Conflict; then it stays unused."""
    invitation = db.get(Invitation, hash_token(request.invitation))
    if invitation is None or invitation.expires < today():
        raise BadInvitation
    token = new_token()
    account = _account(request.identity, token, host=invitation.dialogue is None)
    _refuse_known_keys(db, account)
    db.add(account)
    db.flush()
    if invitation.dialogue and invitation.role:
        join(db, journal, invitation.dialogue, account.person, invitation.role)
    db.delete(invitation)
    return AccountAnswer(person=account.person, token=token)


def join(db: Session, journal: "Journal", dialogue: str, person: str, role: Role) -> None:
    """Give a person a role, and log it."""
    db.add(Membership(dialogue=dialogue, person=person, role=role))
    journal.append(Event.MEMBER, commitment(dialogue, person, role), today())


def describe(db: Session, account: Account) -> Me:
    """What an account may know about itself."""
    rows = db.exec(select(Membership).where(Membership.person == account.person))
    return Me(
        person=account.person,
        may_open_dialogues=account.may_open_dialogues,
        memberships=tuple(
            MembershipView(dialogue=row.dialogue, role=row.role)
            for row in sorted(rows, key=lambda row: row.dialogue)
        ),
    )


def _account(identity: str, token: str, *, host: bool) -> Account:
    try:
        public = PublicIdentity.from_json(identity)
    except KeysError:
        raise BadIdentity from None
    return Account(
        person=public.person,
        identity=public.to_json(),
        kem=sha256_hex(public.kem),
        ed25519=sha256_hex(public.ed25519),
        mldsa65=sha256_hex(public.mldsa65),
        token=hash_token(token),
        may_open_dialogues=host,
    )


def _refuse_known_keys(db: Session, new: Account) -> None:
    """One key under two persons would let one person count as two."""
    same = or_(
        col(Account.person) == new.person,
        col(Account.kem) == new.kem,
        col(Account.ed25519) == new.ed25519,
        col(Account.mldsa65) == new.mldsa65,
    )
    if db.exec(select(Account.person).where(same)).first() is not None:
        raise Conflict("An account with this person or one of these keys exists.")
