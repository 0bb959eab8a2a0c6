"""Figures for Prometheus about the machine, none about anybody.

They are served on a port of their own, to this machine only: how many requests came in which minute
is what an observer of a small meeting would like to know.
"""

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = "127.0.0.1"

SECONDS = (0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5)


class Metrics:
    """The figures of one hub."""

    def __init__(self, folder: Path) -> None:
        self.registry = CollectorRegistry()
        self.answers = Counter(
            "sealedroom_answers", "Answers by class of status.", ["status"], registry=self.registry
        )
        self.seconds = Histogram(
            "sealedroom_seconds", "Time to answer.", registry=self.registry, buckets=SECONDS
        )
        free = Gauge("sealedroom_disk_free_bytes", "Free disk space.", registry=self.registry)
        free.set_function(lambda: shutil.disk_usage(folder).free)

    def count_due(self, due: Callable[[], float]) -> None:
        """Count what is due and was not done: it grows when no worker is there."""
        gauge = Gauge("sealedroom_due", "What waits for a worker.", registry=self.registry)
        gauge.set_function(due)

    def listen(self, port: int) -> Any:
        """Serve them; call `shutdown` on the result to stop."""
        server, _ = start_http_server(port, LOOPBACK, self.registry)
        return server


class Measured:
    """Count answers and time, and neither address nor caller."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()

        async def counting(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._metrics.answers.labels(f"{message['status'] // 100}xx").inc()
                self._metrics.seconds.observe(time.perf_counter() - begun)
            await send(message)

        await self._app(scope, receive, counting)
