"""What a serving hub tidies up by itself: deleted rows and the order in which rows came."""

import threading
from datetime import date

import structlog
from sqlalchemy.exc import SQLAlchemyError

from service.hub.database import HubDatabase
from service.protocol.coarse import today

EVERY_SECONDS = 60.0
"""How long a deleted row and the order of writes may stay in the write-ahead log."""


class Housekeeper:
    """A thread that empties the write-ahead log, and lays rows in random order once a day."""

    def __init__(self, database: HubDatabase, every: float = EVERY_SECONDS) -> None:
        self._database = database
        self._every = every
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="housekeeper", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, once what is under way is done."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        shuffled = today()
        while not self._stop.wait(self._every):
            try:
                shuffled = self._tidy(shuffled)
            except SQLAlchemyError as error:
                structlog.get_logger().warning("not tidied", error=type(error).__name__)

    def _tidy(self, shuffled: date) -> date:
        if shuffled != today():
            self._database.shuffle()
        self._database.truncate_wal()
        return today()
