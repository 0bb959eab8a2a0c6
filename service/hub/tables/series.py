"""A dialogue as a series: sealed parts, seats without accounts, acknowledgements."""

from datetime import date

from sqlmodel import Field

from service.hub.tables.base import BIG, HubTable, words
from service.protocol.series import Capacity, Label


class DialogueKey(HubTable, table=True):
    """The public half of the key to which everything about the series is sealed."""

    __tablename__ = "dialogue_key"

    dialogue: str = Field(primary_key=True, foreign_key="dialogue.dialogue")
    epoch: int = Field(sa_type=BIG)
    announcement: str
    announcer: str


class CharterRow(HubTable, table=True):
    """What the dialogue calls itself, its rule text by hash, and its sealed third party."""

    __tablename__ = "charter"

    dialogue: str = Field(primary_key=True, foreign_key="dialogue.dialogue")
    charter: str = Field(unique=True)
    label: Label = Field(sa_type=words(Label))
    rule: str
    date: date
    sealed: bytes


class DelegationRow(HubTable, table=True):
    """A sealed delegation."""

    __tablename__ = "delegation"

    delegation: str = Field(primary_key=True)
    dialogue: str = Field(foreign_key="dialogue.dialogue", index=True)
    sealed: bytes


class GoalRow(HubTable, table=True):
    """A sealed goal."""

    __tablename__ = "goal"

    goal: str = Field(primary_key=True)
    dialogue: str = Field(foreign_key="dialogue.dialogue", index=True)
    sealed: bytes


class Agreement(HubTable, table=True):
    """A delegation agreed to a goal."""

    goal: str = Field(primary_key=True, foreign_key="goal.goal")
    delegation: str = Field(primary_key=True, foreign_key="delegation.delegation")


class FunderRow(HubTable, table=True):
    """A sealed funder, and when participants were told."""

    __tablename__ = "funder"

    funder: str = Field(primary_key=True)
    dialogue: str = Field(foreign_key="dialogue.dialogue", index=True)
    sealed: bytes
    disclosed: date | None = None


class BreachRow(HubTable, table=True):
    """A sealed entry of the breach register. Nothing says who reported it."""

    __tablename__ = "breach"

    breach: str = Field(primary_key=True)
    dialogue: str = Field(foreign_key="dialogue.dialogue", index=True)
    date: date
    sealed: bytes


class SeatRow(HubTable, table=True):
    """A participant's place: the hash of a token whose owner only a desk knows."""

    __tablename__ = "seat"

    seat: str = Field(primary_key=True)
    dialogue: str = Field(foreign_key="dialogue.dialogue", index=True)
    token: str = Field(unique=True)
    sealed: bytes
    capacity: Capacity | None = Field(default=None, sa_type=words(Capacity))
    acknowledged: str | None = None


class Acknowledgement(HubTable, table=True):
    """A member read the rule text with this hash."""

    dialogue: str = Field(primary_key=True, foreign_key="dialogue.dialogue")
    person: str = Field(primary_key=True, foreign_key="account.person")
    rule: str
