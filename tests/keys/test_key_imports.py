"""What may be imported without the power to open or sign, and what the package promises."""

from __future__ import annotations

import subprocess
import sys

import keys.opening

PUBLIC = (
    "announcement",
    "bundle",
    "checkpoint",
    "destruction",
    "entry",
    "errors",
    "extension",
    "identity",
    "logproof",
    "merkle",
    "notes",
    "sealing",
    "shredding",
    "signatures",
    "store",
    "tiles",
    "trust",
    "verdict",
    "waivers",
    "witness",
)


def test_public_rooms_do_not_import_what_opens() -> None:
    """In a fresh interpreter, as the hub and the outbound service are."""
    script = "\n".join(f"import keys.{name}" for name in PUBLIC)
    check = "import sys; sys.exit(any(m.startswith('keys.opening') for m in sys.modules))"
    subprocess.run([sys.executable, "-c", f"{script}\n{check}"], check=True)


def test_what_opens_is_listed() -> None:
    assert keys.opening.__all__ == [
        "Argon2Cost",
        "Identity",
        "Opened",
        "RoomSecret",
        "SecretKey",
        "announce_room",
        "needs_secret_key",
        "open_envelope",
        "rewrap_envelope",
        "sign",
        "sign_dsse",
        "unwrap_room",
        "wrap_room",
    ]


def test_every_public_room_is_on_the_signpost() -> None:
    signpost = keys.__doc__ or ""
    assert all(f"`keys.{name}`" in signpost for name in PUBLIC if name != "notes")
