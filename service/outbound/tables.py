"""Everything the far side stores. Releases and recommendations never share a table."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import JSON
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from service.protocol.uptake import Uptake


class OutboundTable(SQLModel, registry=registry()):
    """A catalogue of its own; no table has a row number that would tell an order."""

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}


class ReleasedDocument(OutboundTable, table=True):
    """A verified bundle, under the SHA-256 of its document."""

    __tablename__ = "released_document"

    document: str = Field(primary_key=True)
    title: str
    statements: int
    received: date
    bundle: bytes


class Recipient(OutboundTable, table=True):
    """An official: a random id, public keys, and the hash of the token that collects."""

    person: str = Field(primary_key=True)
    identity: str
    token: str = Field(unique=True)


class Recommendation(OutboundTable, table=True):
    """A sealed recommendation for one recipient, its proof and its uptake."""

    recommendation: str = Field(primary_key=True)
    recipient: str = Field(primary_key=True, foreign_key="recipient.person")
    envelope: bytes
    dsse: str
    log_index: int
    leaf: bytes
    inclusion: list[str] = Field(sa_type=JSON)
    checkpoint: str
    received: date
    opens: date
    tracking: str | None = Field(index=True)
    status: Uptake
    status_date: date
