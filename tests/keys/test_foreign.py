"""Implementations of other hands: HPKE in JavaScript, the log in Go."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from keys._codec import b64, canonical, unb64
from keys.checkpoint import Checkpoint, LogKey, sign_checkpoint
from keys.merkle import Tree, leaf_hash
from keys.opening import RoomSecret, open_envelope
from keys.sealing import Context, seal
from keys.tiles import tile_bytes, tiles

FOREIGN = Path(__file__).with_name("foreign")
GO_SOURCES = Path("/usr/share/gocode")
NOTE = "Ein Teilnehmer sagte: «Nein.»\n".encode()
HEADER = {"kind": "notes", "salt": "c2FsdA=="}


@pytest.fixture(scope="module")
def node() -> str:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    if not (FOREIGN / "node_modules").is_dir():
        pytest.skip("the HPKE for node is missing: run `npm install` in tests/keys/foreign")
    return node


@pytest.fixture(scope="module")
def go_verifier(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    go = shutil.which("go")
    if go is None or not (GO_SOURCES / "src/golang.org/x/mod/sumdb").is_dir():
        pytest.skip("go is missing: install Debian's golang-go and golang-golang-x-mod-dev")
    program = tmp_path_factory.mktemp("go") / "verify"
    cache = getattr(request.config, "cache", None)
    build_cache = cache.mkdir("go-build") if cache else program.parent
    subprocess.run(
        [go, "build", "-o", program, FOREIGN / "verify.go"],
        check=True,
        env=os.environ
        | {"GO111MODULE": "off", "GOPATH": str(GO_SOURCES), "GOCACHE": str(build_cache)},
    )
    return program


def javascript(node: str, request: dict[str, Any]) -> dict[str, str]:
    done = subprocess.run(
        [node, FOREIGN / "envelope.mjs"],
        input=json.dumps(request),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    answer: dict[str, str] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("length", [0, 1, 16 * 1024])
def test_javascript_opens_what_we_seal(
    node: str, room: RoomSecret, context: Context, length: int
) -> None:
    note = NOTE + b"x" * length
    answer = javascript(
        node,
        {
            "operation": "open",
            "context": vars(context),
            "kem": b64(room.public.kem),
            "seed": b64(room.seed),
            "envelope": b64(seal(note, HEADER, room.public, context)),
        },
    )
    assert (answer["header"], unb64(answer["note"])) == (canonical(HEADER), note)


@pytest.mark.parametrize("length", [0, 1, 16 * 1024])
def test_we_open_what_javascript_seals(
    node: str, room: RoomSecret, context: Context, length: int
) -> None:
    note = NOTE + b"x" * length
    answer = javascript(
        node,
        {
            "operation": "seal",
            "context": vars(context),
            "kem": b64(room.public.kem),
            "header": canonical(HEADER),
            "note": b64(note),
        },
    )
    opened = open_envelope(unb64(answer["envelope"]), room, context)
    assert (opened.header, opened.note) == (HEADER, note)


def test_javascript_refuses_another_context(node: str, room: RoomSecret, context: Context) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        javascript(
            node,
            {
                "operation": "open",
                "context": vars(context) | {"submission": "submission-2"},
                "kem": b64(room.public.kem),
                "seed": b64(room.seed),
                "envelope": b64(seal(NOTE, HEADER, room.public, context)),
            },
        )


def go_request(size: int, index: int, old: int) -> dict[str, Any]:
    log = LogKey.generate("hub.example.org/log")
    entries = [b"entry %d" % number for number in range(size)]
    tree = Tree(map(leaf_hash, entries))
    return {
        "Vkey": log.vkey,
        "Checkpoint": sign_checkpoint(Checkpoint(log.origin, size, tree.root()), log),
        "Index": index,
        "Leaf": b64(entries[index]),
        "Inclusion": [b64(node) for node in tree.inclusion_proof(index)],
        "OldSize": old,
        "OldRoot": b64(tree.root(old)),
        "Consistency": [b64(node) for node in tree.consistency_proof(old)],
    }


def go_accepts(program: Path, request: dict[str, Any]) -> bool:
    done = subprocess.run(
        [program], input=json.dumps(request), capture_output=True, text=True, check=False
    )
    return done.returncode == 0


def test_go_verifies_our_log(go_verifier: Path) -> None:
    for size in (1, 2, 3, 7, 8, 21):
        for index in {0, size // 2, size - 1}:
            for old in {1, (size + 1) // 2, size}:
                assert go_accepts(go_verifier, go_request(size, index, old)), (size, index, old)


@pytest.mark.parametrize(
    "change",
    [{"Index": 4}, {"Inclusion": []}, {"Consistency": []}, {"OldSize": 6}, {"Leaf": b64(b"x")}],
)
def test_go_refuses_what_we_would_refuse(go_verifier: Path, change: dict[str, Any]) -> None:
    request = go_request(21, 5, 7)
    assert go_accepts(go_verifier, request)
    assert not go_accepts(go_verifier, request | change)
    altered = request["Checkpoint"].replace("\n21\n", "\n20\n")
    assert not go_accepts(go_verifier, request | {"Checkpoint": altered})


def tile_request(size: int) -> dict[str, Any]:
    log = LogKey.generate("hub.example.org/log")
    tree = Tree(leaf_hash(b"entry %d" % number) for number in range(size))
    return {
        "Vkey": log.vkey,
        "Checkpoint": sign_checkpoint(Checkpoint(log.origin, size, tree.root()), log),
        "Tiles": {tile.path: b64(tile_bytes(tree, tile)) for tile in tiles(size)},
    }


@pytest.mark.parametrize("size", [1, 5, 255, 256, 257, 600])
def test_go_reads_our_tiles(go_verifier: Path, size: int) -> None:
    assert go_accepts(go_verifier, tile_request(size))


def test_go_refuses_tiles_of_another_tree(go_verifier: Path) -> None:
    request = tile_request(257)
    assert not go_accepts(go_verifier, request | {"Tiles": {}})
    for path, content in request["Tiles"].items():
        altered = bytearray(unb64(content))
        altered[-1] ^= 1
        tiles_with_one_altered = request["Tiles"] | {path: b64(bytes(altered))}
        assert not go_accepts(go_verifier, request | {"Tiles": tiles_with_one_altered}), path
