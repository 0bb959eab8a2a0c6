"""Bring a database's tables to what `service.hub.tables` says, with alembic, on both engines.

Data and keys have revisions of their own: a database that was restored without its keys gets an
empty key store, and keeps its data. `python -m service.hub.migrations` writes the initial revisions
again from the tables, for as long as no release has shipped them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData

from service.hub.database import HubDatabase
from service.hub.tables import KEY_SCHEMA, HubTable, KeyTable

REVISION_TABLE = "schema_revision"


@dataclass(frozen=True)
class Catalogue:
    """One of the two sets of tables with its revisions."""

    folder: Path
    tables: MetaData
    schema: str | None

    @property
    def scripts(self) -> ScriptDirectory:
        """The revisions."""
        return ScriptDirectory(str(self.folder))

    def options(self) -> dict[str, Any]:
        """What alembic needs to know."""
        return {
            "target_metadata": self.tables,
            "version_table": REVISION_TABLE,
            "version_table_schema": self.schema,
            "include_schemas": self.schema is not None,
            "include_name": self._includes,
        }

    def _includes(self, name: str | None, kind: str, _: Any) -> bool:
        return name == self.schema if kind == "schema" else True


_HERE = Path(__file__).parent
CATALOGUES = (
    Catalogue(_HERE / "data", HubTable.metadata, None),
    Catalogue(_HERE / "key_store", KeyTable.metadata, KEY_SCHEMA),
)


def upgrade(database: HubDatabase) -> None:
    """Apply every revision that is missing, all of them or none."""
    with database.migrating() as connection:
        for catalogue in CATALOGUES:
            _upgrade(connection, catalogue)


def is_current(connection: Connection) -> bool:
    """Whether the database has the newest revision of both catalogues."""
    return all(_is_current(connection, catalogue) for catalogue in CATALOGUES)


def data_is_current(connection: Connection) -> bool:
    """Whether the data alone has the newest revision."""
    return _is_current(connection, CATALOGUES[0])


def stamp(connection: Connection) -> None:
    """Say of data whose tables were just made that they are of the newest revision."""
    _context(connection, CATALOGUES[0]).stamp(CATALOGUES[0].scripts, "head")


def has_tables(connection: Connection) -> bool:
    """Whether any revision was ever applied to the data."""
    return _context(connection, CATALOGUES[0]).get_current_revision() is not None


def _is_current(connection: Connection, catalogue: Catalogue) -> bool:
    present = _context(connection, catalogue).get_current_revision()
    return present == catalogue.scripts.get_current_head()


def _context(connection: Connection, catalogue: Catalogue) -> MigrationContext:
    return MigrationContext.configure(connection, opts=catalogue.options())


def _upgrade(connection: Connection, catalogue: Catalogue) -> None:
    with _environment(catalogue) as environment:
        environment.configure(connection=connection, **catalogue.options())
        environment.run_migrations()


@contextmanager
def _environment(catalogue: Catalogue) -> Iterator[EnvironmentContext]:
    scripts = catalogue.scripts

    def newer(revision: Any, _: Any) -> Any:
        return scripts._upgrade_revs("head", revision)  # as alembic's own documentation has it

    with EnvironmentContext(Config(), scripts, fn=newer) as environment:
        yield environment
