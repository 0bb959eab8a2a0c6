"""Which redactor this is: one digest over its code, its word lists and its weights."""

import hashlib
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent
_PARTS = (".py", ".txt", ".yaml", ".json", ".csv", ".onnx")
_TRAINING = "training"


@cache
def digest() -> str:
    """Return the SHA-256, in hex, of every file the pipeline is made of.

    Each file counts with its path and its own SHA-256, in the order of paths; the training code and
    data do not count, since they are not there at run time.
    """
    whole = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        name = path.relative_to(_PACKAGE)
        if path.suffix in _PARTS and name.parts[0] != _TRAINING:
            with path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
            whole.update(f"{name.as_posix()}\0{content}\n".encode())
    return whole.hexdigest()
