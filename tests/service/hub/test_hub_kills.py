"""A hub that is killed in the middle of its work has lost nothing that it acknowledged."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import httpx
import pytest
from fastapi.testclient import TestClient
from house import Person

from keys.checkpoint import verify_checkpoint
from keys.merkle import Tree, leaf_hash, verify_inclusion
from service.hub.app import create_app
from service.protocol.log import Leaves
from service.protocol.submissions import Receipt, SubmissionRequest

KILLS = 5
SERVE = """
import sys
from service.hub.app import serve
from service.hub.settings import HubSettings
serve(HubSettings(folder=sys.argv[1], port=int(sys.argv[2])))
"""


@pytest.mark.slow
def test_acknowledged_submissions_survive_kills(house):
    acknowledged: list[Receipt] = []
    sent = [house.submission() for _ in range(KILLS * 40)]
    for round_ in range(KILLS):
        acknowledged += _submit_and_kill(house, sent[round_ * 40 : round_ * 40 + 40])
    assert acknowledged
    with TestClient(create_app(house.settings)) as client:
        organiser = Person(client, house.people["organiser"].identity, _token(house))
        _check(house, organiser, acknowledged)
        path = f"/sessions/{house.session}/submissions"
        for request in sent:
            assert organiser.post(path, request).status_code == 201
        assert len(organiser.get(path).json()["submissions"]) == len(sent)


def _check(house, organiser: Person, acknowledged: list[Receipt]) -> None:
    leaves: list[bytes] = []
    while page := Leaves.model_validate_json(
        organiser.get(f"/log/leaves?start={len(leaves)}").content
    ).leaves:
        leaves += page
    tree = Tree(map(leaf_hash, leaves))
    for receipt in acknowledged:
        checkpoint = verify_checkpoint(receipt.checkpoint, house.new.verification_key)
        hashed = leaf_hash(receipt.leaf)
        verify_inclusion(hashed, receipt.index, checkpoint.size, receipt.inclusion, checkpoint.root)
        assert tree.root(checkpoint.size) == checkpoint.root
        assert organiser.get(f"/submissions/{receipt.submission}").status_code == 200


def _submit_and_kill(house, requests: list[SubmissionRequest]) -> list[Receipt]:
    """Four clients submit; the hub is killed once a random number has been acknowledged."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", SERVE, str(house.settings.folder), str(port)]
    secret = house.settings.database.get_secret_value()
    environment = os.environ | {"SEALEDROOM_HUB_DATABASE": secret}
    receipts: list[Receipt] = []
    enough = random.randrange(1, len(requests) - 5)
    headers = {"Authorization": f"Bearer {_token(house)}", "Content-Type": "application/json"}
    with (
        subprocess.Popen(command, env=environment) as server,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=20) as client,
        ThreadPoolExecutor(4) as pool,
    ):
        _wait(client)

        def submit(request: SubmissionRequest) -> None:
            with suppress(httpx.TransportError):
                path = f"/sessions/{house.session}/submissions"
                answer = client.post(path, content=request.model_dump_json())
                assert answer.status_code == 201, answer.text
                receipts.append(Receipt.model_validate_json(answer.content))
                if len(receipts) == enough:
                    server.kill()

        list(pool.map(submit, requests))
    assert len(receipts) >= enough
    return receipts


def _wait(client: httpx.Client) -> None:
    for _ in range(300):
        try:
            client.get("/log/checkpoint")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the hub did not start")


def _token(house) -> str:
    return house.people["organiser"].token
