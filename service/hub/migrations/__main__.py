"""Write the initial revision of each catalogue from its tables; format them afterwards."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.operations.ops import UpgradeOps

from service.hub.migrations import CATALOGUES, Catalogue, _context
from service.hub.sqlite import SqliteDatabase

INITIAL = '''"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
{body}
'''


def write_initial_revisions() -> None:
    """Compare an empty database with the tables, and write down what it lacks."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        database = SqliteDatabase.create_files(place / "data", place / "keys")
        for catalogue in CATALOGUES:
            with database.migrating() as connection:
                plan = produce_migrations(_context(connection, catalogue), catalogue.tables)
            code = render_python_code(cast(UpgradeOps, plan.upgrade_ops))
            target(catalogue).write_text(INITIAL.format(body=_plain(code)), encoding="utf-8")
        database.close()


def target(catalogue: Catalogue) -> Path:
    """Where the initial revision of a catalogue lies."""
    return catalogue.folder / "versions" / "rev_0001_initial.py"


def _plain(code: str) -> str:
    """Without alembic's remarks, and without the library that the tables were declared with."""
    lines = (line for line in code.splitlines() if not line.lstrip().startswith("# ###"))
    return "\n".join(lines).replace("sqlmodel.sql.sqltypes.AutoString", "sa.String")


if __name__ == "__main__":
    write_initial_revisions()
