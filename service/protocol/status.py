"""How a session stands, told without a word of what was written."""

from datetime import date
from typing import Literal

from service.protocol.wire import Identifier, Message, PersonId
from service.protocol.work import Clock, DeliveryView


class Health(Message):
    """GET /health."""

    status: Literal["ok"]


class Arrived(Message):
    """How many notes of one coarse size came in on one day."""

    date: date
    size_class: str
    count: int


class Awaiting(Message):
    """A draft that waits for approvals: who signed, and who may and has not."""

    draft: Identifier
    approved: tuple[PersonId, ...]
    missing: int
    can_approve: tuple[PersonId, ...]


class Released(Message):
    """A released document; `delivery` is how it stands, if the hub was asked to deliver it."""

    draft: Identifier
    delivery: DeliveryView | None


class Status(Message):
    """GET /sessions/{session}/status.

    `missing` counts the signatures that are still needed. `awaiting_review` is the number of notes
    that came in on or after the day of the last draft.
    """

    session: Identifier
    arrived: tuple[Arrived, ...]
    awaiting_review: int
    awaiting_approval: tuple[Awaiting, ...]
    released: tuple[Released, ...]
    clock: Clock
