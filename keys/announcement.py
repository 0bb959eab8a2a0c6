"""Room keys that organisers vouch for.

Writers seal to whatever room key they are given, and anybody can wrap a room key to a member, the
server included. So an organiser signs the public half of each epoch, and writers and members take
no room key without that signature.
"""

from __future__ import annotations

from collections.abc import Sequence

from keys.errors import FormatError, SignatureError
from keys.identity import PublicIdentity
from keys.sealing import RoomPublic
from keys.signatures import DsseEnvelope, verify_dsse

ANNOUNCEMENT_TYPE = "application/vnd.sealedroom.room.v1+json"


def verify_announcement(
    announcement: DsseEnvelope, organisers: Sequence[PublicIdentity], room: str, epoch: int
) -> RoomPublic:
    """The public key of this epoch of this room, as at least one organiser announced it.

    Raises:
        SignatureError: when no organiser signed it, or it is another room's or epoch's.
    """
    payload = verify_dsse(announcement, organisers, 1, ANNOUNCEMENT_TYPE).payload
    try:
        public = RoomPublic.from_json(payload)
    except FormatError:
        raise SignatureError("The announcement does not hold a room key.") from None
    if (public.room, public.epoch) != (room, epoch):
        raise SignatureError(
            "The announcement is of another room or epoch.",
            hint="Fetch the session again; if it stays so, tell the organisers before you write.",
        )
    return public
