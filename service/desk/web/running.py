"""One run: a socket on 127.0.0.1, a link, a server in this process, and an end."""

import socket
import threading
import time
from collections.abc import Callable

import uvicorn

from service.desk.home import Home
from service.desk.process import harden
from service.desk.web.app import create_app
from service.desk.web.desk import Desk
from service.desk.web.doorway import HOST, Entrance

GRACE_SECONDS = 3
"""How long an answer under way may take once the desk is closed."""

LOOK_SECONDS = 1.0
"""How often the desk looks whether anybody is still there."""


def run(home: Home, show: Callable[[str], None], idle_seconds: float) -> None:
    """Serve one person until the desk is closed, left alone or interrupted.

    Args:
        show: is given the link, once the desk answers.
    """
    harden()
    desk = Desk(home, idle_seconds)
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        listener.listen()
        entrance = Entrance(listener.getsockname()[1])
        server = uvicorn.Server(
            uvicorn.Config(
                create_app(desk, entrance),
                access_log=False,
                log_level="critical",  # its tracebacks would repeat what an exception says
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
        )
        watching = threading.Thread(target=watch, args=(desk, server), daemon=True)
        watching.start()
        show(entrance.link)
        try:
            server.run(sockets=[listener])
        finally:
            desk.close()


def watch(desk: Desk, server: uvicorn.Server) -> None:
    """Close the desk when nobody is there, and stop the server when it is closed."""
    while not desk.wait_closed(LOOK_SECONDS):
        if desk.idle_left <= 0:
            desk.close()
    time.sleep(LOOK_SECONDS)  # the last page still fetches its style
    server.should_exit = True
