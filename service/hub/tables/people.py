"""Accounts and invitations."""

from datetime import date

from sqlmodel import Field

from service.hub.tables.base import HubTable, words
from service.protocol.roles import Role


class Account(HubTable, table=True):
    """A person: a random id and public keys. No key may serve two people.

    Who only ever comes with a browser has no keys.
    """

    person: str = Field(primary_key=True)
    identity: str | None = None
    kem: str | None = Field(default=None, unique=True)
    ed25519: str | None = Field(default=None, unique=True)
    mldsa65: str | None = Field(default=None, unique=True)
    may_open_dialogues: bool


class Invitation(HubTable, table=True):
    """The hash of a token for one new account. Without a dialogue it is a host's."""

    token: str = Field(primary_key=True)
    expires: date
    dialogue: str | None = Field(default=None, foreign_key="dialogue.dialogue")
    role: Role | None = Field(default=None, sa_type=words(Role))
