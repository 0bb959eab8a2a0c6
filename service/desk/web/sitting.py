"""One session under review, as this run of the desk holds it: notes, findings, decisions, undo."""

from collections.abc import Callable, Sequence
from threading import RLock

from keys.opening import Identity
from redaction.provenance import digest as pipeline_digest
from service.desk.client import Hub
from service.desk.home import Home
from service.desk.reading import read_notes
from service.desk.redacted import load_redacted, save_redacted
from service.desk.redacting import Redacted
from service.desk.reviewing import Review, load_review, save_review
from service.desk.rooms import Room
from service.desk.web.passages import Layout
from service.desk.web.redaction_job import Meeting, redact_session
from service.desk.web.worker import Job, Progress

MOST_UNDO = 500
"""Decisions that can be taken back: more than a day's."""


class Sitting:
    """A review that is going on. Every change is kept, sealed, before it is shown."""

    def __init__(self, hub: Hub, home: Home, identity: Identity, room: Room) -> None:
        self.room = room
        self.redacted: tuple[Redacted, ...] = ()
        self._home = home
        self._identity = identity
        self._review: Review | None = None
        self._history: list[Review] = []
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
            return self._review is not None

    @property
    def progress(self) -> Progress:
        """How far the work is."""
        return self._job.progress if self._job else Progress(1.0, "Done")

    @property
    def review(self) -> Review:
        """What was decided so far."""
        assert self._review is not None
        return self._review

    @property
    def layout(self) -> Layout:
        """Where everything stands."""
        if self._layout is None:
            self._layout = Layout(self.room.agenda, self.redacted)
        return self._layout

    @property
    def can_undo(self) -> bool:
        """Whether a decision can be taken back."""
        return bool(self._history)

    def decide(self, change: Callable[[Review], Review]) -> None:
        """Take a decision, and keep it."""
        with self._lock:
            before, after = self.review, change(self.review)
            if after == before:
                return
            save_review(self._home, self._identity, after)
            self._history = [*self._history[-MOST_UNDO:], before]
            self._review = after

    def undo(self) -> Sequence[int]:
        """Take the last decision back; return the proposals that changed by it."""
        with self._lock:
            if not self._history:
                return ()
            before, now = self._history.pop(), self.review
            save_review(self._home, self._identity, before)
            self._review = before
            pairs = zip(before.proposals, now.proposals, strict=True)
            return [at for at, (old, new) in enumerate(pairs) if old != new]

    def stop(self) -> None:
        """End the work under way."""
        if self._job is not None:
            self._job.stop()

    def _take_up(self) -> None:
        """Go on where it was left, or begin."""
        session = self.room.session.session
        kept = load_redacted(self._home, self._identity, session, pipeline_digest(), self._notes)
        review = load_review(self._home, self._identity, session)
        if kept is not None and review is not None:
            self.redacted, self._review = kept, review
        elif self._notes:
            meeting = Meeting(self.room.session, self.room.agenda, self.room.roster)
            self._job = Job(redact_session, meeting, self._notes)

    def _begin(self, redacted: tuple[Redacted, ...], review: Review) -> None:
        session = self.room.session.session
        earlier = load_review(self._home, self._identity, session)
        self._review = review.carry(earlier) if earlier else review
        self.redacted = redacted
        self._history = []
        save_redacted(self._home, self._identity, session, pipeline_digest(), redacted)
        save_review(self._home, self._identity, self._review)
