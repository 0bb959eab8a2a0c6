"""What the tables say and what the revisions make is the same, on both engines."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from sqlalchemy import text

from service.hub import migrations
from service.hub.app import create_app
from service.hub.errors import AlreadyInitialised, BadDatabase, NotUpgraded
from service.hub.migrations import CATALOGUES
from service.hub.migrations import __main__ as writer
from service.hub.settings import HubSettings
from service.hub.setup import init, upgrade


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda catalogue: catalogue.folder.name)
def test_models_and_migrations_agree(house, catalogue):
    with house.client.app.state.hub.database.migrating() as connection:
        context = migrations._context(connection, catalogue)
        assert compare_metadata(context, catalogue.tables) == []


def test_the_initial_revisions_are_what_the_tables_would_write(monkeypatch, tmp_path):
    def beside(catalogue):
        return tmp_path / f"{catalogue.folder.name}.py"

    real = {catalogue.folder.name: writer.target(catalogue) for catalogue in CATALOGUES}
    monkeypatch.setattr(writer, "target", beside)
    writer.write_initial_revisions()
    for name, file in real.items():
        assert _bare(file.read_text()) == _bare((tmp_path / f"{name}.py").read_text())


def test_a_hub_of_another_version_does_not_start_until_it_is_upgraded(house):
    hub = house.client.app.state.hub
    with hub.database.write() as db:
        db.connection().execute(text("DELETE FROM key_store.schema_revision"))
        db.connection().execute(text("DROP TABLE key_store.room_key"))
        db.connection().execute(text("DROP TABLE key_store.destroyed_room"))
    with pytest.raises(NotUpgraded) as caught:
        create_app(house.settings)
    assert "hub upgrade" in caught.value.hint
    upgrade(house.settings)
    create_app(house.settings).state.hub.database.close()


def test_a_database_holds_one_hub(house, tmp_path):
    changes = {"folder": tmp_path / "other"}
    if house.settings.on_sqlite:
        house.settings.log_key.unlink()
        changes = {}
    with pytest.raises(AlreadyInitialised):
        init(house.settings.model_copy(update=changes))


@pytest.mark.parametrize("url", ["mysql://x", "postgresql+psycopg://u:secret@127.0.0.1:1/x"])
def test_a_database_that_cannot_be_used_is_said_to_be(tmp_path, url):
    settings = HubSettings(folder=tmp_path / "hub", database=url)
    with pytest.raises(BadDatabase) as caught:
        init(settings)
    assert "SEALEDROOM_HUB_DATABASE" in caught.value.hint
    assert "secret" not in str(caught.value) + repr(settings)
    assert not settings.log_key.exists()


def _bare(code: str) -> str:
    """Without what a formatter changes."""
    return "".join(code.split()).replace("'", '"').replace(",)", ")")
