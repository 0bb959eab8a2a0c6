"""The key of a dialogue, to which everything about the series is sealed.

It is a room key whose room is the dialogue: announced by an organiser, wrapped to the organisers,
and followed by another whenever one of them comes or leaves.
"""

from service.hub.access import authorise
from service.hub.accounts import keys_of
from service.hub.envelopes import Sealed, exchange_heads
from service.hub.errors import BadRoom
from service.hub.recording import record
from service.hub.rooms import announced, check_wraps, forget_wraps, keep_wraps, own_wrap
from service.hub.series import parts
from service.hub.store import Act
from service.hub.tables import (
    Account,
    BreachRow,
    CharterRow,
    DelegationRow,
    DialogueKey,
    FunderRow,
    GoalRow,
    SeatRow,
)
from service.protocol.coarse import today
from service.protocol.epochs import DialogueKeyRequest, DialogueKeyView
from service.protocol.log import Event, commitment
from service.protocol.roles import Permission
from service.web.errors import NotFound


def view_key(act: Act, dialogue: str) -> DialogueKeyView:
    """The key that counts, with the caller's own wrap. Raises NotFound."""
    authorise(act, dialogue, Permission.DIALOGUE_READ)
    row = act.db.get(DialogueKey, dialogue)
    if row is None:
        raise NotFound(
            "This dialogue has no key yet.",
            hint="An organiser makes one when they write its charter.",
        )
    return DialogueKeyView(
        dialogue=dialogue,
        epoch=row.epoch,
        announcement=row.announcement,
        announcer=keys_of(act.db.get_one(Account, row.announcer)).to_json(),
        wrap=own_wrap(act, dialogue, row.epoch),
    )


def set_key(act: Act, dialogue: str, request: DialogueKeyRequest) -> DialogueKeyView:
    """Take the first key or the next; sent again, it changes nothing. Raises BadRoom, Conflict."""
    authorise(act, dialogue, Permission.SERIES_CHANGE)
    row = act.db.get(DialogueKey, dialogue)
    if row is None or row.announcement != request.announcement:
        _take(act, dialogue, row, request)
    return view_key(act, dialogue)


def _take(act: Act, dialogue: str, row: DialogueKey | None, request: DialogueKeyRequest) -> None:
    room = announced(act, request.announcement)
    if (room.room, room.epoch) != (dialogue, row.epoch + 1 if row else 1):
        raise BadRoom("This is not the dialogue's next key.")
    check_wraps(act, dialogue, request.wraps)
    exchange_heads(act.db, _sealed(act, dialogue), request.heads)
    forget_wraps(act, dialogue)
    new = DialogueKey(
        dialogue=dialogue,
        epoch=room.epoch,
        announcement=request.announcement,
        announcer=act.account.person,
    )
    act.db.merge(new)
    keep_wraps(act, dialogue, room.epoch, request.wraps)
    artefact = commitment(dialogue, request.announcement)
    record(act, Event.DIALOGUE_KEY, artefact, today(), dialogue)


def _sealed(act: Act, dialogue: str) -> Sealed:
    charter = act.db.get(CharterRow, dialogue)
    return {
        **({charter.charter: (charter, "sealed")} if charter else {}),
        **{row.delegation: (row, "sealed") for row in parts(act.db, DelegationRow, dialogue)},
        **{row.goal: (row, "sealed") for row in parts(act.db, GoalRow, dialogue)},
        **{row.funder: (row, "sealed") for row in parts(act.db, FunderRow, dialogue)},
        **{row.breach: (row, "sealed") for row in parts(act.db, BreachRow, dialogue)},
        **{row.seat: (row, "sealed") for row in parts(act.db, SeatRow, dialogue)},
    }
