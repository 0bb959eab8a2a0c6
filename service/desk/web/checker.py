"""The process that checks while somebody types: started when it is first needed, warm before."""

from collections.abc import Callable
from threading import Lock, Thread
from typing import Any, TypeVar

from service.desk.web.checking import warm
from service.desk.web.worker import Worker, WorkError

T = TypeVar("T")


class Checker:
    """One worker, replaced should it end."""

    def __init__(self) -> None:
        self._worker: Worker | None = None
        self._lock = Lock()

    def warm(self) -> None:
        """Start the process and have it load its models, without waiting for it."""
        with self._lock:
            if self._worker is None:
                self._worker = Worker()
                Thread(target=self._warm, args=(self._worker,), daemon=True).start()

    def call(self, task: Callable[..., T], *args: Any) -> T:
        """Have a short task done. Raises `WorkError`."""
        self.warm()
        worker = self._worker
        if worker is None:
            raise WorkError
        try:
            return worker.call(task, *args)
        except WorkError:
            if not worker.alive:
                self.end()
            raise

    def end(self) -> None:
        """End the process and what it remembers."""
        with self._lock:
            if self._worker is not None:
                self._worker.end()
                self._worker = None

    @staticmethod
    def _warm(worker: Worker) -> None:
        try:
            worker.call(warm)
        except WorkError:
            return
