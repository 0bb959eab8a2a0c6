"""Everything about a series in one answer, sealed as it came."""

from collections.abc import Collection
from typing import Any

from sqlmodel import Session, select

from service.hub.access import authorise
from service.hub.acknowledgements import acknowledged
from service.hub.series import parts
from service.hub.store import Act
from service.hub.tables import (
    Agreement,
    BreachRow,
    CharterRow,
    DelegationRow,
    FunderRow,
    GoalRow,
    HubTable,
    SeatRow,
)
from service.protocol.roles import Permission
from service.protocol.series import Breach, Charter, Delegation, Funder, Goal, Seat, SeriesView


def view_series(act: Act, dialogue: str) -> SeriesView:
    """Every part that is kept of the series."""
    authorise(act, dialogue, Permission.SERIES_READ)
    db, charter = act.db, act.db.get(CharterRow, dialogue)
    delegations = parts(db, DelegationRow, dialogue)
    everybody = {one.delegation for one in delegations}
    return SeriesView(
        charter=Charter(**_bare(charter)) if charter else None,
        delegations=tuple(Delegation(**_bare(row)) for row in delegations),
        goals=tuple(_goal(db, row, everybody) for row in parts(db, GoalRow, dialogue)),
        funders=tuple(Funder(**_bare(row)) for row in parts(db, FunderRow, dialogue)),
        breaches=tuple(Breach(**_bare(row)) for row in parts(db, BreachRow, dialogue)),
        seats=tuple(_seat(row, charter) for row in parts(db, SeatRow, dialogue)),
        acknowledged=acknowledged(db, dialogue, charter.rule) if charter else (),
    )


def _bare(row: HubTable) -> dict[str, Any]:
    return row.model_dump(exclude={"dialogue"})


def _goal(db: Session, row: GoalRow, everybody: Collection[str]) -> Goal:
    agreed = set(db.exec(select(Agreement.delegation).where(Agreement.goal == row.goal)))
    shared = bool(agreed) and agreed == set(everybody)
    return Goal(goal=row.goal, sealed=row.sealed, agreed=tuple(sorted(agreed)), shared=shared)


def _seat(row: SeatRow, charter: CharterRow | None) -> Seat:
    return Seat(
        seat=row.seat,
        sealed=row.sealed,
        capacity=row.capacity,
        acknowledged=charter is not None and row.acknowledged == charter.rule,
    )
