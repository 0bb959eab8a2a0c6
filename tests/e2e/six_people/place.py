"""Everything that runs in a session, as processes: hubs, workers, desks, the outbound side."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PASSPHRASE = "four short random words"


@dataclass
class Place:
    """One folder with a hub, its log files, and a home for each person.

    Args:
        folder: everything that is written lies in it, temporary files included.
        database: of the hub, on PostgreSQL; otherwise it is an SQLite file.
    """

    folder: Path
    database: str = ""
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for one in (self.logs, self.temp):
            one.mkdir(parents=True)
        self.file("passphrase").write_text(PASSPHRASE + "\n")
        self.far_port = free_port()
        made = self.command("hub", "init", "--folder", self.hub, "--origin", "hub.example/log")
        self.invitation, self.log_key = re.findall(r": +(\S+)$", made, re.MULTILINE)

    @property
    def hub(self) -> Path:
        return self.folder / "hub"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def temp(self) -> Path:
        return self.folder / "temp"

    @property
    def far(self) -> str:
        """Where the hub delivers releases."""
        return f"http://127.0.0.1:{self.far_port}"

    def file(self, name: str) -> Path:
        return self.folder / name

    def home(self, who: str) -> Path:
        return self.folder / "homes" / who

    def command(self, *arguments: object, who: str = "host") -> str:
        """What a command says that somebody runs; it must not fail."""
        ran = subprocess.run(
            self._line(arguments),
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            env=self._environment(who),
            timeout=120,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.strip()

    def start(self, name: str, *arguments: object, who: str = "host") -> subprocess.Popen[str]:
        """A command that runs until it is stopped. It logs into a file, and may say a line."""
        with (self.logs / f"{name}.log").open("a") as log:
            process = subprocess.Popen(
                self._line(arguments),
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=self._environment(who),
            )
        self.running.append(process)
        return process

    def serve_hub(self, name: str) -> str:
        """One more process of the hub; gives its address."""
        port = free_port()
        self.start(name, "hub", "serve", "--folder", self.hub, "--port", port)
        wait(lambda: listens(port))
        return f"http://localhost:{port}"

    def serve_far_side(self, trust: Path) -> None:
        """The outbound side, which relies on these public keys."""
        folder = self.folder / "outbound"
        self.command("outbound", "init", "--folder", folder, "--trust", trust)
        self.start("outbound", "outbound", "serve", "--folder", folder, "--port", self.far_port)
        wait(lambda: listens(self.far_port))

    def work(self, name: str) -> subprocess.Popen[str]:
        """One more worker of the hub."""
        return self.start(name, "hub", "worker", "--folder", self.hub, "--name", name)

    def stop(self) -> None:
        """End whatever still runs, and show what it logged to whoever reads of a failure."""
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.wait(60)
            assert process.stdout is not None
            process.stdout.close()
        for log in self.logs.iterdir():
            print(log.name, log.read_text())

    def _line(self, arguments: tuple[object, ...]) -> list[str]:
        return [sys.executable, "-m", "service", *map(str, arguments)]

    def _environment(self, who: str) -> dict[str, str]:
        return {
            **os.environ,
            "NO_COLOR": "1",
            "COLUMNS": "100",
            "TMPDIR": str(self.temp),
            "SEALEDROOM_HOME": str(self.home(who)),
            "SEALEDROOM_PASSPHRASE_FILE": str(self.file("passphrase")),
            "SEALEDROOM_HUB_OUTBOUND": self.far,
            "SEALEDROOM_HUB_DATABASE": self.database,
        }


@contextmanager
def silence(port: int) -> Iterator[socket.socket]:
    """A far side that takes what is sent and never answers; gives the connection's listener."""
    with socket.create_server(("127.0.0.1", port)) as listener:
        listener.settimeout(60)
        yield listener


def kill(process: subprocess.Popen[str]) -> None:
    """As when the power fails."""
    process.send_signal(signal.SIGKILL)
    assert process.wait(20) == -signal.SIGKILL


def wait(until: Callable[[], object], seconds: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def listens(port: int) -> bool:
    """Whether something answers there."""
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
