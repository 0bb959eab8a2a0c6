"""The log: leaves, the roots of full subtrees, and what witnesses cosigned."""

from sqlmodel import Field

from service.hub.tables.base import BIG, HubTable


class LogLeaf(HubTable, table=True):
    """A leaf as it was hashed, in the order of the log."""

    __tablename__ = "log_leaf"

    position: int = Field(primary_key=True, sa_type=BIG, sa_column_kwargs={"autoincrement": False})
    hash: bytes = Field(index=True)
    leaf: bytes


class Cosigned(HubTable, table=True):
    """The largest checkpoint that a witness cosigned."""

    witness: str = Field(primary_key=True)
    size: int = Field(sa_type=BIG)
    note: str


class LogNode(HubTable, table=True):
    """The root of a full subtree of 2^level leaves."""

    __tablename__ = "log_node"

    level: int = Field(primary_key=True)
    position: int = Field(primary_key=True, sa_type=BIG)
    hash: bytes
