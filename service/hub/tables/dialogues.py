"""Dialogues, who is in them, their sessions and segments."""

from datetime import date

from sqlmodel import Field

from service.hub.tables.base import BIG, HubTable, words
from service.protocol.dialogues import Profile
from service.protocol.roles import Role


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
    role: Role = Field(sa_type=words(Role))


class MeetingSession(HubTable, table=True):
    """A session: its room key's public half, its sealed agenda and roster."""

    __tablename__ = "meeting_session"

    session: str = Field(primary_key=True)
    dialogue: str = Field(foreign_key="dialogue.dialogue", index=True)
    epoch: int = Field(sa_type=BIG)
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
    profile: Profile = Field(sa_type=words(Profile))
