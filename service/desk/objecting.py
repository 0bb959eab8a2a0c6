"""A participant objects to a passage: sealed to the room, without a name, and kept at their desk.

To agree nothing is needed. What was sent is kept sealed to oneself, so that one can read it again.
"""

from base64 import b64encode
from datetime import date

from pydantic import Field

from keys.logproof import LogProof
from keys.opening import Identity, open_envelope
from keys.sealing import Context, seal
from service.desk.client import Hub
from service.desk.errors import DeskError, MismatchError
from service.desk.home import Home
from service.desk.previewing import Preview
from service.desk.rooms import announced_room
from service.protocol.coarse import today
from service.protocol.log import Leaf, commitment
from service.protocol.objections import ObjectionReceipt, ObjectionRequest
from service.protocol.purposes import Purpose
from service.protocol.wire import Identifier, Message, new_identifier, new_salt

MAX_COMMENT = 2000
"""Characters of a comment: short, and with its passage always in the smallest padded size."""

MAX_PASSAGE = 1500
"""Characters of a passage that are quoted: its number says the rest."""

_FOLDER = "objections"


class Words(Message):
    """What is sealed to the room: which passage of which draft, and why not."""

    draft: Identifier
    number: int = Field(ge=1)
    passage: str = Field(max_length=MAX_PASSAGE)
    comment: str = Field(min_length=1, max_length=MAX_COMMENT)


class Sent(Words):
    """An objection of one's own."""

    objection: Identifier
    date: date


class _Kept(Message):
    sent: tuple[Sent, ...] = ()


def object_to(
    hub: Hub, home: Home, identity: Identity, preview: Preview, number: int, comment: str
) -> Sent:
    """Seal an objection to the room, send it, check the receipt, and keep a copy.

    Raises:
        DeskError: there is no such passage, or the comment is empty or too long.
        StrangerError: nobody this desk knows announced the room key; nothing was sent.
        RefusedError: the days for objections are over.
        MismatchError: the hub's receipt is for something else.
    """
    words = _words(preview, number, comment)
    room = announced_room(hub.session(preview.view.session), home.known())
    objection, salt = new_identifier(), new_salt()
    header = {"salt": b64encode(salt).decode()}
    context = Context(room.room, room.epoch, objection, Purpose.OBJECTION)
    envelope = seal(words.model_dump_json().encode(), header, room, context)
    request = ObjectionRequest(objection=objection, envelope=envelope, salt=salt)
    _check(home.connection().log, request, hub.object_to(preview.view.draft, request))
    made = Sent(**dict(words), objection=objection, date=today())
    _keep(home, identity, words.draft, (*sent(home, identity, words.draft), made))
    return made


def sent(home: Home, identity: Identity, draft: str) -> tuple[Sent, ...]:
    """One's own objections to a draft. Raises `keys.errors.OpeningError`."""
    sealed = home.load(_FOLDER, draft)
    if sealed is None:
        return ()
    return _Kept.model_validate_json(open_envelope(sealed, identity, _context(draft)).note).sent


def _words(preview: Preview, number: int, comment: str) -> Words:
    found = [one for one in preview.passages if one.number == number]
    if not found:
        raise DeskError(
            "There is no passage of this number.",
            hint=f"Passages are numbered from 1 to {len(preview.passages)}.",
        )
    comment = comment.strip()
    if not 0 < len(comment) <= MAX_COMMENT:
        raise DeskError(
            f"A comment has 1 to {MAX_COMMENT:,} characters.",
            hint="Say shortly what is wrong with the passage, or what it should say.",
        )
    return Words(
        draft=preview.view.draft,
        number=number,
        passage=found[0].text[:MAX_PASSAGE],
        comment=comment,
    )


def _check(log: str, request: ObjectionRequest, receipt: ObjectionReceipt) -> None:
    leaf = Leaf.model_validate_json(receipt.leaf)
    expected = commitment(request.salt, request.objection, request.envelope)
    if receipt.objection != request.objection or leaf.artefact != expected:
        raise MismatchError("The receipt is for something else than what was sent.")
    LogProof(receipt.index, receipt.leaf, receipt.inclusion, receipt.checkpoint).verify(log)


def _keep(home: Home, identity: Identity, draft: str, all_of_them: tuple[Sent, ...]) -> None:
    note = _Kept(sent=all_of_them).model_dump_json().encode()
    home.save(_FOLDER, draft, seal(note, {}, identity.public, _context(draft)))


def _context(draft: str) -> Context:
    return Context(draft, 0, draft, Purpose.OBJECTION)
