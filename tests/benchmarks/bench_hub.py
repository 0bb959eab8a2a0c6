"""Sealed submissions a second, beside a bare insert of the same bytes, in one run.

python tests/benchmarks/bench_hub.py [sqlite|postgresql] [processes]

A hub is served by real processes; thirty-two rapporteurs keep a connection each and send the next
note when the receipt of the last is in. Bare is one thread that puts the same envelopes into a
table of the same database, one durable transaction each: what the disk and the engine do without a
hub. The sides take turns, so other work on the machine slows both. The load comes from this machine
too.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import create_engine, text

sys.path.insert(0, str(Path(__file__).parents[1] / "service"))

from engines import Server
from house import House

from keys.opening import Identity
from service.hub.settings import HubSettings

ROUNDS = 5
NOTES = 600
CONNECTIONS = 32
NOTE = b"x" * 15_000
SERVE = """
import sys
from service.hub.app import serve
from service.hub.settings import HubSettings
serve(HubSettings(folder=sys.argv[1], port=int(sys.argv[2])))
"""


def main(engine: str, processes: int) -> None:
    """Run, and print the figures."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        database = ""
        if engine == "postgresql":
            server = stack.enter_context(Server.running(folder / "pg", durable=True))
            database = server.new_database()
        identities = [Identity.generate() for _ in range(8)]
        house = stack.enter_context(House.build(folder / "hub", identities, database))
        served = [stack.enter_context(_serving(house.settings)) for _ in range(processes)]
        ports = [port for port, _ in served]
        bare_times, ours, waits, busy = [], [], [], []
        for number in range(ROUNDS + 1):
            requests = [house.submission(NOTE) for _ in range(NOTES)]
            bodies = [one.model_dump_json().encode() for one in requests]
            bare = _bare(house.settings, [one.envelope for one in requests])
            before = sum(_processor_seconds(pid) for _, pid in served)
            took, each = asyncio.run(_load(house, ports, bodies))
            used = sum(_processor_seconds(pid) for _, pid in served) - before
            if number:  # the first is for warming up
                bare_times.append(bare)
                ours.append(took)
                waits += each
                busy.append(used / NOTES)
        rate = NOTES / median(ours)
        ratio = median(bare / our for bare, our in zip(bare_times, ours, strict=True))
        size = len(requests[0].envelope)
        print(
            f"{engine}, {processes} process(es): {rate:.0f}/s of {size} sealed bytes, "
            f"p50 {median(waits) * 1e3:.0f} ms, p99 {quantiles(waits, n=100)[98] * 1e3:.0f} ms; "
            f"{median(busy) * 1e3:.2f} ms of the hub's processor time each; "
            f"bare insert {NOTES / median(bare_times):.0f}/s, ratio {ratio:.2f}; "
            f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
        )


@contextmanager
def _serving(settings: HubSettings) -> Iterator[tuple[int, int]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {"SEALEDROOM_HUB_DATABASE": settings.database.get_secret_value()}
    command = [sys.executable, "-c", SERVE, str(settings.folder), str(port)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(600):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield port, process.pid
        finally:
            process.terminate()


def _processor_seconds(pid: int) -> float:
    """Of a process until now (proc(5), fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _load(house: House, ports: list[int], bodies: list[bytes]) -> tuple[float, list[float]]:
    """Seconds for all of them, and for each."""
    queue = list(bodies)
    waits: list[float] = []
    head = (
        f"POST /sessions/{house.session}/submissions HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {house.people['rapporteur'].token}\r\n"
        "Content-Type: application/json\r\n"
    )

    async def rapporteur(port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while queue:
            body = queue.pop()
            begun = time.perf_counter()
            writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            length = int(answer.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
            content = await reader.readexactly(length)
            assert answer.split(b" ")[1] == b"201", content
            waits.append(time.perf_counter() - begun)
        assert json.loads(content)["index"]
        writer.close()
        await writer.wait_closed()

    begun = time.perf_counter()
    await asyncio.gather(*(rapporteur(ports[n % len(ports)]) for n in range(CONNECTIONS)))
    return time.perf_counter() - begun, waits


def _bare(settings: HubSettings, envelopes: list[bytes]) -> float:
    """Seconds to insert them one by one, each on disk before the next."""
    url = settings.database.get_secret_value() or f"sqlite:///{settings.folder / 'bare.sqlite'}"
    engine = create_engine(url)
    with engine.connect() as connection:
        if settings.on_sqlite:
            connection.execute(text("PRAGMA journal_mode=WAL"))
            connection.execute(text("PRAGMA synchronous=FULL"))
        kind = "BLOB" if settings.on_sqlite else "BYTEA"
        connection.execute(text(f"CREATE TABLE IF NOT EXISTS bare (envelope {kind})"))
        connection.commit()
        begun = time.perf_counter()
        for envelope in envelopes:
            connection.execute(text("INSERT INTO bare VALUES (:envelope)"), {"envelope": envelope})
            connection.commit()
        took = time.perf_counter() - begun
    engine.dispose()
    return took


if __name__ == "__main__":
    arguments = [*sys.argv[1:], "sqlite", "1"][: max(2, len(sys.argv) - 1)]
    main(arguments[0], int(arguments[1]) if arguments[1].isdigit() else 1)
