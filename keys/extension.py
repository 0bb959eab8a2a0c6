"""A checkpoint with the proof that it extends an older one: what a witness is asked to cosign.

The text is the request of c2sp.org/tlog-witness: a line `old N`, the hashes of the consistency
proof, an empty line, the signed checkpoint.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from keys._codec import b64, unb64
from keys.errors import FormatError

MAX_HASHES = 63  # what c2sp.org/tlog-witness allows

_OLD = re.compile(r"old (0|[1-9][0-9]{0,17})\Z")


@dataclass(frozen=True)
class Extension:
    """The request to a witness, nothing of it verified yet.

    Args:
        old: size of the tree that the witness saw last, 0 for none.
        proof: consistency proof from there to the checkpoint.
        checkpoint: the log's signed note.
    """

    old: int
    proof: tuple[bytes, ...]
    checkpoint: str

    def to_text(self) -> str:
        """The text that travels."""
        hashes = "".join(f"{b64(node)}\n" for node in self.proof)
        return f"old {self.old}\n{hashes}\n{self.checkpoint}"

    @classmethod
    def from_text(cls, text: str) -> Extension:
        """Read `to_text`; FormatError for anything else."""
        head, separator, checkpoint = text.partition("\n\n")
        first, *hashes = head.split("\n")
        old = _OLD.match(first)
        if old is None or not separator or len(hashes) > MAX_HASHES:
            raise FormatError("This is not a request to a witness (c2sp.org/tlog-witness).")
        return cls(int(old[1]), tuple(map(unb64, hashes)), checkpoint)
