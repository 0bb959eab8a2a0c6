"""Sealing a note on the writer's machine and sending it, with a receipt the log can prove."""

from base64 import b64encode

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


def submit(hub: Hub, home: Home, session: str, note: File) -> Receipt:
    """Seal a note to the session's room, send it, check and keep the receipt.

    Only the suffix of the file's name travels, sealed: names of files name people.

    Raises:
        redaction.errors.DocumentError: the file cannot be read; nothing was sent.
        StrangerError: nobody this desk knows announced the room key; nothing was sent.
        MismatchError: the hub's receipt is not for what was sent.
    """
    read(note.content, note.name, Roster())
    request = _sealed(hub, home, session, note)
    home.save("outgoing", f"{request.submission}.json", request.model_dump_json().encode())
    receipt = hub.submit(session, request)
    _check(home.connection().log, request, receipt)
    home.save("receipts", f"{receipt.submission}.json", receipt.model_dump_json().encode())
    home.forget("outgoing", f"{request.submission}.json")
    return receipt


def _sealed(hub: Hub, home: Home, session: str, note: File) -> SubmissionRequest:
    room = announced_room(hub.session(session), home.known())
    submission, salt = new_identifier(), new_salt()
    header = {
        "author": home.public().person,
        "salt": b64encode(salt).decode(),
        "suffix": note.suffix,
    }
    context = Context(room.room, room.epoch, submission, Purpose.NOTE)
    return SubmissionRequest(
        submission=submission, envelope=seal(note.content, header, room, context), salt=salt
    )


def _check(log: str, request: SubmissionRequest, receipt: Receipt) -> None:
    """The leaf commits to this envelope, and the signed tree holds the leaf."""
    leaf = Leaf.model_validate_json(receipt.leaf)
    expected = commitment(request.salt, request.submission, request.envelope)
    if receipt.submission != request.submission or leaf.artefact != expected:
        raise MismatchError("The receipt is for something else than what was sent.")
    LogProof(receipt.index, receipt.leaf, receipt.inclusion, receipt.checkpoint).verify(log)
