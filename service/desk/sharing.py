"""A review that several organisers work on, each at their own desk.

Every decision is kept on this desk, sealed, before it is shown. Decisions travel as records of the
room (`service.desk.records`), signed by whoever took them: the hub sees envelopes like any note's.
While it does not answer work goes on, and what was decided travels later.
"""

from collections.abc import Callable, Iterable
from threading import RLock

from service.desk.client import Hub
from service.desk.errors import UnreachableError
from service.desk.home import Home
from service.desk.keeping import KeptHub
from service.desk.ledger import Decision, Ledger, load_ledger, save_ledger
from service.desk.records import Kind, known_signers, open_record, put_down, signed_message
from service.desk.reviewing import Review, save_review
from service.desk.rooms import Keys, Room
from service.desk.submitting import send_waiting
from service.protocol.wire import Message


class Batch(Message):
    """Decisions on their way to the other organisers."""

    decisions: tuple[Decision, ...]


class SharedReview:
    """One session's review and all decisions that are known of it."""

    def __init__(self, home: Home, own: Keys, room: Room, review: Review) -> None:
        self._home = home
        self._own = own
        self._room = room
        self._lock = RLock()
        self.ledger = load_ledger(home, own.identity, review.session)
        self._keep(self.ledger, review)

    def decide(
        self, change: Callable[[Review], Review], seen: Iterable[str] | None = None
    ) -> Review:
        """Take a decision and keep it; returns the review before.

        Args:
            seen: the last words about it that were on the page; None when it was those of now.
        """
        with self._lock:
            before, after = self.review, change(self.review)
            person = self._own.identity.person
            self._keep(self.ledger.record(before, after, person, seen), after)
            return before

    def share(self, hub: Hub) -> bool:
        """Send and fetch decisions; whether the hub could be reached."""
        heard, reached = _exchange(hub, self._home, self._own, self._room, self.ledger)
        with self._lock:
            joined = self.ledger.join(heard.decisions)
            joined = joined.mark(told=heard.told, read=heard.read)
            if joined != self.ledger:
                self._keep(joined, self.review)
        return reached

    @property
    def untold(self) -> int:
        """How many of one's own decisions the others cannot know yet."""
        return len(self.ledger.untold(self._own.identity.person))

    def _keep(self, ledger: Ledger, review: Review) -> None:
        """The decisions first: the review can be made of them again."""
        settled = ledger.apply(review)
        save_ledger(self._home, self._own.identity, ledger)
        save_review(self._home, self._own.identity, settled)
        self.ledger, self.review = ledger, settled


def _exchange(hub: Hub, home: Home, own: Keys, room: Room, ledger: Ledger) -> tuple[Ledger, bool]:
    """What is known after asking the hub, and whether it answered."""
    try:
        send_waiting(hub, home, room.session.session)
        ledger = _fetch(hub, own, room, ledger)
    except UnreachableError:
        return ledger, False
    if isinstance(hub, KeptHub) and hub.away:
        return ledger, False
    untold = ledger.untold(own.identity.person)
    if not untold:
        return ledger, True
    told = ledger.mark(told=[one.decision for one in untold])
    try:
        put_down(hub, home, room, own.identity, Kind.DECISIONS, Batch(decisions=untold))
    except UnreachableError:
        return told, False  # it waits, sealed, and is sent first the next time
    return told, True


def _fetch(hub: Hub, own: Keys, room: Room, ledger: Ledger) -> Ledger:
    """The decisions that organisers signed whom this desk knows; others are asked for again."""
    organisers = known_signers(hub, room, own.known)
    for listed in hub.submissions(room.session.session).submissions:
        if listed.submission in ledger.read:
            continue
        record = open_record(room, hub.submission(listed.submission), Kind.DECISIONS)
        if record is not None:
            signed = signed_message(record, organisers, Kind.DECISIONS, Batch)
            if signed is None:
                continue
            person, batch = signed
            ledger = ledger.join(one for one in batch.decisions if one.person == person)
        ledger = ledger.mark(read=[listed.submission])
    return ledger
