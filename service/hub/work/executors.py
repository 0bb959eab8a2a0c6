"""A worker's lasting name. Its unfinished work is found under it after a restart."""

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
