"""A worker as a process: it ends its tasks when it is told to stop."""

import signal
from threading import Event

from service.hub.operations import logging
from service.hub.settings import HubSettings
from service.hub.work.worker import Worker


def work(settings: HubSettings, name: str) -> None:
    """Work until SIGINT or SIGTERM. Raises what `Worker.run` raises."""
    logging.configure()
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    Worker(settings, name).run(stop)
