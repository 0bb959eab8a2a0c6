"""One session under review, as this run of the desk holds it: notes, findings, decisions, undo."""

from collections.abc import Callable, Iterable, Sequence
from threading import RLock

from redaction.provenance import digest as pipeline_digest
from service.desk.client import Hub
from service.desk.errors import ReviewError
from service.desk.home import Home
from service.desk.reading import read_notes
from service.desk.redacted import load_redacted, save_redacted
from service.desk.redacting import Redacted
from service.desk.reviewing import Review, load_review
from service.desk.rooms import Keys, Room
from service.desk.sharing import SharedReview
from service.desk.web.passages import Item, Layout, Row
from service.desk.web.redaction_job import Meeting, redact_session
from service.desk.web.worker import Job, Progress

MOST_UNDO = 500
"""Decisions that can be taken back: more than a day's."""


class Sitting:
    """A review that is going on. Every change is kept, sealed, before it is shown."""

    def __init__(self, hub: Hub, home: Home, own: Keys, room: Room) -> None:
        self.room = room
        self.redacted: tuple[Redacted, ...] = ()
        self.reached = True
        self._hub = hub
        self._home = home
        self._own = own
        self._shared: SharedReview | None = None
        self._history: list[tuple[Review, Review]] = []
        self._shown = 0
        self._job: Job | None = None
        self._layout: Layout | None = None
        self._lock = RLock()
        self._notes = read_notes(hub, room)
        self._take_up()

    @property
    def empty(self) -> bool:
        """Whether nothing has come in."""
        return not self._notes

    @property
    def ready(self) -> bool:
        """Whether there is something to decide. Raises what stopped the work."""
        with self._lock:
            if self._job is not None and self._job.done:
                job, self._job = self._job, None
                self._begin(*job.future.result())
            return self._shared is not None

    @property
    def progress(self) -> Progress:
        """How far the work is."""
        return self._job.progress if self._job else Progress(1.0, "Done")

    @property
    def shared(self) -> SharedReview:
        """The review, and all decisions that are known of it."""
        assert self._shared is not None
        return self._shared

    @property
    def review(self) -> Review:
        """What was decided so far."""
        return self.shared.review

    @property
    def layout(self) -> Layout:
        """Where everything stands."""
        if self._layout is None:
            self._layout = Layout(self.room.agenda, self.redacted)
        return self._layout

    def row(self, index: int) -> Row:
        """One proposal as it stands, and who had the last word."""
        return self.layout.row(index, self.review, self.shared.ledger.last_words())

    def item(self, number: int) -> Item:
        """One agenda item as it stands."""
        return self.layout.item(number, self.review, self.shared.ledger.last_words())

    @property
    def can_undo(self) -> bool:
        """Whether a decision can be taken back."""
        return bool(self._history)

    def decide(self, change: Callable[[Review], Review], seen: Iterable[str] | None = None) -> None:
        """Take a decision, and keep it. `seen`: the last words that were on the page."""
        with self._lock:
            before = self.shared.decide(change, seen)
            if self.review != before:
                self._history = [*self._history[-MOST_UNDO:], (before, self.review)]

    def undo(self) -> Sequence[int]:
        """Take the last decision back; return the proposals that changed by it.

        Raises ReviewError when another organiser changed the same thing meanwhile.
        """
        with self._lock:
            if not self._history:
                return ()
            before, after = self._history.pop()
            now = self.shared.decide(lambda review: review.undo(before, after))
            if now == self.review:
                raise ReviewError(
                    "The other organiser changed this meanwhile, so nothing was taken back.",
                    hint="Look at it again, and decide anew.",
                )
            pairs = zip(now.proposals, self.review.proposals, strict=True)
            return [at for at, (old, new) in enumerate(pairs) if old != new]

    def share(self) -> None:
        """Send and fetch decisions; without the hub they wait here."""
        self.reached = self.shared.share(self._hub)

    @property
    def news(self) -> int:
        """How many decisions of others came in since a page showed them."""
        return self._others - self._shown

    def show(self) -> None:
        """A page shows everything that is known."""
        self._shown = self._others

    @property
    def _others(self) -> int:
        own = self._own.identity.person
        return sum(one.person != own for one in self.shared.ledger.decisions)

    def stop(self) -> None:
        """End the work under way."""
        if self._job is not None:
            self._job.stop()

    def _take_up(self) -> None:
        """Go on where it was left, or begin."""
        session = self.room.session.session
        kept = load_redacted(
            self._home, self._own.identity, session, pipeline_digest(), self._notes
        )
        review = load_review(self._home, self._own.identity, session)
        if kept is not None and review is not None:
            self.redacted = kept
            self._lay(review)
        elif self._notes:
            meeting = Meeting(self.room.session, self.room.agenda, self.room.roster)
            self._job = Job(redact_session, meeting, self._notes)

    def _begin(self, redacted: tuple[Redacted, ...], review: Review) -> None:
        session = self.room.session.session
        earlier = load_review(self._home, self._own.identity, session)
        self.redacted = redacted
        self._history = []
        save_redacted(self._home, self._own.identity, session, pipeline_digest(), redacted)
        self._lay(review.carry(earlier) if earlier else review)

    def _lay(self, review: Review) -> None:
        self._shared = SharedReview(self._home, self._own, self.room, review)
        self.share()
