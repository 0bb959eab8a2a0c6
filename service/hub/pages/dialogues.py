"""One's dialogues, and how a session stands: dates, sizes and short ids, and no word of a note."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import col, select

from service.hub import drafts, sessions, submissions
from service.hub.api.dependencies import HubHere, InPath
from service.hub.pages.rendering import page
from service.hub.pages.visits import Session
from service.hub.store import Act
from service.hub.tables import MeetingSession, Membership
from service.hub.work.marks import marks_of
from service.protocol.coarse import today
from service.protocol.drafts import APPROVALS_NEEDED, DraftState, DraftSummary
from service.protocol.roles import Permission, Role, may

router = APIRouter()


@dataclass(frozen=True)
class Part:
    """A dialogue that somebody takes part in, with its sessions."""

    dialogue: str
    role: Role
    sessions: tuple[MeetingSession, ...]

    @property
    def may_write(self) -> bool:
        """Whether this person submits notes."""
        return may(self.role, Permission.SUBMISSION_CREATE)

    @property
    def may_look(self) -> bool:
        """Whether this person sees what came in."""
        return may(self.role, Permission.SUBMISSION_READ)


@dataclass(frozen=True)
class Awaiting:
    """A draft and the organisers who have not approved it."""

    draft: DraftSummary
    missing: tuple[str, ...]

    @property
    def more(self) -> int:
        """How many approvals it still takes."""
        return max(0, APPROVALS_NEEDED - self.given)

    @property
    def given(self) -> int:
        """How many approvals count today."""
        return sum(approval.expires >= today() for approval in self.draft.approvals)


@router.get("/dialogues")
def get_dialogues(request: Request, hub: HubHere, token: Session) -> Response:
    """My dialogues."""
    with hub.reading(token) as act:
        return page(request, "dialogues.html", parts=_parts(act), keys=act.account.identity)


@router.get("/status/{session}")
def get_status(request: Request, hub: HubHere, token: Session, session: InPath) -> Response:
    """How a session stands, for its organisers."""
    with hub.reading(token) as act:
        came = submissions.list_submissions(act, session).submissions
        view = sessions.view_session(act, session)
        listed = drafts.list_drafts(act, session).drafts
        return page(
            request,
            "status.html",
            session=view,
            came=_by_day(tuple((one.date, one.size_class) for one in came)),
            total=len(came),
            awaiting=tuple(_awaiting(act, view.dialogue, one) for one in listed),
            states=DraftState,
            clock=tuple(marks_of(act.db, session).values()),
            today=today(),
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
        )
        for row in sorted(rows, key=lambda row: row.dialogue)
    )


def _by_day(came: tuple[tuple[date, str], ...]) -> tuple[tuple[date, str, int], ...]:
    """Day, size class and number, the newest day first."""
    counted = Counter(came)
    ordered = sorted(counted, key=lambda one: (-one[0].toordinal(), one[1]))
    return tuple((*one, counted[one]) for one in ordered)


def _awaiting(act: Act, dialogue: str, draft: DraftSummary) -> Awaiting:
    query = select(Membership.person).where(
        Membership.dialogue == dialogue, Membership.role == Role.ORGANISER
    )
    approved = {one.person for one in draft.approvals if one.expires >= today()}
    return Awaiting(draft, tuple(sorted(set(act.db.exec(query)) - approved)))
