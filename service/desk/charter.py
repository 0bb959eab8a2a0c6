"""What is written down about a series, sealed to the dialogue's key (RULE, "Track II practice").

Whatever names somebody is `Words`, sealed. The hub keeps ids, the label, the digest of the rule
text, agreements, disclosures and capacities in the clear.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field, ValidationError

from keys.errors import KeysError
from keys.opening import RoomSecret, open_envelope
from keys.sealing import Context, RoomPublic, seal
from service.desk.client import Hub
from service.desk.dialogue_keys import announced_key, open_key, writing_key
from service.desk.errors import DeskError
from service.desk.rooms import Keys
from service.protocol.canonical import sha256_hex
from service.protocol.purposes import Purpose
from service.protocol.series import (
    BreachRequest,
    CharterRequest,
    DelegationRequest,
    FunderRequest,
    GoalRequest,
    Label,
    SeatAnswer,
    SeatRequest,
    SeriesView,
)
from service.protocol.wire import Message, new_identifier

RULE_TEXT = (
    "When a meeting, or part thereof, is held under the Chatham House Rule, participants are free "
    "to use the information received, but neither the identity nor the affiliation of the "
    "speaker(s), nor that of any other participant, may be revealed.\n"
)
"""The wording of 2002, which a charter names unless the organisers take another."""

MAX_NAME = 200
MAX_LINES = 50
MAX_LINE = 2000


class Words(Message):
    """What is sealed of a part: what it is called, and what is said of it, line by line.

    charter: the third party, and why it is impartial; delegation: its metrics of success; goal:
    what is wanted; funder: its conditions; seat: whose it is; breach: what happened.
    """

    name: str = Field(min_length=1, max_length=MAX_NAME)
    lines: tuple[Annotated[str, Field(max_length=MAX_LINE)], ...] = Field(max_length=MAX_LINES)


@dataclass(frozen=True)
class Series:
    """A series as its organisers read it. `words` has what opened, by id."""

    view: SeriesView
    words: dict[str, Words]

    def name(self, part: str) -> str:
        """What a part is called, or that it does not open."""
        known = self.words.get(part)
        return known.name if known else "(does not open with the dialogue's key)"

    def lines(self, part: str) -> tuple[str, ...]:
        """What is said of it."""
        known = self.words.get(part)
        return known.lines if known else ()


def words_of(text: str) -> Words:
    """The first line is the name, each following one says something of it. DeskError when not."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    try:
        return Words(name=lines[0] if lines else "", lines=tuple(lines[1:]))
    except ValidationError:
        raise DeskError(
            f"There are no words here, or too many: a name of at most {MAX_NAME} characters, then "
            f"at most {MAX_LINES} lines of {MAX_LINE:,}.",
            hint="The first line says what it is called, each following line one thing about it.",
        ) from None


def set_charter(
    hub: Hub, own: Keys, dialogue: str, label: Label, rule: bytes, third_party: Words
) -> None:
    """Say what the series is, and who leads it.

    Args:
        rule: the exact text that everybody is to acknowledge.

    Raises:
        DeskError: nothing says why the third party is impartial.
        RefusedError: somebody is under instruction, so it is no Track II.
    """
    _require(third_party, "Say in a second line why the third party is impartial.")
    part = new_identifier()
    sealed = _seal(writing_key(hub, own, dialogue), part, third_party, Purpose.CHARTER)
    digest = sha256_hex(rule)
    hub.set_charter(dialogue, CharterRequest(charter=part, label=label, rule=digest, sealed=sealed))


def add_delegation(hub: Hub, own: Keys, dialogue: str, words: Words) -> str:
    """Add a delegation with its metrics of success; return its id. DeskError without a metric."""
    _require(words, "Write each metric of success in a line of its own, below the name.")
    part = new_identifier()
    sealed = _seal(writing_key(hub, own, dialogue), part, words, Purpose.DELEGATION)
    hub.add_delegation(dialogue, DelegationRequest(delegation=part, sealed=sealed))
    return part


def add_goal(hub: Hub, own: Keys, dialogue: str, words: Words) -> str:
    """Propose a goal; return its id. It is shared once every delegation has agreed."""
    part = new_identifier()
    sealed = _seal(writing_key(hub, own, dialogue), part, words, Purpose.GOAL)
    hub.add_goal(dialogue, GoalRequest(goal=part, sealed=sealed))
    return part


def add_funder(hub: Hub, own: Keys, dialogue: str, words: Words) -> str:
    """Add who pays; return its id. DeskError unless the conditions are said, even if none."""
    _require(words, "Write each condition in a line of its own; if there are none, say that.")
    part = new_identifier()
    sealed = _seal(writing_key(hub, own, dialogue), part, words, Purpose.FUNDER)
    hub.add_funder(dialogue, FunderRequest(funder=part, sealed=sealed))
    return part


def add_seat(hub: Hub, own: Keys, dialogue: str, words: Words) -> SeatAnswer:
    """Make a place for a participant who needs no account; only desks know whose it is."""
    part = new_identifier()
    sealed = _seal(writing_key(hub, own, dialogue), part, words, Purpose.SEAT)
    return hub.add_seat(dialogue, SeatRequest(seat=part, sealed=sealed))


def reissue_seat(hub: Hub, dialogue: str, seat: str) -> SeatAnswer:
    """Draw another token for a seat; the one before ends. DeskError when there is no such seat."""
    for one in hub.series(dialogue).seats:
        if one.seat == seat:
            return hub.add_seat(dialogue, SeatRequest(seat=seat, sealed=one.sealed))
    raise DeskError(
        "There is no such seat.", hint=f"They are listed by: sealedroom dialogue show {dialogue}"
    )


def report_breach(hub: Hub, known: frozenset[str], dialogue: str, words: Words) -> date:
    """Enter a breach, sealed to the organisers; any member may. Returns its day.

    Raises:
        StrangerError: nobody this desk knows announced the dialogue's key.
        RefusedError: the dialogue has no key yet.
    """
    part = new_identifier()
    room = announced_key(hub.dialogue_key(dialogue), known)
    sealed = _seal(room, part, words, Purpose.BREACH)
    return hub.report_breach(dialogue, BreachRequest(breach=part, sealed=sealed)).date


def read_series(hub: Hub, own: Keys, dialogue: str) -> Series:
    """Open everything about the series. What does not open is left closed, and shown as such."""
    view = hub.series(dialogue)
    sealed = sealed_parts(view)
    if not sealed:
        return Series(view, {})
    secret = open_key(hub.dialogue_key(dialogue), own)
    opened = {part: _open(secret, part, *one) for part, one in sealed.items()}
    return Series(view, {part: words for part, words in opened.items() if words})


def sealed_parts(view: SeriesView) -> dict[str, tuple[bytes, Purpose]]:
    """Every part of a series, by id: its envelope, and what it was sealed for."""
    charters = (
        {view.charter.charter: (view.charter.sealed, Purpose.CHARTER)} if view.charter else {}
    )
    return {
        **charters,
        **{one.delegation: (one.sealed, Purpose.DELEGATION) for one in view.delegations},
        **{one.goal: (one.sealed, Purpose.GOAL) for one in view.goals},
        **{one.funder: (one.sealed, Purpose.FUNDER) for one in view.funders},
        **{one.breach: (one.sealed, Purpose.BREACH) for one in view.breaches},
        **{one.seat: (one.sealed, Purpose.SEAT) for one in view.seats},
    }


def _seal(room: RoomPublic, part: str, words: Words, purpose: Purpose) -> bytes:
    context = Context(room.room, room.epoch, part, purpose)
    return seal(words.model_dump_json().encode(), {}, room, context)


def _open(secret: RoomSecret, part: str, envelope: bytes, purpose: Purpose) -> Words | None:
    context = Context(secret.room, secret.epoch, part, purpose)
    try:
        return Words.model_validate_json(open_envelope(envelope, secret, context).note)
    except (KeysError, ValidationError):
        return None


def _require(words: Words, hint: str) -> None:
    if not words.lines:
        raise DeskError("Only a name is given, and nothing is said of it.", hint=hint)
