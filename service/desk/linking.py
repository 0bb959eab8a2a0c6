"""A link with which somebody who has nothing installed seals notes in a browser."""

from dataclasses import dataclass
from datetime import date

from service.desk.client import Hub
from service.desk.home import Home
from service.desk.rooms import announced_room


@dataclass(frozen=True)
class SubmissionLink:
    """For one person and `notes` notes, until `expires`."""

    address: str
    notes: int
    expires: date


def make_link(hub: Hub, home: Home, session: str) -> SubmissionLink:
    """Have the hub make a link, and put the fingerprint of the room's key into it.

    The browser that opens it seals to no other key, whatever the hub says then.

    Raises:
        StrangerError: nobody whom this desk relies on announced the room's key.
    """
    key = announced_room(hub.session(session), home.known()).key_id
    answer = hub.link(session)
    address = f"{home.connection().hub}/submit#{answer.token}.{key}"
    return SubmissionLink(address, answer.notes, answer.expires)
