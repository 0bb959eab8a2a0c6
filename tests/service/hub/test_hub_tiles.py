"""Tiles for foreign tools, and checkpoints that witnesses cosigned."""

from __future__ import annotations

import time

import pytest
from fastapi.testclient import TestClient
from house import ADDRESS, House

from keys.checkpoint import verify_checkpoint
from keys.merkle import Tree, leaf_hash
from keys.tiles import read_entry_bundle, tile_bytes, tiles
from keys.witness import WitnessKey, cosign, verify_cosignatures
from service.hub.app import create_app


@pytest.fixture
def witnessed(house: House):
    """The same hub, told of two witnesses."""
    keys = [WitnessKey.generate(name) for name in ("w1.example", "w2.example")]
    settings = house.settings.model_copy(update={"witnesses": tuple(key.vkey for key in keys)})
    with TestClient(create_app(settings), base_url=ADDRESS) as client:
        yield client, keys, house.new.verification_key


def test_tiles_hold_the_log(house, organiser):
    note = house.client.get("/log/tiles/checkpoint").text
    checkpoint = verify_checkpoint(note, house.new.verification_key)
    (tile,) = tiles(checkpoint.size)
    entries = organiser.get(f"/log/tiles/{tile.entries_path}")
    leaves = read_entry_bundle(entries.content, tile.width)
    tree = Tree(map(leaf_hash, leaves))
    assert tree.root() == checkpoint.root
    assert house.client.get(f"/log/tiles/{tile.path}").content == tile_bytes(tree, tile)


@pytest.mark.parametrize(
    "place",
    ["0/0", "0/000.p/0", "0/000.p/257", "0/x000/000", "8/000", "0/999", "x", "0/..", "1/000"],
)
def test_there_are_no_other_tiles(house, place):
    assert house.client.get(f"/log/tiles/tile/{place}").status_code == 404


def test_cosignatures_of_known_witnesses_are_kept_together(witnessed):
    client, keys, log = witnessed
    assert client.get("/log/cosigned").json() == {"checkpoint": None, "witnesses": []}
    text = client.get("/log/tiles/checkpoint").text
    for key in keys:
        cosigned = cosign(text, log, None, (), key, int(time.time())).text
        assert client.post("/log/cosigned", json={"checkpoint": cosigned}).status_code == 201
    kept = client.get("/log/cosigned").json()
    names = verify_cosignatures(kept["checkpoint"], [key.vkey for key in keys], 2)
    assert list(names) == kept["witnesses"] == ["w1.example", "w2.example"]
    verify_checkpoint(kept["checkpoint"], log)


def test_strangers_and_other_logs_are_refused(witnessed, house, organiser):
    client, _, log = witnessed
    text = client.get("/log/tiles/checkpoint").text
    stranger = cosign(text, log, None, (), WitnessKey.generate("w3.example"), 1).text
    for wrong in (text, stranger, text.replace("hub.example", "bub.example"), "x"):
        answer = client.post("/log/cosigned", json={"checkpoint": wrong})
        assert (answer.status_code, answer.json()["code"]) == (422, "bad-checkpoint")
