"""Accounts and invitations. Of an invitation only the hash is kept."""

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import Session, col, or_, select

from keys.errors import KeysError
from keys.identity import PublicIdentity
from service.hub.errors import BadIdentity, BadInvitation, Conflict
from service.hub.signin.errors import NoKeys
from service.hub.signin.tokens import hash_token, new_token
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
from service.protocol.roles import NEEDS_KEYS, Role

if TYPE_CHECKING:
    from service.hub.journal import Journal

INVITATION_DAYS = 14
"""Days an invitation waits: a holiday fits in, a forgotten letter does not stay open for ever."""


def invite(db: Session, dialogue: str | None, role: Role | None) -> InvitationAnswer:
    """A token for one new account: a member's of a dialogue, or a host's without one."""
    token, expires = new_token(), today() + timedelta(days=INVITATION_DAYS)
    db.add(Invitation(token=hash_token(token), expires=expires, dialogue=dialogue, role=role))
    return InvitationAnswer(token=token, expires=expires)


def create_account(db: Session, journal: "Journal", request: AccountRequest) -> AccountAnswer:
    """Redeem an invitation at a desk.

    Raises BadInvitation, BadIdentity, Conflict; then the invitation stays unused.
    """
    invitation = find_invitation(db, request.invitation)
    account = _account(request.identity, host=invitation.dialogue is None)
    _refuse_known_keys(db, account)
    _redeem(db, journal, invitation, account)
    return AccountAnswer(person=account.person)


def create_browser_account(db: Session, journal: "Journal", invitation: Invitation) -> str:
    """Redeem an invitation in a browser: the account has no keys. Returns its person's id.

    Raises NoKeys when the role signs or opens, which takes a desk.
    """
    if invitation.dialogue is None:
        raise NoKeys
    account = Account(person=secrets.token_urlsafe(16), may_open_dialogues=False)
    _redeem(db, journal, invitation, account)
    return account.person


def find_invitation(db: Session, token: str) -> Invitation:
    """The invitation with this token. Raises BadInvitation."""
    invitation = db.get(Invitation, hash_token(token))
    if invitation is None or invitation.expires < today():
        raise BadInvitation
    return invitation


def _redeem(db: Session, journal: "Journal", invitation: Invitation, account: Account) -> None:
    db.add(account)
    db.flush()
    if invitation.dialogue and invitation.role:
        join(db, journal, invitation.dialogue, account.person, invitation.role)
    db.delete(invitation)


def keys_of(account: Account) -> PublicIdentity:
    """The public keys of an account. Raises NoKeys for one that only ever came with a browser."""
    if account.identity is None:
        raise NoKeys
    return PublicIdentity.from_json(account.identity)


def join(db: Session, journal: "Journal", dialogue: str, person: str, role: Role) -> None:
    """Give a person a role, and log it. Raises NoKeys when the role takes keys they lack."""
    if role in NEEDS_KEYS:
        keys_of(db.get_one(Account, person))
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


def _account(identity: str, *, host: bool) -> Account:
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
