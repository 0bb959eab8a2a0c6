"""Accessibility of a page in a real browser: axe-core, pinned, for tests only (vendored.json)."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

FOLDER = Path(__file__).parent
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def axe() -> str:
    """The source of axe-core; fails when it is not the file of the manifest."""
    source = (FOLDER / "axe.min.js").read_bytes()
    expected = json.loads((FOLDER / "vendored.json").read_text())["axe.min.js"]["sha256"]
    assert hashlib.sha256(source).hexdigest() == expected
    return source.decode()


def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page as it stands: rule, help, and where. It should be nothing.

    The source is evaluated by the browser's debugger, so that the page's content security policy
    stays in force.
    """
    page.evaluate(axe())
    options: dict[str, Any] = {"runOnly": {"type": "tag", "values": RULES}}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{one['id']}: {one['help']}: {node['target']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
