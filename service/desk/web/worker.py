"""Work on plaintext in a process of its own: pages stay quick, and its end wipes its memory.

Tasks and answers pass through a pipe between the two processes, in memory. Of an error only what
its class says travels back, never a text that could hold words of a note.
"""

import multiprocessing
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing.connection import Connection
from threading import Lock, Thread
from typing import Any, TypeVar

from service.desk.errors import DeskError
from service.desk.process import harden

T = TypeVar("T")

_END_SECONDS = 2.0


class WorkError(DeskError):
    """The work stopped. Nothing was lost."""

    hint = "Try again; if it happens again, report the line shown in the terminal."


@dataclass(frozen=True)
class Progress:
    """How far a task is: 0 to 1, and what it does."""

    share: float
    stage: str


Report = Callable[[Progress], None]


class Worker:
    """One process that does one task after the other."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other,), daemon=True)
        self._process.start()
        other.close()
        self._turn = Lock()

    def call(self, task: Callable[..., T], *args: Any, report: Report | None = None) -> T:
        """Have `task(report, *args)` done there.

        Raises:
            WorkError: it failed, or the process ended.
        """
        with self._turn:
            try:
                self._pipe.send((task, args))
                while True:
                    kind, value = self._pipe.recv()
                    if kind == "progress":
                        if report is not None:
                            report(value)
                    elif kind == "done":
                        done: T = value
                        return done
                    else:
                        raise WorkError(value[0], hint=value[1])
            except (EOFError, OSError):
                raise WorkError from None

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.is_alive()

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.terminate()
        self._process.join(_END_SECONDS)
        if self._process.is_alive():
            self._process.kill()
        self._pipe.close()


class Job:
    """One long task in a process of its own, which ends with it."""

    def __init__(self, task: Callable[..., Any], *args: Any) -> None:
        self.progress = Progress(0.0, "Starting")
        self.future: Future[Any] = Future()
        self._worker = Worker()
        Thread(target=self._run, args=(task, args), daemon=True).start()

    @property
    def done(self) -> bool:
        """Whether it has ended, well or not."""
        return self.future.done()

    def stop(self) -> None:
        """End it."""
        self._worker.end()

    def _run(self, task: Callable[..., Any], args: tuple[Any, ...]) -> None:
        try:
            self.future.set_result(self._worker.call(task, *args, report=self._report))
        except WorkError as error:
            self.future.set_exception(error)
        finally:
            self._worker.end()

    def _report(self, progress: Progress) -> None:
        self.progress = progress


def _serve(pipe: Connection) -> None:
    """The other process: do what comes through the pipe until it closes."""
    harden()
    while True:
        try:
            task, args = pipe.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            done = task(lambda progress: pipe.send(("progress", progress)), *args)
            pipe.send(("done", done))
        except KeyboardInterrupt:
            return
        except Exception as error:
            pipe.send(("failed", _told(error)))


def _told(error: Exception) -> tuple[str, str]:
    hint = getattr(error, "hint", "")
    if hint:
        return str(error), str(hint)
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{last.filename.rpartition('/')[2]}:{last.lineno}"
    return f"The work stopped: {type(error).__name__} in {place}.", WorkError.hint
