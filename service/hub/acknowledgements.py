"""Who acknowledged the exact text of the Rule, and breaches of it (RULE R8, R9)."""

from sqlmodel import Session, col, select

from service.hub.access import authorise
from service.hub.envelopes import coarse_size
from service.hub.errors import Conflict
from service.hub.recording import record
from service.hub.series import add_once
from service.hub.store import Act
from service.hub.tables import Acknowledgement, BreachRow, CharterRow
from service.protocol.coarse import today
from service.protocol.log import Event, commitment
from service.protocol.roles import Permission
from service.protocol.series import AcknowledgementRequest, Breach, BreachRequest
from service.web.errors import NotFound


def acknowledge(act: Act, dialogue: str, request: AcknowledgementRequest) -> None:
    """The caller read the rule text. Raises NotFound, and Conflict for another text."""
    authorise(act, dialogue, Permission.ACKNOWLEDGEMENT_CREATE)
    check_rule(act.db, dialogue, request.rule)
    person = act.account.person
    row = act.db.get(Acknowledgement, (dialogue, person))
    if row is not None and row.rule == request.rule:
        return
    act.db.merge(Acknowledgement(dialogue=dialogue, person=person, rule=request.rule))
    artefact = commitment(dialogue, person, request.rule)
    record(act, Event.ACKNOWLEDGEMENT, artefact, today(), dialogue)


def check_rule(db: Session, dialogue: str, rule: str) -> None:
    """Refuse an acknowledgement of another text than the charter's. Raises NotFound, Conflict."""
    charter = db.get(CharterRow, dialogue)
    if charter is None:
        raise NotFound("This dialogue has no charter yet.")
    if charter.rule != rule:
        raise Conflict(
            "The charter names another rule text than the one that was read.",
            hint="Ask an organiser for the very text, and acknowledge that.",
        )


def report_breach(act: Act, dialogue: str, request: BreachRequest) -> Breach:
    """Enter a breach in the register; the log does not say who did. Raises Conflict."""
    authorise(act, dialogue, Permission.BREACH_CREATE)
    coarse_size(request.sealed)
    row = BreachRow(dialogue=dialogue, date=today(), **request.model_dump())
    if add_once(act.db, row, request.breach):
        artefact = commitment(request.breach, request.sealed)
        act.journal.append(Event.BREACH, artefact, today())
    kept = act.db.get_one(BreachRow, request.breach)
    return Breach(**kept.model_dump(exclude={"dialogue"}))


def acknowledged(db: Session, dialogue: str, rule: str) -> tuple[str, ...]:
    """Who acknowledged this text, in the order of their random ids."""
    query = select(Acknowledgement.person).where(
        Acknowledgement.dialogue == dialogue, Acknowledgement.rule == rule
    )
    return tuple(db.exec(query.order_by(col(Acknowledgement.person))))
