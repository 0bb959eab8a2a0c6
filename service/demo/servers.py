"""The hub and the outbound side on loopback, each a process of its own with its own files."""

import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from service.desk.errors import UnreachableError

_START_SECONDS = 30.0
"""Importing a web framework on a busy machine takes seconds, not half a minute."""

_STOP_SECONDS = 10.0


class Server:
    """`sealedroom NAME serve` as a child process; its output goes to a log file."""

    def __init__(self, name: str, folder: Path, log: Path) -> None:
        self._command = [sys.executable, "-m", "service", name, "serve", "--folder", str(folder)]
        self._log = log
        self.port = _free_port()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
                [*self._command, "--port", str(self.port)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        self._process.kill()
        raise UnreachableError(
            "A server of the demonstration did not start.", hint=f"Read its log: {self._log}"
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
