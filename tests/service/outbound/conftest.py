"""An outbound service that trusts the house's organisers, with one registered official."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from fastapi.testclient import TestClient

from keys.opening import Identity
from service.outbound.app import create_app
from service.outbound.settings import OutboundSettings
from service.outbound.setup import init, register_recipient


@dataclass
class FarSide:
    client: TestClient
    settings: OutboundSettings
    official: Identity
    token: str

    def get(self, path: str, token: str | None = None, **headers: str):
        authorization = {"Authorization": f"Bearer {token}"} if token else {}
        return self.client.get(path, headers=authorization | headers)

    def post(self, path: str, content: bytes, token: str | None = None):
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return self.client.post(path, content=content, headers=headers)


@pytest.fixture(scope="session")
def official() -> Identity:
    return Identity.generate()


@pytest.fixture
def far_side(tmp_path, house, official):
    folder = tmp_path / "outbound"
    settings = OutboundSettings(folder=folder, trust=folder / "trust.json")
    init(settings)
    settings.trust.write_text(house.trust.to_json())
    token = register_recipient(settings, official.public)
    with TestClient(create_app(settings)) as client:
        yield FarSide(client, settings, official, token)
