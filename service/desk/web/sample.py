"""The sample dialogue: invented people, one session, and nothing that is stored or sent."""

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from keys.opening import Identity
from service.desk.errors import HomeError
from service.desk.files import File
from service.desk.home import Connection, Home
from service.desk.opening import Plan, open_dialogue, open_session
from service.desk.reviewing import Review, Standing
from service.desk.rooms import Keys, Room
from service.desk.sharing import SharedReview
from service.desk.submitting import submit
from service.desk.web.sample_hub import SampleHub

PLAN = Plan(
    topic="Early warning and fisheries when the coastal water warms",
    items=(
        "Early warning: who measures, who tells whom",
        "Fishing quotas and surveys in a warm event",
        "Money: funds, insurance and compensation",
        "Law and institutions",
    ),
    funding=(
        "The meeting was funded by the Meridian Fund for Dialogue, without conditions on its "
        "results, which was disclosed in every invitation."
    ),
)
NOTES = ("transcript.vtt", "notes.md")


class MemoryHome(Home):
    """A desk's folder that is gone with the process."""

    def __init__(self) -> None:
        super().__init__(Path("sample"))
        self._kept: dict[str, bytes] = {}

    def save_public(self, identity: Identity) -> None:
        """Keep the public half of an identity of the moment."""
        self._write("public.json", identity.public.to_json().encode())

    def load(self, folder: str, name: str) -> bytes | None:
        """What `save` stored, or None."""
        return self._kept.get(f"{folder}/{name}")

    def names(self, folder: str) -> tuple[str, ...]:
        """The names of everything that `save` stored in this folder."""
        start = f"{folder}/"
        return tuple(name.removeprefix(start) for name in self._kept if name.startswith(start))

    def forget(self, folder: str, name: str) -> None:
        """Delete what `save` stored, if it is there."""
        self._kept.pop(f"{folder}/{name}", None)

    def _read(self, name: str, hint: str = "") -> bytes:
        if name not in self._kept:
            raise HomeError(hint=hint)
        return self._kept[name]

    def _write(self, name: str, data: bytes) -> Path:
        self._kept[name] = data
        return self.folder / name


def open_sample(home: MemoryHome, identity: Identity) -> SampleHub:
    """A hub with one session of which a transcript and notes have come in."""
    hub = SampleHub(identity)
    home.save_public(identity)
    organisers = (hub.second.public.key_id,)
    home.save_connection(Connection("https://sample.invalid", hub.log.vkey, organisers))
    dialogue = open_dialogue(hub, identity, "The sample dialogue")
    own = Keys(identity, home.known())
    session = open_session(hub, own, dialogue, PLAN, _file("roster.yaml"))
    writer = MemoryHome()
    writer.save_public(Identity.generate())
    writer.save_connection(replace(home.connection(), organisers=(identity.public.key_id,)))
    for name in NOTES:
        submit(hub, writer, session, _file(name))
    return hub


def confirm_as_second(hub: SampleHub, own: Keys, room: Room, review: Review) -> None:
    """Let the second organiser agree with every dismissal that waits for them."""

    def agreed(review: Review) -> Review:
        for one in review.dismissals:
            if one.standing is Standing.WAITING:
                review = review.settle(one.words, Standing.CONFIRMED, hub.second.person)
        return review

    desk = MemoryHome()
    desk.save_public(hub.second)
    desk.save_connection(Connection("https://sample.invalid", hub.log.vkey))
    keys = Keys(hub.second, own.known | {hub.second.public.key_id})
    second = SharedReview(desk, keys, room, review)
    second.share(hub)
    second.decide(agreed)
    second.share(hub)


def _file(name: str) -> File:
    return File(name, files("service.desk").joinpath("samples", name).read_bytes())
