"""Accounts and invitations."""

from datetime import date

from sqlmodel import Field

from service.hub.tables.base import HubTable, words
from service.protocol.roles import Role


class Account(HubTable, table=True):
    """A person: a random id and public keys. No key may serve two people."""

    person: str = Field(primary_key=True)
    identity: str
    kem: str = Field(unique=True)
    ed25519: str = Field(unique=True)
    mldsa65: str = Field(unique=True)
    token: str = Field(unique=True)
    may_open_dialogues: bool


class Invitation(HubTable, table=True):
    """The hash of a token for one new account. Without a dialogue it is a host's."""

    token: str = Field(primary_key=True)
    expires: date
    dialogue: str | None = Field(default=None, foreign_key="dialogue.dialogue")
    role: Role | None = Field(default=None, sa_type=words(Role))
