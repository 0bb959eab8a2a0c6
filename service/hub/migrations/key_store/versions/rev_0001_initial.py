"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "destroyed_room",
        sa.Column("room", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("room", name=op.f("pk_destroyed_room")),
        schema="key_store",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "room_key",
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("wrap", "share", "salt", name="kind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("room", "epoch", "kind", "holder", name=op.f("pk_room_key")),
        schema="key_store",
        sqlite_with_rowid=False,
    )
