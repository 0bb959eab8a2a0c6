"""The series around the sessions: charter, delegations, goals, funders, breaches (RULE R9)."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import inspect
from sqlmodel import Session, col, select

from service.hub.access import authorise
from service.hub.errors import Conflict, UnderInstruction
from service.hub.recording import record
from service.hub.store import Act
from service.hub.tables import (
    Acknowledgement,
    Agreement,
    BreachRow,
    CharterRow,
    DelegationRow,
    FunderRow,
    GoalRow,
    HubTable,
    SeatRow,
)
from service.protocol.coarse import today
from service.protocol.log import Event, commitment
from service.protocol.roles import Permission
from service.protocol.series import (
    AcknowledgementRequest,
    AgreementRequest,
    Breach,
    BreachRequest,
    Capacity,
    Charter,
    CharterRequest,
    Delegation,
    DelegationRequest,
    DisclosureRequest,
    Funder,
    FunderRequest,
    Goal,
    GoalRequest,
    Label,
    Seat,
    SeriesView,
)
from service.web.errors import NotFound

Sealed = TypeVar("Sealed", DelegationRow, GoalRow, FunderRow, BreachRow, SeatRow)


def view_series(act: Act, dialogue: str) -> SeriesView:
    """Everything about the series, sealed as it came."""
    authorise(act, dialogue, Permission.SERIES_READ)
    charter = act.db.get(CharterRow, dialogue)
    rule = charter.rule if charter else None
    delegations = parts(act.db, DelegationRow, dialogue)
    return SeriesView(
        charter=Charter(**charter.model_dump(exclude={"dialogue"})) if charter else None,
        delegations=tuple(Delegation(**_bare(row)) for row in delegations),
        goals=tuple(_goal(act, row, delegations) for row in parts(act.db, GoalRow, dialogue)),
        funders=tuple(Funder(**_bare(row)) for row in parts(act.db, FunderRow, dialogue)),
        breaches=tuple(Breach(**_bare(row)) for row in parts(act.db, BreachRow, dialogue)),
        seats=tuple(_seat(row, rule) for row in parts(act.db, SeatRow, dialogue)),
        acknowledged=_acknowledged(act, dialogue, rule),
    )


def set_charter(act: Act, dialogue: str, request: CharterRequest) -> SeriesView:
    """Set what the series is. Raises UnderInstruction, Conflict."""
    authorise(act, dialogue, Permission.SERIES_CHANGE)
    if request.label is Label.TRACK_TWO and _under_instruction(act, dialogue):
        raise UnderInstruction
    present = act.db.get(CharterRow, dialogue)
    if present is None or present.charter != request.charter:
        row = present or CharterRow(dialogue=dialogue, **request.model_dump(), date=today())
        row.sqlmodel_update({**request.model_dump(), "date": today()})
        act.db.add(row)
        _log(act, dialogue, request.charter, request.label, request.rule, request.sealed)
    elif request.model_dump() != present.model_dump(exclude={"dialogue", "date"}):
        raise Conflict
    return view_series(act, dialogue)


def add_delegation(act: Act, dialogue: str, request: DelegationRequest) -> SeriesView:
    """Add a sealed delegation. Raises Conflict."""
    authorise(act, dialogue, Permission.SERIES_CHANGE)
    row = DelegationRow(dialogue=dialogue, **request.model_dump())
    if add_once(act.db, row, request.delegation):
        _log(act, dialogue, request.delegation, request.sealed)
    return view_series(act, dialogue)


def add_goal(act: Act, dialogue: str, request: GoalRequest) -> SeriesView:
    """Add a sealed goal. Raises Conflict."""
    authorise(act, dialogue, Permission.SERIES_CHANGE)
    row = GoalRow(dialogue=dialogue, **request.model_dump())
    if add_once(act.db, row, request.goal):
        _log(act, dialogue, request.goal, request.sealed)
    return view_series(act, dialogue)


def agree(act: Act, dialogue: str, goal: str, request: AgreementRequest) -> SeriesView:
    """A delegation agrees to a goal. Raises NotFound."""
    authorise(act, dialogue, Permission.SERIES_CHANGE)
    _part(act.db, GoalRow, dialogue, goal)
    _part(act.db, DelegationRow, dialogue, request.delegation)
    if act.db.get(Agreement, (goal, request.delegation)) is None:
        act.db.add(Agreement(goal=goal, delegation=request.delegation))
        _log(act, dialogue, goal, request.delegation)
    return view_series(act, dialogue)


def add_funder(act: Act, dialogue: str, request: FunderRequest) -> SeriesView:
    """Add a sealed funder. Raises Conflict."""
    authorise(act, dialogue, Permission.SERIES_CHANGE)
    row = FunderRow(dialogue=dialogue, **request.model_dump())
    if add_once(act.db, row, request.funder):
        _log(act, dialogue, request.funder, request.sealed)
    return view_series(act, dialogue)


def disclose(act: Act, dialogue: str, funder: str, request: DisclosureRequest) -> SeriesView:
    """Participants were told about a funder. Raises NotFound, and Conflict for another date."""
    authorise(act, dialogue, Permission.SERIES_CHANGE)
    row = _part(act.db, FunderRow, dialogue, funder)
    if row.disclosed is None:
        row.disclosed = request.date
        act.db.add(row)
        _log(act, dialogue, funder, request.date.isoformat())
    elif row.disclosed != request.date:
        raise Conflict
    return view_series(act, dialogue)


def report_breach(act: Act, dialogue: str, request: BreachRequest) -> Breach:
    """Enter a breach in the register; the log does not say who did. Raises Conflict."""
    authorise(act, dialogue, Permission.BREACH_CREATE)
    row = BreachRow(dialogue=dialogue, date=today(), **request.model_dump())
    if add_once(act.db, row, request.breach):
        artefact = commitment(request.breach, request.sealed)
        act.journal.append(Event.BREACH, artefact, today())
    return Breach(**_bare(_part(act.db, BreachRow, dialogue, request.breach)))


def acknowledge(act: Act, dialogue: str, request: AcknowledgementRequest) -> None:
    """The caller read the rule text (RULE R8, R9). Raises Conflict for another text."""
    authorise(act, dialogue, Permission.ACKNOWLEDGEMENT_CREATE)
    check_rule(act.db, dialogue, request.rule)
    row = act.db.get(Acknowledgement, (dialogue, act.account.person))
    if row is not None and row.rule == request.rule:
        return
    row = row or Acknowledgement(dialogue=dialogue, person=act.account.person, rule="")
    row.rule = request.rule
    act.db.add(row)
    artefact = commitment(dialogue, act.account.person, request.rule)
    record(act, Event.ACKNOWLEDGEMENT, artefact, today(), dialogue)


def check_rule(db: Session, dialogue: str, rule: str) -> None:
    """Refuse an acknowledgement of another text than the charter's. Raises NotFound, Conflict."""
    charter = db.get(CharterRow, dialogue)
    if charter is None:
        raise NotFound("This dialogue has no charter yet.")
    if charter.rule != rule:
        raise Conflict("The charter names another rule text than the one that was read.")


def parts(db: Session, table: type[Sealed], dialogue: str) -> Sequence[Sealed]:
    """The dialogue's rows of a table, in the order of their random ids."""
    query = select(table).where(table.dialogue == dialogue)
    return db.exec(query.order_by(*inspect(table).primary_key)).all()


def add_once(db: Session, row: HubTable, key: str) -> bool:
    """Add a row whose id the sender chose; False if it is there. Raises Conflict for another."""
    present = db.get(type(row), key)
    if present is None:
        db.add(row)
        db.flush()
        return True
    if (present.dialogue, present.sealed) != (row.dialogue, row.sealed):  # type: ignore[attr-defined]
        raise Conflict
    return False


def _part(db: Session, table: type[Sealed], dialogue: str, key: str) -> Sealed:
    row = db.get(table, key)
    if row is None or row.dialogue != dialogue:
        raise NotFound
    return row


def _log(act: Act, dialogue: str, *artefact: str | bytes) -> None:
    record(act, Event.SERIES, commitment(*artefact), today(), dialogue)


def _under_instruction(act: Act, dialogue: str) -> bool:
    query = select(SeatRow.seat).where(
        SeatRow.dialogue == dialogue, SeatRow.capacity == Capacity.UNDER_INSTRUCTION
    )
    return act.db.exec(query).first() is not None


def _bare(row: HubTable) -> dict[str, object]:
    return row.model_dump(exclude={"dialogue"})


def _goal(act: Act, row: GoalRow, delegations: Sequence[DelegationRow]) -> Goal:
    query = select(Agreement.delegation).where(Agreement.goal == row.goal)
    agreed = set(act.db.exec(query))
    everybody = {one.delegation for one in delegations}
    shared = bool(agreed) and agreed == everybody
    return Goal(goal=row.goal, sealed=row.sealed, agreed=tuple(sorted(agreed)), shared=shared)


def _seat(row: SeatRow, rule: str | None) -> Seat:
    return Seat(
        seat=row.seat,
        sealed=row.sealed,
        capacity=row.capacity,
        acknowledged=rule is not None and row.acknowledged == rule,
    )


def _acknowledged(act: Act, dialogue: str, rule: str | None) -> tuple[str, ...]:
    query = select(Acknowledgement.person).where(
        Acknowledgement.dialogue == dialogue, Acknowledgement.rule == (rule or "")
    )
    return tuple(sorted(act.db.exec(query.order_by(col(Acknowledgement.person)))))
