"""The key of a dialogue, as desks make it, take it and open it.

It is a room key whose room is the dialogue. The first organiser who writes something about the
series makes it, wrapped to every organiser; everybody's desk takes it under the announcer's
signature, so that a hub cannot slip in a key of its own.
"""

from keys.opening import RoomSecret, announce_room, unwrap_room, wrap_room
from keys.sealing import RoomPublic
from service.desk.client import Hub
from service.desk.errors import DeskError, MismatchError, RefusedError
from service.desk.rooms import Keys, announced, known_organisers
from service.protocol.epochs import DialogueKeyRequest, DialogueKeyView
from service.protocol.problems import ProblemCode

FIRST_EPOCH = 1


def announced_key(view: DialogueKeyView, known: frozenset[str]) -> RoomPublic:
    """The dialogue's key as an organiser announced it whom this desk knows.

    Raises:
        StrangerError: the announcer's fingerprint was never compared.
        keys.errors.SignatureError: they did not sign this key for this dialogue.
    """
    return announced(view.announcer, view.announcement, view.dialogue, view.epoch, known)


def open_key(view: DialogueKeyView, own: Keys) -> RoomSecret:
    """The dialogue's secret, from one's own wrap.

    Raises:
        DeskError: it was never wrapped to this person.
        StrangerError, MismatchError: it is not the key that a known organiser announced.
    """
    if view.wrap is None:
        raise DeskError(
            "This dialogue's key was not wrapped to you.",
            hint=f"Ask another organiser to run: sealedroom dialogue renew {view.dialogue}",
        )
    public = announced_key(view, own.known)
    secret = unwrap_room(view.wrap, own.identity, view.dialogue, view.epoch)
    if secret.public != public:
        raise MismatchError("The key you were given is not the one that was announced.")
    return secret


def key_request(
    hub: Hub, own: Keys, secret: RoomSecret, heads: dict[str, bytes]
) -> DialogueKeyRequest:
    """A dialogue's key, announced and wrapped to its organisers. StrangerError for an unknown."""
    organisers = known_organisers(hub, secret.room, own.known)
    return DialogueKeyRequest(
        announcement=announce_room(secret, own.identity).to_json(),
        wraps={person.person: wrap_room(secret, person) for person in organisers},
        heads=heads,
    )


def writing_key(hub: Hub, own: Keys, dialogue: str) -> RoomPublic:
    """The key to seal to; the first who writes makes it."""
    try:
        view = hub.dialogue_key(dialogue)
    except RefusedError as refused:
        if refused.code != ProblemCode.NOT_FOUND:
            raise
        secret = RoomSecret.generate(dialogue, FIRST_EPOCH)
        view = hub.set_dialogue_key(dialogue, key_request(hub, own, secret, {}))
    return announced_key(view, own.known)
