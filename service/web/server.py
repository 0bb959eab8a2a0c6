"""Run an application with uvicorn: no access log, no server banner, no forwarded addresses."""

import uvicorn
from fastapi import FastAPI

GRACE_SECONDS = 10
"""How long requests under way may take to finish once the server is told to stop."""


def run(app: FastAPI, host: str, port: int) -> None:
    """Serve until interrupted."""
    uvicorn.run(
        app,
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
