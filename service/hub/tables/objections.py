"""What participants were shown before it leaves, and what they said: ciphertext, and whose no row
tells. Only who was shown a draft stands here by id, as members do.
"""

from datetime import date

from sqlmodel import Field

from service.hub.tables.base import HubTable


class PreviewRow(HubTable, table=True):
    """A draft's document, sealed to one member."""

    __tablename__ = "preview"

    draft: str = Field(primary_key=True, foreign_key="draft.draft")
    person: str = Field(primary_key=True, foreign_key="account.person", index=True)
    date: date
    envelope: bytes


class ObjectionRow(HubTable, table=True):
    """A sealed objection. Nothing says who sent it."""

    __tablename__ = "objection"

    objection: str = Field(primary_key=True)
    draft: str = Field(foreign_key="draft.draft", index=True)
    date: date
    envelope: bytes


class ObjectionAnswer(HubTable, table=True):
    """What organisers did about an objection, sealed."""

    __tablename__ = "objection_answer"

    answer: str = Field(primary_key=True)
    objection: str = Field(foreign_key="objection.objection", unique=True)
    date: date
    envelope: bytes


class EarlyReleaseRow(HubTable, table=True):
    """Why a draft does not wait for the end of the days for objections, sealed."""

    __tablename__ = "early_release"

    reason: str = Field(primary_key=True)
    draft: str = Field(foreign_key="draft.draft", unique=True)
    date: date
    envelope: bytes
