"""Sealed notes, and the drafts and releases made of them."""

from datetime import date

from sqlmodel import Field

from service.hub.tables.base import BIG, HubTable, words
from service.protocol.drafts import DraftState
from service.protocol.statements import Kind


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
    kind: Kind = Field(sa_type=words(Kind))
    state: DraftState = Field(sa_type=words(DraftState))
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
    leaf: int = Field(sa_type=BIG)
