"""Sealing a note on the writer's machine and sending it, with a receipt the log can prove."""

import json
from base64 import b64encode
from collections.abc import Sequence

from keys.logproof import LogProof
from keys.sealing import Context, seal
from redaction.readers import read
from redaction.roster import Roster
from service.desk.client import Hub
from service.desk.errors import MismatchError
from service.desk.files import File
from service.desk.home import Home
from service.desk.rooms import announced_room
from service.protocol.log import Leaf, commitment
from service.protocol.purposes import Purpose
from service.protocol.submissions import Receipt, SubmissionRequest
from service.protocol.wire import new_identifier, new_salt

OUTGOING = "outgoing"
"""Sealed notes that no receipt has come for."""

Place = tuple[str, int, int]
"""A segment, and where in the note it stands, in code points of the decoded text."""


def submit(hub: Hub, home: Home, session: str, note: File, parts: Sequence[Place] = ()) -> Receipt:
    """Seal a note to the session's room, send it, check and keep the receipt.

    Only the suffix of the file's name travels, sealed: names of files name people.

    Args:
        parts: which passage belongs to which agenda item, where the writer said so.

    Raises:
        redaction.errors.DocumentError: the file cannot be read; nothing was sent.
        StrangerError: nobody this desk knows announced the room key; nothing was sent.
        UnreachableError: the sealed note waits in the desk's folder for `send_waiting`.
        MismatchError: the hub's receipt is not for what was sent.
    """
    read(note.content, note.name, Roster())
    request = _sealed(hub, home, session, note, parts)
    return send(hub, home, session, request)


def send(hub: Hub, home: Home, session: str, request: SubmissionRequest) -> Receipt:
    """Send what was sealed to a session's room, check and keep the receipt.

    Raises UnreachableError and MismatchError as `submit` does.
    """
    waiting = {"session": session, "request": request.model_dump(mode="json")}
    home.save(OUTGOING, f"{request.submission}.json", json.dumps(waiting).encode())
    return _send(hub, home, session, request)


def send_waiting(hub: Hub, home: Home, session: str = "") -> int:
    """Send the sealed notes that no receipt has come for; return how many.

    Args:
        session: only what goes to this session.

    Raises:
        UnreachableError: the hub still does not answer.
    """
    kept = (json.loads(home.load(OUTGOING, name) or b"{}") for name in home.names(OUTGOING))
    waiting = [one for one in kept if session in {"", one["session"]}]
    for one in waiting:
        _send(hub, home, one["session"], SubmissionRequest(**one["request"]))
    return len(waiting)


def _send(hub: Hub, home: Home, session: str, request: SubmissionRequest) -> Receipt:
    """Sending the same request again brings the same receipt: nothing is stored twice."""
    receipt = hub.submit(session, request)
    check_receipt(home.connection().log, request, receipt)
    home.save("receipts", f"{receipt.submission}.json", receipt.model_dump_json().encode())
    home.forget(OUTGOING, f"{request.submission}.json")
    return receipt


def _sealed(
    hub: Hub, home: Home, session: str, note: File, parts: Sequence[Place]
) -> SubmissionRequest:
    room = announced_room(hub.session(session), home.known())
    submission, salt = new_identifier(), new_salt()
    header = {
        "author": home.public().person,
        "salt": b64encode(salt).decode(),
        "suffix": note.suffix,
        "parts": [list(part) for part in parts],
    }
    context = Context(room.room, room.epoch, submission, Purpose.NOTE)
    return SubmissionRequest(
        submission=submission,
        epoch=room.epoch,
        envelope=seal(note.content, header, room, context),
        salt=salt,
    )


def check_receipt(log: str, request: SubmissionRequest, receipt: Receipt) -> None:
    """The leaf commits to this envelope, and the signed tree holds the leaf, or MismatchError."""
    leaf = Leaf.model_validate_json(receipt.leaf)
    expected = commitment(request.salt, request.submission, request.envelope)
    if receipt.submission != request.submission or leaf.artefact != expected:
        raise MismatchError("The receipt is for something else than what was sent.")
    LogProof(receipt.index, receipt.leaf, receipt.inclusion, receipt.checkpoint).verify(log)
