"""Submission links, and the room key as a browser takes it."""

from datetime import date

from service.protocol.wire import Identifier, Message, Token


class LinkAnswer(Message):
    """POST /sessions/{session}/links: a token for `notes` notes until `expires`.

    The link is `HUB/submit#TOKEN.FINGERPRINT`, where the fingerprint is the room key's: the browser
    then seals to no other key, whatever the hub says.
    """

    token: Token
    expires: date
    notes: int


class RoomKey(Message):
    """POST /submit/room: room, epoch, and the X-Wing public key in base64."""

    room: Identifier
    epoch: int
    kem: str
