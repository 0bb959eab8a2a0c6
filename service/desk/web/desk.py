"""What one run of the desk holds in memory. It is forgotten when the desk closes."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from threading import Event, RLock

from keys.opening import Identity
from service.desk.client import Hub
from service.desk.custody import recovered
from service.desk.home import Home
from service.desk.keeping import KeptHub
from service.desk.rooms import Keys, Room, enter
from service.desk.shredding import hear_of_destruction
from service.desk.signing_in import SignIn
from service.desk.web.checker import Checker
from service.desk.web.errors import LockedError, NothingHereError
from service.desk.web.rooms import DialogueCard, Overview, SessionCard, survey
from service.desk.web.sample import MemoryHome, open_sample
from service.desk.web.sheets import Backup
from service.desk.web.sitting import Sitting
from service.protocol.roles import Role

IDLE_SECONDS = 20 * 60.0
"""Nobody reads one page for twenty minutes without touching it; a coffee break is shorter."""


class Desk:
    """One person at one desk, from the link to the closing."""

    def __init__(self, home: Home, idle_seconds: float = IDLE_SECONDS) -> None:
        self.home = home
        self.idle_seconds = idle_seconds
        self.backup: Backup | None = None
        self._identity: Identity | None = None
        self._hub: Hub | None = None
        self._overview: Overview | None = None
        self._handles: list[str] = []
        self._sittings: dict[str, Sitting] = {}
        self._active = time.monotonic()
        self._closing = Event()
        self._forget: list[Callable[[], None]] = []
        self.checker = Checker()
        self.on_closing(self.checker.end)
        self._lock = RLock()
        self._lines = ExitStack()

    @property
    def has_identity(self) -> bool:
        """Whether somebody has made or brought keys to this desk."""
        return self.home.identity_file.exists()

    @property
    def has_hub(self) -> bool:
        """Whether this desk has joined a hub."""
        return self.is_sample or (self.home.folder / "hub.json").exists()

    @property
    def is_sample(self) -> bool:
        """Whether this is the sample dialogue, of which nothing is stored or sent."""
        return isinstance(self.home, MemoryHome)

    @property
    def is_open(self) -> bool:
        """Whether the identity is open."""
        return self._identity is not None

    @property
    def identity(self) -> Identity:
        """The open identity. Raises `LockedError`."""
        if self._identity is None:
            raise LockedError
        return self._identity

    @property
    def keys(self) -> Keys:
        """The open identity, and whom it relies on."""
        return Keys(self.identity, self.home.known())

    @property
    def hub(self) -> Hub:
        """The hub this desk has joined. Raises `HomeError` when it has joined none."""
        with self._lock:
            if self._hub is None:
                address = self.home.connection().hub
                sign_in = SignIn(self.home, lambda: self.identity)
                self._hub = self._lines.enter_context(KeptHub(address, sign_in, self.home))
            return self._hub

    def enter(self, session: str) -> Room:
        """Open a session's room, or what custodians recovered of it. Raises as `rooms.enter`."""
        return enter(self.hub, self.keys, session, recovered(self.home, session))

    @property
    def away(self) -> bool:
        """Whether the hub did not answer when it was asked last."""
        return isinstance(self._hub, KeptHub) and self._hub.away

    def unlock(self, passphrase: str) -> None:
        """Open the identity. Raises `keys.errors.WrongPassphraseError`."""
        self._identity = self.home.unlock(passphrase)

    def take(self, identity: Identity) -> None:
        """Go on with an identity that was just made or restored."""
        self._identity = identity

    def try_sample(self) -> None:
        """Go on with the sample dialogue: an identity of the moment, and nothing on the disk."""
        self.home = home = MemoryHome()
        self._identity = Identity.generate()
        self._hub = open_sample(home, self._identity)

    @property
    def overview(self) -> Overview | None:
        """What was last seen of this person's dialogues."""
        return self._overview

    def look(self) -> Overview:
        """Ask the hub for this person's dialogues. Raises `UnreachableError`."""
        overview = survey(self.hub, self.keys, self.home)
        if self._forget_destroyed(overview):
            overview = survey(self.hub, self.keys, self.home)
        with self._lock:
            self._overview = overview
            for dialogue in overview.dialogues:
                for card in dialogue.sessions:
                    self.handle(card.session)
        return overview

    def _forget_destroyed(self, overview: Overview) -> bool:
        """Keep nothing of rooms whose keys are gone; whether there was anything to forget."""
        gone = [
            card.session
            for dialogue in overview.dialogues
            for card in dialogue.sessions
            if card.destroyed
        ]
        for session in gone:
            self.leave_sitting(session)
        return [hear_of_destruction(self.home, session) for session in gone].count(True) > 0

    def look_again(self) -> None:
        """Forget what was seen, and which hub it was."""
        with self._lock:
            self._overview = None
            if not self.is_sample:
                self._hang_up()

    def handle(self, identifier: str) -> int:
        """A number that stands for a random id in addresses of pages."""
        with self._lock:
            if identifier not in self._handles:
                self._handles.append(identifier)
            return self._handles.index(identifier) + 1

    def behind(self, handle: int) -> str:
        """The id a number stands for. Raises `NothingHereError`."""
        if not 1 <= handle <= len(self._handles):
            raise NothingHereError
        return self._handles[handle - 1]

    def card(self, handle: int) -> SessionCard:
        """A session by its number. Raises `NothingHereError`."""
        session = self.behind(handle)
        overview = self._overview or self.look()
        for dialogue in overview.dialogues:
            for card in dialogue.sessions:
                if card.session == session:
                    return card
        raise NothingHereError

    def organised(self, handle: int) -> DialogueCard:
        """A dialogue of which this person is an organiser. Raises `NothingHereError`."""
        wanted = self.behind(handle)
        overview = self._overview or self.look()
        for card in overview.dialogues:
            if card.dialogue == wanted and card.role is Role.ORGANISER:
                return card
        raise NothingHereError

    def sitting(self, handle: int) -> Sitting:
        """The review of a session by its number, begun or taken up. Raises `NothingHereError`."""
        card = self.card(handle)
        with self._lock:
            if card.session not in self._sittings:
                if card.room is None:
                    raise NothingHereError(
                        "This room is not open to you.", hint="Only its organisers review."
                    )
                sitting = Sitting(self.hub, self.home, self.keys, card.room)
                self._sittings[card.session] = sitting
                self.on_closing(sitting.stop)
            return self._sittings[card.session]

    def leave_sitting(self, session: str) -> None:
        """Forget a review that is kept, so that it is taken up anew with what came in since."""
        with self._lock:
            sitting = self._sittings.pop(session, None)
            if sitting is not None:
                sitting.stop()

    def _hang_up(self) -> None:
        self._hub = None
        self._lines.close()

    def touch(self) -> None:
        """Somebody is there."""
        self._active = time.monotonic()

    @property
    def idle_left(self) -> float:
        """Seconds until the desk closes by itself."""
        return self.idle_seconds - (time.monotonic() - self._active)

    def on_closing(self, forget: Callable[[], None]) -> None:
        """Have something forgotten or ended with the desk."""
        self._forget.append(forget)

    def close(self) -> None:
        """Forget the identity and whatever was open. It cannot be undone."""
        self._identity = self.backup = self._overview = None
        self._hang_up()
        self._sittings.clear()
        for forget in self._forget:
            forget()
        self._forget.clear()
        self._closing.set()

    @property
    def closed(self) -> bool:
        """Whether the desk was closed."""
        return self._closing.is_set()

    def wait_closed(self, seconds: float) -> bool:
        """Wait until the desk is closed, at most so long."""
        return self._closing.wait(seconds)
