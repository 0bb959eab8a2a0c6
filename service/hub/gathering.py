"""Notes that arrive together are stored together: one transaction, one wait for the disk.

Each request's thread brings its note and waits for its turn. Whoever's turn it is stores the notes
of everybody who waits by then, in the order of their random ids, which is not that in which they
came. A receipt goes out after the transaction is on disk, so none is ever lost.
"""

from collections.abc import Container
from dataclasses import dataclass
from threading import Lock

from service.hub import submissions
from service.hub.store import Acts, Hub
from service.protocol.submissions import Receipt, SubmissionRequest
from service.web.errors import Busy, Refusal

MOST = 64
"""Notes of one transaction: they share the time on disk, and nobody waits for long."""


@dataclass
class Arrival:
    """A note that waits, and what became of it."""

    token: str
    session: str
    request: SubmissionRequest
    receipt: Receipt | None = None
    refusal: Refusal | None = None

    @property
    def settled(self) -> bool:
        """Whether somebody has seen to it."""
        return self.receipt is not None or self.refusal is not None


class Gathering:
    """The notes that arrive at one process."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._waiting: list[Arrival] = []
        self._list = Lock()
        self._turn = Lock()

    def submit(self, token: str, session: str, request: SubmissionRequest) -> Receipt:
        """Store a note with others. Raises what `submissions.submit` does, SignInNeeded, Busy."""
        arrival = Arrival(token, session, request)
        with self._list:
            self._waiting.append(arrival)
        with self._turn:
            if not arrival.settled:
                self._store(self._take_waiting(arrival))
        if arrival.receipt is None:
            raise arrival.refusal or Busy
        return arrival.receipt

    def _take_waiting(self, first: Arrival) -> list[Arrival]:
        """This one and others, each with an id of its own: a repeated one waits for its turn."""
        with self._list:
            taken = {first.request.submission: first}
            left = []
            for one in self._waiting:
                if len(taken) < MOST and one.request.submission not in taken:
                    taken[one.request.submission] = one
                elif one is not first:
                    left.append(one)
            self._waiting = left
        return [taken[submission] for submission in sorted(taken)]

    def _store(self, arrivals: list[Arrival]) -> None:
        """All of them, or none: what one of them alone did wrong is refused to it alone."""
        receipts: list[tuple[Arrival, Receipt]] = []
        try:
            with self._hub.gathered() as acts:
                known = submissions.taken(acts.db, (one.request.submission for one in arrivals))
                placed = [(one, self._place(acts, one, known)) for one in arrivals]
                receipts = [
                    (one, submissions.receipt(acts.journal, one.request, index))
                    for one, index in placed
                    if index is not None
                ]
        except BaseException:
            for one in arrivals:
                one.refusal = one.refusal or Busy()
            raise
        for one, receipt in receipts:
            one.receipt = receipt

    def _place(self, acts: Acts, arrival: Arrival, known: Container[str]) -> int | None:
        new = arrival.request.submission not in known
        try:
            act = acts.by(arrival.token)
            return submissions.place(act, arrival.session, arrival.request, new=new)
        except Refusal as refusal:
            arrival.refusal = refusal
            return None
