"""Debian's chromium, quiet, and the sizes at which pages are looked at."""

from __future__ import annotations

import shutil

CHROMIUM = shutil.which("chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = {"width": 1200, "height": 900}
TELEPHONE = {"width": 390, "height": 844}
TIMEOUT = 60_000
"""Milliseconds: two cores may be shared."""
