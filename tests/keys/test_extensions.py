"""What a witness is asked to cosign, as text."""

from __future__ import annotations

import pytest

from keys.checkpoint import Checkpoint, LogKey, sign_checkpoint
from keys.errors import FormatError, ProofError
from keys.extension import Extension
from keys.merkle import Tree, leaf_hash
from keys.witness import WitnessKey, cosign
from tests.keys.making import NOW, ORIGIN
from tests.keys.mutations import refusals

LOG = LogKey.generate(ORIGIN)
TREE = Tree(leaf_hash(bytes([number])) for number in range(9))


def extension(old: int = 5) -> Extension:
    signed = sign_checkpoint(Checkpoint(ORIGIN, 9, TREE.root()), LOG)
    return Extension(old, TREE.consistency_proof(old), signed)


@pytest.mark.parametrize("old", [0, 5, 9])
def test_a_request_travels_as_text(old: int) -> None:
    text = extension(old).to_text()
    assert text.startswith(f"old {old}\n")
    assert Extension.from_text(text) == extension(old)


@pytest.mark.parametrize(
    "text",
    ["", "old 5\n", "old 05\n\nx", "old -1\n\nx", "new 5\n\nx", "old 5\n!\n\nx", "old 5\nAA\n\nx"],
)
def test_another_text_is_refused(text: str) -> None:
    with pytest.raises(FormatError):
        Extension.from_text(text)


def test_a_request_has_no_more_hashes_than_a_tree_is_high() -> None:
    Extension.from_text(Extension(5, (bytes(32),) * 63, "x").to_text())
    with pytest.raises(FormatError):
        Extension.from_text(Extension(5, (bytes(32),) * 64, "x").to_text())


def test_no_damaged_request_is_cosigned() -> None:
    seen, key = Checkpoint(ORIGIN, 5, TREE.root(5)), WitnessKey.generate("w1")

    def use(data: bytes) -> object:
        request = Extension.from_text(data.decode(errors="replace"))
        if request.old != seen.size:
            raise ProofError
        return cosign(request.checkpoint, LOG.vkey, seen, request.proof, key, NOW)

    kinds = {kind for kind, _ in refusals(extension().to_text().encode(), use, exhaustive=False)}
    assert kinds == {FormatError, ProofError}
