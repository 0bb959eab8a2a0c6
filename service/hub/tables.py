"""Everything the hub stores: ciphertext, public keys, random ids, dates, and the log.

No table has a row number (`WITHOUT ROWID`), so none tells in which order its rows came; every key
is random. A submission has no column for its sender.
"""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from service.protocol.dialogues import Profile
from service.protocol.drafts import DraftState
from service.protocol.roles import Role
from service.protocol.statements import Kind


class HubTable(SQLModel, registry=registry()):
    """The hub's own catalogue, apart from any other application's in the same process."""

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}


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
    role: Role | None = None


class Dialogue(HubTable, table=True):
    """A series of sessions under one policy."""

    dialogue: str = Field(primary_key=True)
    policy: str
    sealed_title: bytes
    opened: date


class Membership(HubTable, table=True):
    """What a person is in a dialogue."""

    dialogue: str = Field(primary_key=True, foreign_key="dialogue.dialogue")
    person: str = Field(primary_key=True, foreign_key="account.person")
    role: Role


class MeetingSession(HubTable, table=True):
    """A session: its room key's public half, its sealed agenda and roster."""

    __tablename__ = "meeting_session"

    session: str = Field(primary_key=True)
    dialogue: str = Field(foreign_key="dialogue.dialogue", index=True)
    epoch: int
    announcement: str
    announcer: str
    sealed_agenda: bytes
    sealed_roster: bytes
    opened: date


class SegmentRow(HubTable, table=True):
    """An agenda item's rule profile. Never updated."""

    __tablename__ = "segment"

    session: str = Field(primary_key=True, foreign_key="meeting_session.session")
    position: int = Field(primary_key=True)
    segment: str
    profile: Profile


class RoomWrap(HubTable, table=True):
    """The room key wrapped to one member."""

    __tablename__ = "room_wrap"

    session: str = Field(primary_key=True, foreign_key="meeting_session.session")
    person: str = Field(primary_key=True, foreign_key="account.person")
    wrap: bytes


class Submission(HubTable, table=True):
    """A sealed note. Nothing says who sent it."""

    submission: str = Field(primary_key=True)
    session: str = Field(foreign_key="meeting_session.session", index=True)
    date: date
    size_class: str
    envelope: bytes


class Draft(HubTable, table=True):
    """A sealed document and the statement about it that people sign."""

    draft: str = Field(primary_key=True)
    session: str = Field(foreign_key="meeting_session.session", index=True)
    kind: Kind
    state: DraftState
    date: date
    document: bytes
    payload: bytes


class Approval(HubTable, table=True):
    """One organiser's signature over a draft's payload."""

    draft: str = Field(primary_key=True, foreign_key="draft.draft")
    person: str = Field(primary_key=True, foreign_key="account.person")
    date: date
    signature: str


class Release(HubTable, table=True):
    """A released draft: the signatures that counted, and its place in the log."""

    draft: str = Field(primary_key=True, foreign_key="draft.draft")
    dsse: str
    leaf: int


class LogLeaf(HubTable, table=True):
    """A leaf as it was hashed, in the order of the log."""

    __tablename__ = "log_leaf"

    position: int = Field(primary_key=True)
    hash: bytes = Field(index=True)
    leaf: bytes


class LogNode(HubTable, table=True):
    """The root of a full subtree of 2^level leaves."""

    __tablename__ = "log_node"

    level: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    hash: bytes
