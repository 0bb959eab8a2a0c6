"""A witness on somebody's machine: its key, the log it watches, and the last checkpoint it saw.

The folder's three files are all that a witness must not lose. The checkpoint is on disk before the
cosignature leaves, and one process at a time holds the folder: no crash and no second window makes
a witness sign two histories.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from keys.checkpoint import Checkpoint, log_verifier, verify_checkpoint
from keys.errors import KeysError, ProofError
from keys.extension import Extension
from keys.witness import WitnessKey, cosign
from service.protocol.log import Consistency

TIMEOUT = 30
"""Seconds to wait for the hub."""


class WitnessError(KeysError):
    """The witness cannot do this."""

    default_hint = "Make a witness first: sealedroom witness init NAME --log KEY"


class Witness:
    """The folder of one witness of one log."""

    def __init__(self, folder: Path) -> None:
        self._key_file = folder / "witness.key"
        self._log_file = folder / "log.vkey"
        self._seen_file = folder / "seen.txt"
        self._folder = folder

    @classmethod
    def init(cls, folder: Path, name: str, log: str) -> "Witness":
        """Draw the key of a new witness.

        Raises:
            FormatError: when `log` is not a log's verification key, or the name not one line.
            WitnessError: when the folder holds a witness already.
        """
        log_verifier(log)
        key = WitnessKey.generate(name)
        witness = cls(folder)
        if witness._key_file.exists():
            raise WitnessError(
                "There is a witness in this folder already.",
                hint="Choose another --folder, or keep using this witness.",
            )
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        witness._write(witness._log_file, log)
        witness._write(witness._key_file, key.to_bytes().decode())
        return witness

    @property
    def key(self) -> WitnessKey:
        """The key that cosigns."""
        return WitnessKey.from_bytes(self._read(self._key_file).encode())

    @property
    def log(self) -> str:
        """The verification key of the log."""
        return self._read(self._log_file)

    @property
    def seen(self) -> Checkpoint | None:
        """The last checkpoint that was cosigned."""
        if not self._seen_file.exists():
            return None
        try:
            return verify_checkpoint(self._read(self._seen_file), self.log)
        except ProofError:
            raise WitnessError(
                "The file with the last checkpoint is damaged.",
                hint="Bring seen.txt back from a backup; never start again with this key.",
            ) from None

    def cosign(self, extension: Extension) -> str:
        """Remember a checkpoint that extends the last one, then cosign it.

        Raises:
            ProofError: for a rollback, a fork, and what the log did not sign.
            WitnessError: when the proof starts elsewhere.
        """
        with self._alone():
            seen = self.seen
            checkpoint = verify_checkpoint(extension.checkpoint, self.log)
            size = seen.size if seen else 0
            if extension.old != size and checkpoint.size > size:
                raise WitnessError(
                    f"The proof starts at {extension.old} entries; this witness saw {size}.",
                    hint="Ask the log again: sealedroom witness ask HUB",
                )
            cosigned = cosign(
                extension.checkpoint, self.log, seen, extension.proof, self.key, int(time.time())
            )
            self._write(self._seen_file, cosigned.text)
        return cosigned.text

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._read(self._key_file)
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _read(self, file: Path) -> str:
        try:
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise WitnessError(f"{file.name} is not in {self._folder}.") from None

    def _write(self, file: Path, text: str) -> None:
        """Replace a file at once or not at all, readable by its owner only."""
        partial = file.with_suffix(".partial")
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(file)
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def ask(hub: str, old: int) -> Extension:
    """Fetch the hub's checkpoint and the proof that it extends the tree of size `old`.

    Raises:
        WitnessError: when the hub does not answer so.
    """
    try:
        address = f"{hub.rstrip('/')}/log/consistency"
        answer = httpx.get(address, params={"old": old}, timeout=TIMEOUT)
        answer.raise_for_status()
        consistency = Consistency.model_validate_json(answer.content)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        raise WitnessError(
            "The hub gave no proof that its log extends the last checkpoint.",
            hint="Try again; if its log is shorter than what you saw, tell the auditor.",
        ) from None
    return Extension(old, consistency.proof, consistency.checkpoint)
