"""Which workers are alive. A worker whose number stands still for long enough is dead.

Each worker watches by its own clock whether the numbers of the others change, so it does not matter
whether the machines agree what time it is. If a worker was only very slow, its work is done twice,
and the second time finds it done.
"""

import secrets
import time
from collections.abc import Callable

from sqlmodel import Session, col, delete, select

from service.hub.tables import WorkerBeat

BEAT_SECONDS = 5
DEAD_SECONDS = 20
"""Three beats may be late before others take over."""

Beats = frozenset[tuple[str, int]]
"""The workers and their numbers, as they stood once."""


def beats(db: Session) -> Beats:
    """The numbers of all workers: two looks that differ show that one is alive."""
    return frozenset((row.executor, row.beat) for row in db.exec(select(WorkerBeat)))


class Watch:
    """What one worker has seen of all of them."""

    def __init__(self, executor: str, seconds: Callable[[], float] = time.monotonic) -> None:
        self._executor = executor
        self._seconds = seconds
        self._seen: dict[str, tuple[int, float]] = {}

    def beat(self, db: Session) -> None:
        """Show that this worker is alive."""
        row = db.get(WorkerBeat, self._executor) or WorkerBeat(executor=self._executor, beat=0)
        row.beat = secrets.randbits(62)
        db.add(row)

    def dead(self, db: Session) -> list[str]:
        """Those whose work this worker should take over: one of the living does it for all."""
        now = self._seconds()
        beats = {row.executor: row.beat for row in db.exec(select(WorkerBeat))}
        for executor, beat in beats.items():
            if executor not in self._seen or self._seen[executor][0] != beat:
                self._seen[executor] = (beat, now)
        dead = {one for one in beats if now - self._seen[one][1] > DEAD_SECONDS}
        dead.discard(self._executor)
        first = min(beats.keys() - dead, default=self._executor)
        return sorted(dead) if first == self._executor else []

    def bury(self, db: Session, executor: str) -> None:
        """Forget a worker whose work was taken over."""
        db.exec(delete(WorkerBeat).where(col(WorkerBeat.executor) == executor))
        self._seen.pop(executor, None)
