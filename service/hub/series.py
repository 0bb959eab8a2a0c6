"""The series around the sessions: charter, delegations, goals, funders."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import inspect
from sqlmodel import Session, select

from service.hub.access import authorise
from service.hub.envelopes import coarse_size
from service.hub.errors import Conflict, UnderInstruction
from service.hub.recording import record
from service.hub.store import Act
from service.hub.tables import (
    Agreement,
    BreachRow,
    CharterRow,
    DelegationRow,
    FunderRow,
    GoalRow,
    SeatRow,
)
from service.protocol.coarse import today
from service.protocol.log import Event, commitment
from service.protocol.roles import Permission
from service.protocol.series import (
    AgreementRequest,
    Capacity,
    CharterRequest,
    DelegationRequest,
    DisclosureRequest,
    FunderRequest,
    GoalRequest,
    Label,
)
from service.web.errors import NotFound

Part = TypeVar("Part", DelegationRow, GoalRow, FunderRow, BreachRow, SeatRow)


def set_charter(act: Act, dialogue: str, request: CharterRequest) -> None:
    """Set what the series is. Raises BadEnvelope, Conflict, UnderInstruction."""
    authorise(act, dialogue, Permission.SERIES_CHANGE)
    coarse_size(request.sealed)
    if request.label is Label.TRACK_TWO and _under_instruction(act.db, dialogue):
        raise UnderInstruction
    present = act.db.get(CharterRow, dialogue)
    if present is None or present.charter != request.charter:
        _refuse_taken(act.db, request.charter)
        act.db.merge(CharterRow(dialogue=dialogue, date=today(), **request.model_dump()))
        _log(act, dialogue, request.charter, request.label, request.rule, request.sealed)
    elif request.model_dump() != present.model_dump(exclude={"dialogue", "date"}):
        raise Conflict


def add_delegation(act: Act, dialogue: str, request: DelegationRequest) -> None:
    """Add a sealed delegation. Raises BadEnvelope, Conflict."""
    row = DelegationRow(dialogue=dialogue, **request.model_dump())
    _add(act, row, request.delegation)


def add_goal(act: Act, dialogue: str, request: GoalRequest) -> None:
    """Add a sealed goal. Raises BadEnvelope, Conflict."""
    _add(act, GoalRow(dialogue=dialogue, **request.model_dump()), request.goal)


def add_funder(act: Act, dialogue: str, request: FunderRequest) -> None:
    """Add a sealed funder. Raises BadEnvelope, Conflict."""
    _add(act, FunderRow(dialogue=dialogue, **request.model_dump()), request.funder)


def agree(act: Act, dialogue: str, goal: str, request: AgreementRequest) -> None:
    """A delegation agrees to a goal. Raises NotFound."""
    authorise(act, dialogue, Permission.SERIES_CHANGE)
    _part(act.db, GoalRow, dialogue, goal)
    _part(act.db, DelegationRow, dialogue, request.delegation)
    if act.db.get(Agreement, (goal, request.delegation)) is None:
        act.db.add(Agreement(goal=goal, delegation=request.delegation))
        _log(act, dialogue, goal, request.delegation)


def disclose(act: Act, dialogue: str, funder: str, request: DisclosureRequest) -> None:
    """Participants were told about a funder. Raises NotFound, and Conflict for another date."""
    authorise(act, dialogue, Permission.SERIES_CHANGE)
    row = _part(act.db, FunderRow, dialogue, funder)
    if row.disclosed is None:
        row.disclosed = request.date
        act.db.add(row)
        _log(act, dialogue, funder, request.date.isoformat())
    elif row.disclosed != request.date:
        raise Conflict("Another day stands there: a disclosure is not moved.")


def parts(db: Session, table: type[Part], dialogue: str) -> Sequence[Part]:
    """The dialogue's rows of a table, in the order of their random ids."""
    query = select(table).where(table.dialogue == dialogue)
    return db.exec(query.order_by(*inspect(table).primary_key)).all()


def add_once(db: Session, row: Part, key: str) -> bool:
    """Add a row whose id the sender chose; False if it is there. Raises Conflict for another."""
    present = db.get(type(row), key)
    if present is None:
        _refuse_taken(db, key)
        db.add(row)
        db.flush()
    elif (present.dialogue, present.sealed) != (row.dialogue, row.sealed):
        raise Conflict
    return present is None


_PARTS = (DelegationRow, GoalRow, FunderRow, BreachRow, SeatRow)


def _refuse_taken(db: Session, key: str) -> None:
    """An id stands for one part: whoever wraps the parts anew goes by ids. Raises Conflict."""
    charter = db.exec(select(CharterRow).where(CharterRow.charter == key)).first()
    if charter is not None or any(db.get(table, key) is not None for table in _PARTS):
        raise Conflict


def _add(act: Act, row: Part, key: str) -> None:
    authorise(act, row.dialogue, Permission.SERIES_CHANGE)
    coarse_size(row.sealed)
    if add_once(act.db, row, key):
        _log(act, row.dialogue, key, row.sealed)


def _part(db: Session, table: type[Part], dialogue: str, key: str) -> Part:
    row = db.get(table, key)
    if row is None or row.dialogue != dialogue:
        raise NotFound
    return row


def _log(act: Act, dialogue: str, *artefact: str | bytes) -> None:
    record(act, Event.SERIES, commitment(*artefact), today(), dialogue)


def _under_instruction(db: Session, dialogue: str) -> bool:
    query = select(SeatRow.seat).where(
        SeatRow.dialogue == dialogue, SeatRow.capacity == Capacity.UNDER_INSTRUCTION
    )
    return db.exec(query).first() is not None
