"""A worker's lasting name, and whether one is at work.

Its unfinished work is found under that name after a restart.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.hub.errors import WorkerRunning


@contextmanager
def executor(folder: Path, name: str) -> Iterator[str]:
    """The random id of the worker `name` of this machine, for one process at a time.

    The lock is the operating system's: it goes with the process, however that ends.

    Raises:
        WorkerRunning: another process is that worker.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WorkerRunning from None
        known = file.read()
        if not known:
            known = secrets.token_hex(16)
            file.write(known)
            file.flush()
            os.fsync(file.fileno())
        yield known


def at_work(folder: Path) -> bool:
    """Whether any worker of this machine is running."""
    return folder.is_dir() and any(_is_locked(file) for file in folder.iterdir())


def _is_locked(file: Path) -> bool:
    with file.open("rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
