"""Opening a dialogue and its sessions: what an organiser plans, sealed before it leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from keys.identity import PublicIdentity
from keys.opening import Identity, RoomSecret, announce_room, wrap_room
from keys.sealing import Context, seal
from redaction.readers import read_text
from redaction.redactor import Redactor
from redaction.roster import Roster
from service.desk.client import Hub
from service.desk.errors import DeskError
from service.desk.files import File
from service.desk.policies import SAFETY, STANDARD
from service.desk.rooms import Agenda, AgendaItem, Keys, known_organisers
from service.protocol.dialogues import DialogueRequest, Profile, Segment, SessionRequest
from service.protocol.purposes import Purpose
from service.protocol.wire import new_identifier
from service.protocol.work import Terms, Tier

FIRST_EPOCH = 1
"""A room's first key; each removal of a member makes the next."""


@dataclass(frozen=True)
class Plan:
    """What an organiser says about a session that is to be opened."""

    topic: str
    items: tuple[str, ...]
    funding: str = ""


def open_dialogue(hub: Hub, identity: Identity, title: str, *, safety: bool = False) -> str:
    """Make a dialogue whose title only this organiser reads; return its id.

    Args:
        safety: exposure can mean arrest (RULE R16).
    """
    dialogue = new_identifier()
    context = Context(dialogue, 0, dialogue, Purpose.TITLE)
    sealed = seal(title.encode(), {}, identity.public, context)
    hub.open_dialogue(
        DialogueRequest(dialogue=dialogue, policy=STANDARD.digest(), sealed_title=sealed)
    )
    if safety:
        hub.set_terms(dialogue, Terms(tier=Tier.SAFETY, policy=SAFETY.digest()))
    return dialogue


def open_session(hub: Hub, own: Keys, dialogue: str, plan: Plan, roster: File) -> str:
    """Make a session with a fresh room key, wrapped to every organiser; return its id.

    The roster is sealed as it is, with its kind (YAML, JSON, CSV).

    Raises:
        RosterError: the roster cannot be read; nothing was sent.
        DeskError: there is no agenda item, or the words of the plan expose somebody.
        StrangerError: an organiser's fingerprint was never compared.
    """
    _check(plan, Roster.load(roster.content, roster.name))
    organisers = known_organisers(hub, dialogue, own.known)
    secret = RoomSecret.generate(new_identifier(), FIRST_EPOCH)
    agenda = Agenda(
        topic=plan.topic,
        funding=plan.funding,
        items=tuple(AgendaItem(segment=new_identifier(), title=item) for item in plan.items),
    )
    hub.open_session(dialogue, _request(secret, own.identity, organisers, agenda, roster))
    return secret.public.room


def _check(plan: Plan, roster: Roster) -> None:
    """Topic, items and funding are released: better to hear now what the gate will say of them."""
    if not plan.items:
        raise DeskError("A session needs an agenda.", hint="Add --item for each agenda item.")
    redactor = Redactor(roster)
    for words in (plan.topic, plan.funding, *plan.items):
        for finding in redactor.find(read_text(words, roster)):
            raise DeskError(
                f"“{words[finding.start : finding.end]}” would expose somebody in what is released "
                f"({finding.code}: {finding.reason})",
                hint="Word topic, agenda and funding so that they name nobody in the room.",
            )


def _request(
    secret: RoomSecret,
    identity: Identity,
    organisers: Sequence[PublicIdentity],
    agenda: Agenda,
    roster: File,
) -> SessionRequest:
    room = secret.public

    def sealed(content: bytes, header: dict[str, Any], purpose: Purpose) -> bytes:
        return seal(content, header, room, Context(room.room, room.epoch, room.room, purpose))

    return SessionRequest(
        announcement=announce_room(secret, identity).to_json(),
        wraps={person.person: wrap_room(secret, person) for person in organisers},
        sealed_agenda=sealed(agenda.model_dump_json().encode(), {}, Purpose.AGENDA),
        sealed_roster=sealed(roster.content, {"name": f"roster{roster.suffix}"}, Purpose.ROSTER),
        segments=tuple(
            Segment(segment=item.segment, profile=Profile.CHATHAM_HOUSE) for item in agenda.items
        ),
    )
