"""A witness on the command line: it cosigns a log that grows, and refuses any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from keys.checkpoint import Checkpoint, LogKey, sign_checkpoint
from keys.extension import Extension
from keys.merkle import Tree, leaf_hash
from keys.witness import verify_cosignatures
from tests.e2e.conftest import Ran, Run

LOG = LogKey.generate("hub.example.org/log")
TREE = Tree(leaf_hash(bytes([number])) for number in range(20))
FORK = Tree(leaf_hash(bytes([number, 1])) for number in range(20))


def request(old: int, size: int, tree: Tree = TREE, log: LogKey = LOG) -> str:
    signed = sign_checkpoint(Checkpoint(log.origin, size, tree.root(size)), log)
    return Extension(old, tree.consistency_proof(old, size), signed).to_text()


class Watch:
    """One witness, asked for one cosignature after the other."""

    def __init__(self, sealedroom: Run, tmp_path: Path) -> None:
        self._run, self._path = sealedroom, tmp_path
        self.folder, self.output = tmp_path / "witness", tmp_path / "cosigned"
        made = self.do("init", "witness.example.org/w1", "--log", LOG.vkey)
        assert made.status == 0, made.err
        self.vkey = made.out.strip()

    def do(self, *arguments: object) -> Ran:
        return self._run("witness", *arguments, "--folder", self.folder)

    def cosign(self, text: str) -> Ran:
        file = self._path / "request"
        file.write_text(text)
        return self.do("cosign", file, "--output", self.output)


@pytest.fixture
def watch(sealedroom: Run, tmp_path: Path) -> Watch:
    return Watch(sealedroom, tmp_path)


def test_a_growing_log_is_cosigned(watch: Watch):
    for old, size in ((0, 7), (7, 20), (20, 20)):
        ran = watch.cosign(request(old, size))
        assert ran.status == 0, ran.err
        assert f"Cosigned {size} entries" in ran.out
        assert verify_cosignatures(watch.output.read_text(), [watch.vkey], 1)
    shown = watch.do("show")
    assert (shown.out.strip(), shown.err.strip()) == (watch.vkey, "Saw 20 entries.")


def test_rollbacks_and_forks_are_refused(watch: Watch):
    assert watch.cosign(request(0, 12)).status == 0
    before = watch.output.read_text()
    for text, words in (
        (request(12, 12).replace("old 12", "old 7").replace("\n12\n", "\n7\n"), "not signed"),
        (request(0, 7), "rolled back"),
        (request(12, 20, FORK), "does not extend"),
        (request(12, 12, FORK), "does not extend"),
        (request(7, 20), "starts at 7"),
        (request(12, 20, log=LogKey.generate(LOG.origin)), "not signed by this log"),
        ("old twelve\n", "not a request"),
        (request(12, 20)[:-20], "not signed"),
    ):
        ran = watch.cosign(text)
        assert words in ran.refused(), ran.err
    assert watch.output.read_text() == before
    assert watch.cosign(request(12, 20)).status == 0


def test_what_was_seen_is_not_lost_silently(watch: Watch):
    assert watch.cosign(request(0, 12)).status == 0
    seen = watch.folder / "seen.txt"
    seen.write_text(seen.read_text()[:-30])
    assert "damaged" in watch.cosign(request(12, 20)).refused()


def test_a_witness_is_made_once(watch: Watch):
    again = watch.do("init", "witness.example.org/w1", "--log", LOG.vkey)
    assert "already" in again.refused()
    assert watch.do("show").out.strip() == watch.vkey
    assert (watch.folder / "witness.key").stat().st_mode & 0o777 == 0o600


def test_no_witness_and_no_request(sealedroom: Run, watch: Watch, tmp_path: Path):
    nowhere = ("--folder", tmp_path / "nowhere")
    assert "is not in" in sealedroom("witness", "show", *nowhere).refused()
    assert "cannot be read" in watch.do(
        "cosign", tmp_path / "none", "--output", watch.output
    ).refused()  # fmt: skip
    assert "no proof" in watch.do(
        "ask", "http://127.0.0.1:9", "--output", tmp_path / "request"
    ).refused()  # fmt: skip
    sealedroom("witness", "init", "a name", "--log", LOG.vkey, *nowhere).refused()
    sealedroom("witness", "init", "w1", "--log", "no key", *nowhere).refused()
    assert not (tmp_path / "nowhere").exists()
