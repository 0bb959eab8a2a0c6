"""Seats: participants without accounts. The hub knows a token's hash, a desk knows its owner."""

from sqlmodel import Session, select

from service.hub.access import authorise
from service.hub.acknowledgements import check_rule
from service.hub.envelopes import coarse_size
from service.hub.journal import Journal
from service.hub.recording import record
from service.hub.series import add_once
from service.hub.signin.tokens import hash_token, new_token
from service.hub.store import Act
from service.hub.tables import CharterRow, SeatRow
from service.protocol.coarse import today
from service.protocol.log import Event, commitment
from service.protocol.roles import Permission
from service.protocol.series import Capacity, Label, SeatAnswer, SeatOwn, SeatRequest
from service.web.errors import SignInNeeded


def make_seat(act: Act, dialogue: str, request: SeatRequest) -> SeatAnswer:
    """A place for a participant. Sent again, it draws another token in the place of the first."""
    authorise(act, dialogue, Permission.SEAT_CREATE)
    coarse_size(request.sealed)
    token = new_token()
    row = SeatRow(dialogue=dialogue, token=hash_token(token), **request.model_dump())
    if add_once(act.db, row, request.seat):
        artefact = commitment(request.seat, request.sealed)
        record(act, Event.SEAT, artefact, today(), dialogue)
    else:
        row = act.db.get_one(SeatRow, request.seat)
        row.token = hash_token(token)
        act.db.add(row)
    return SeatAnswer(seat=request.seat, token=token)


def find_seat(db: Session, token: str) -> SeatRow:
    """The seat with this token. Raises SignInNeeded."""
    row = db.exec(select(SeatRow).where(SeatRow.token == hash_token(token))).first()
    if row is None:
        raise SignInNeeded
    return row


def view_seat(db: Session, seat: SeatRow) -> SeatOwn:
    """What the participant sees of their own place."""
    charter = db.get(CharterRow, seat.dialogue)
    return SeatOwn(
        dialogue=seat.dialogue,
        label=charter.label if charter else None,
        rule=charter.rule if charter else None,
        acknowledged=seat.acknowledged,
        capacity=seat.capacity,
    )


def acknowledge_from_seat(db: Session, journal: Journal, seat: SeatRow, rule: str) -> None:
    """The participant read the rule text (RULE R9). Raises NotFound, Conflict."""
    check_rule(db, seat.dialogue, rule)
    if seat.acknowledged != rule:
        seat.acknowledged = rule
        db.add(seat)
        journal.append(Event.ACKNOWLEDGEMENT, commitment(seat.seat, rule), today())


def declare_capacity(db: Session, journal: Journal, seat: SeatRow, capacity: Capacity) -> None:
    """The participant says in what capacity they are there.

    Under instruction, it is Track II no longer: the label falls to Track 1.5.
    """
    if seat.capacity is not capacity:
        seat.capacity = capacity
        db.add(seat)
        journal.append(Event.CAPACITY, commitment(seat.seat, capacity), today())
    charter = db.get(CharterRow, seat.dialogue)
    if charter and charter.label is Label.TRACK_TWO and capacity is Capacity.UNDER_INSTRUCTION:
        charter.label = Label.TRACK_ONE_AND_A_HALF
        db.add(charter)
