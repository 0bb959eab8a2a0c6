"""The clock as organisers and members see it."""

from service.hub.access import authorise
from service.hub.errors import Conflict
from service.hub.recording import record
from service.hub.sessions import find_session
from service.hub.store import Act
from service.hub.tables import ClockMark, Dialogue, DialogueTerms, Hold
from service.hub.work.marks import marks_of, terms_of
from service.protocol.coarse import today
from service.protocol.log import Event, commitment
from service.protocol.roles import Permission
from service.protocol.work import Clock, Mark, MarkState, MarkView, Terms, Tier


def set_terms(act: Act, dialogue: str, terms: Terms) -> Terms:
    """The days of the sessions that will be opened from now on; tier and policy of all of them.

    Raises Conflict when the safety tier would be taken back, or raised without a policy.
    """
    authorise(act, dialogue, Permission.TERMS_CREATE)
    row = act.db.get_one(Dialogue, dialogue)
    policy = terms.policy or row.policy
    if terms_of(act.db, dialogue).tier is Tier.SAFETY:
        if terms.tier is not Tier.SAFETY or policy != row.policy:
            raise Conflict(
                "The safety tier and its policy are not taken back.",
                hint="People spoke under it. Open another dialogue for what comes.",
            )
    elif terms.tier is Tier.SAFETY and policy == row.policy:
        raise Conflict(
            "The safety tier has a policy of its own.",
            hint="Send its digest as the policy of the terms.",
        )
    if policy != row.policy:
        row.policy = policy
        record(act, Event.POLICY, commitment(dialogue, policy), today(), dialogue)
    act.db.merge(DialogueTerms(dialogue=dialogue, **terms.model_dump(exclude={"policy"})))
    return terms_of(act.db, dialogue)


def view_terms(act: Act, dialogue: str) -> Terms:
    """The days that a session opened now would have."""
    authorise(act, dialogue, Permission.DIALOGUE_READ)
    return terms_of(act.db, dialogue)


def view_clock(act: Act, session: str) -> Clock:
    """The dates of a session, in their order."""
    find_session(act, session, Permission.SESSION_READ)
    hold = act.db.get(Hold, session)
    rows = marks_of(act.db, session)
    return Clock(
        session=session,
        marks=tuple(_view(row, held=hold is not None) for row in rows.values()),
        hold=hold.since if hold else None,
    )


def _view(row: ClockMark, *, held: bool) -> MarkView:
    stopped = held and row.mark is Mark.SHREDDING and row.state is MarkState.WAITING
    state = MarkState.HELD if stopped else row.state
    return MarkView(mark=row.mark, due=row.due, state=state, settled=row.settled)
