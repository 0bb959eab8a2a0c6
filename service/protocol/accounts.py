"""Accounts and invitations: a random person id and public keys, never a name."""

from datetime import date

from service.protocol.roles import Role
from service.protocol.wire import Identifier, IdentityText, Message, PersonId, Token


class AccountRequest(Message):
    """POST /accounts. The invitation is the hub's bootstrap token or an organiser's invitation."""

    invitation: Token
    identity: IdentityText


class AccountAnswer(Message):
    """The account; its desk signs in with its identity."""

    person: PersonId


class Membership(Message):
    """One role in one dialogue."""

    dialogue: Identifier
    role: Role


class Me(Message):
    """GET /me."""

    person: PersonId
    may_open_dialogues: bool
    memberships: tuple[Membership, ...]


class InvitationRequest(Message):
    """POST /dialogues/{dialogue}/invitations."""

    role: Role


class InvitationAnswer(Message):
    """A token for one account with one role in this dialogue; it ends with `expires`."""

    token: Token
    expires: date
