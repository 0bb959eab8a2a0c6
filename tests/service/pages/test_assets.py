"""What browsers are given is what was reviewed: vendored files by hash, scripts without inline."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from redaction.errors import DocumentError, UnknownFormatError
from redaction.readers import read
from redaction.roster import Roster
from service.hub.pages import assets

PAGES = Path(str(files("service.hub.pages")))
VENDOR = PAGES / "static" / "vendor"


def test_vendored_scripts_are_those_of_the_manifest():
    manifest = json.loads((VENDOR / "manifest.json").read_text())["files"]
    assert set(manifest) == {path.name for path in VENDOR.glob("*.js")}
    for name, entry in manifest.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == entry["sha256"]
        assert all(package["license"] == "MIT" for package in entry["packages"])


def test_the_manifest_names_the_packages_that_the_envelopes_are_tested_against():
    foreign = json.loads(Path("tests/keys/foreign/package.json").read_text())["dependencies"]
    packages = json.loads((VENDOR / "manifest.json").read_text())["files"]["hpke.js"]["packages"]
    versions = {package["name"]: package["version"] for package in packages}
    assert versions.items() >= foreign.items()


def test_every_script_is_served_and_nothing_else(house):
    on_disk = {
        str(path.relative_to(PAGES / "static"))
        for path in (PAGES / "static").rglob("*")
        if path.suffix in {".js", ".css"}
    }
    assert on_disk == set(assets.FILES)
    for name, kind in assets.FILES.items():
        answer = house.client.get(f"/static/{name}")
        assert answer.headers["content-type"].startswith(kind)
    for name in ("vendor/manifest.json", "../templates/base.html", "%2e%2e/rendering.py"):
        assert house.client.get(f"/static/{name}").status_code == 404


@pytest.mark.parametrize(
    "template", sorted((PAGES / "templates").glob("*.html")), ids=lambda p: p.name
)
def test_no_template_has_inline_script_or_style(template):
    text = template.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", text)


def test_no_script_stores_anything_or_calls_anybody_else():
    for path in (PAGES / "static").glob("*.js"):
        text = path.read_text()
        assert not re.search(r"localStorage|sessionStorage|indexedDB|document\.cookie", text)
        assert not re.search(r"https?://|innerHTML|eval\(|caches\.", text), path.name


def test_files_that_the_page_takes_are_files_that_the_desk_reads():
    page = (PAGES / "templates" / "submit.html").read_text()
    (accepted,) = re.findall(r'accept="([^"]+)"', page)
    for suffix in accepted.split(","):
        try:
            read(b"Some words.", f"note{suffix}", Roster())
        except DocumentError as refused:
            assert not isinstance(refused, UnknownFormatError), suffix
    with pytest.raises(UnknownFormatError):
        read(b"Some words.", "note.pages", Roster())
