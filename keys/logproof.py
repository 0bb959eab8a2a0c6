"""An entry of the log and the proof that it stands there, as JSON and as a C2SP tlog-proof."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from keys._codec import MAX_EPOCH, JsonObject, b64, finish, take, take_list, unb64
from keys.checkpoint import Checkpoint, verify_checkpoint
from keys.errors import FormatError
from keys.merkle import leaf_hash, verify_inclusion

TLOG_PROOF = "c2sp.org/tlog-proof@v1"

MAX_PATH = 63  # a tree of 2**63 leaves

_INDEX = re.compile(r"index (0|[1-9][0-9]{0,17})\Z")


@dataclass(frozen=True)
class LogProof(JsonObject):
    """A leaf, where it stands, the path to the root, and the checkpoint with that root.

    Args:
        index: zero-based place in the log.
        leaf: the entry's bytes as they were logged, not their hash.
        inclusion: hashes from the leaf's sibling upwards.
        checkpoint: a signed note, with the witnesses' cosignatures if there are any.
    """

    index: int
    leaf: bytes
    inclusion: tuple[bytes, ...]
    checkpoint: str

    def __post_init__(self) -> None:
        if not 0 <= self.index <= MAX_EPOCH or len(self.inclusion) > MAX_PATH:
            raise FormatError("The proof is of no log that could exist.")

    def verify(self, log_vkey: str) -> Checkpoint:
        """Check signature and path, and return the checkpoint; ProofError unless both hold."""
        checkpoint = verify_checkpoint(self.checkpoint, log_vkey)
        self.verify_path(checkpoint)
        return checkpoint

    def verify_path(self, checkpoint: Checkpoint) -> None:
        """Check the path alone, against a checkpoint that was verified before."""
        leaf = leaf_hash(self.leaf)
        verify_inclusion(leaf, self.index, checkpoint.size, self.inclusion, checkpoint.root)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object; byte strings are base64."""
        return {
            "index": self.index,
            "leaf": b64(self.leaf),
            "inclusion": [b64(node) for node in self.inclusion],
            "checkpoint": self.checkpoint,
        }

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> LogProof:
        """Read `to_dict`; FormatError for anything else."""
        value = dict(value)
        inclusion = take_list(value, "inclusion", str)
        proof = cls(
            index=take(value, "index", int),
            leaf=unb64(take(value, "leaf", str)),
            inclusion=tuple(map(unb64, inclusion)),
            checkpoint=take(value, "checkpoint", str),
        )
        finish(value)
        return proof

    def to_tlog_proof(self) -> str:
        """The `.tlog-proof` text that other tools read; the leaf travels as its extra data."""
        path = "".join(f"{b64(node)}\n" for node in self.inclusion)
        head = f"{TLOG_PROOF}\nextra {b64(self.leaf)}\nindex {self.index}\n"
        return f"{head}{path}\n{self.checkpoint}"

    @classmethod
    def from_tlog_proof(cls, text: str) -> LogProof:
        """Read `to_tlog_proof`; FormatError for anything else."""
        head, _, checkpoint = text.partition("\n\n")
        lines = head.split("\n")
        index = _INDEX.match(lines[2]) if len(lines) > 2 else None  # noqa: PLR2004
        if lines[0] != TLOG_PROOF or index is None or not lines[1].startswith("extra "):
            raise FormatError("This is not a tlog-proof with its entry as extra data.")
        return cls(
            index=int(index[1]),
            leaf=unb64(lines[1].removeprefix("extra ")),
            inclusion=tuple(map(unb64, lines[3:])),
            checkpoint=checkpoint,
        )
