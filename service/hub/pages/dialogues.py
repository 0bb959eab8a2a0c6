"""One's dialogues, and how a session stands: dates, sizes and short ids, and no word of a note."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import col, select

from service.hub import sessions
from service.hub.api.dependencies import HubHere, InPath
from service.hub.pages import wording
from service.hub.pages.rendering import page
from service.hub.pages.visits import Session
from service.hub.series_view import view_series
from service.hub.status import view_status
from service.hub.store import Act
from service.hub.tables import MeetingSession, Membership
from service.protocol.coarse import today
from service.protocol.roles import Permission, Role, may
from service.protocol.series import SeriesView

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Part:
    """A dialogue that somebody takes part in, with its sessions, and its series if they see it."""

    dialogue: str
    role: Role
    sessions: tuple[MeetingSession, ...]
    series: SeriesView | None

    @property
    def may_write(self) -> bool:
        """Whether this person submits notes."""
        return may(self.role, Permission.SUBMISSION_CREATE)

    @property
    def may_look(self) -> bool:
        """Whether this person sees what came in."""
        return may(self.role, Permission.SUBMISSION_READ)


@router.get("/dialogues")
def get_dialogues(request: Request, hub: HubHere, token: Session) -> Response:
    """My dialogues."""
    with hub.reading(token) as act:
        return page(
            request,
            "dialogues.html",
            parts=_parts(act),
            keys=act.account.identity,
            wording=wording,
        )


@router.get("/status/{session}")
def get_status(request: Request, hub: HubHere, token: Session, session: InPath) -> Response:
    """How a session stands, for its organisers."""
    with hub.reading(token) as act:
        return page(
            request,
            "status.html",
            opened=sessions.view_session(act, session).opened,
            standing=view_status(act, session, hub.door.clock()),
            today=today(),
            wording=wording,
        )


def _parts(act: Act) -> tuple[Part, ...]:
    rows = act.db.exec(select(Membership).where(Membership.person == act.account.person)).all()
    return tuple(
        Part(
            row.dialogue,
            row.role,
            tuple(
                act.db.exec(
                    select(MeetingSession)
                    .where(MeetingSession.dialogue == row.dialogue)
                    .order_by(col(MeetingSession.opened).desc(), col(MeetingSession.session))
                )
            ),
            view_series(act, row.dialogue) if may(row.role, Permission.SERIES_READ) else None,
        )
        for row in sorted(rows, key=lambda row: row.dialogue)
    )
