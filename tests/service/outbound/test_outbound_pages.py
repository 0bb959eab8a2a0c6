"""The pages: plain, safe, and readable by machines for people."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser

import pytest
from house import DOCUMENT

from service.protocol.canonical import sha256_hex
from service.protocol.documents import UNTITLED, Kind, parse

HOSTILE = b"""# <script>alert(1)</script>

- <img src=x onerror=alert(2)> & "quotes"
- [link](javascript:alert(3))

{{ 7 * 7 }} {% raw %}
"""
VOID = {"meta", "link", "br"}


class Outline(HTMLParser):
    """Checks that tags close in order, and collects what matters for access."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


@pytest.fixture
def pages(house, far_side) -> dict[str, str]:
    empty = far_side.get("/").text
    far_side.post("/releases", house.bundle())
    far_side.post("/releases", house.bundle(HOSTILE))
    return {
        "empty": empty,
        "index": far_side.get("/").text,
        "release": far_side.get(f"/releases/{sha256_hex(DOCUMENT)}").text,
        "hostile": far_side.get(f"/releases/{sha256_hex(HOSTILE)}").text,
        "verify": far_side.get("/verify").text,
        "problem": far_side.get("/releases/nothing", accept="text/html").text,
    }


def test_every_page_is_sound_and_has_its_landmarks(pages):
    for page in pages.values():
        outline = Outline(page)
        for landmark in ("main", "h1", "title", "nav"):
            assert outline.count(landmark) == 1, landmark
        assert ("html", {"lang": "en"}) in outline.tags
        assert ("a", {"class": "skip", "href": "#main"}) in outline.tags
        levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_no_page_has_script_style_or_anything_from_elsewhere(pages):
    for page in pages.values():
        for tag, attributes in Outline(page).tags:
            assert tag not in {"script", "style", "img", "iframe", "form", "input", "object"}
            assert not any(name.startswith("on") or name == "style" for name in attributes)
            for name in ("href", "src"):
                target = attributes.get(name)
                assert target is None or target.startswith(("/", "#")), target


def test_a_document_cannot_become_markup(pages):
    page = pages["hostile"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7 * 7 }} {% raw %}" in page
    assert "[link](javascript:alert(3))" in page


def test_the_policy_forbids_what_the_pages_lack(far_side):
    policy = far_side.get("/").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in policy


def test_the_stylesheet_fetches_nothing_and_serves_dark_and_print(far_side):
    answer = far_side.get("/style.css")
    assert answer.headers["content-type"].startswith("text/css")
    assert "url(" not in answer.text
    assert "@import" not in answer.text
    for feature in ("prefers-color-scheme: dark", "@media print", ":focus-visible"):
        assert feature in answer.text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(far_side, scheme):
    """WCAG 2.2 success criterion 1.4.3: 4.5 to 1."""
    blocks = re.findall(r":root \{(.*?)\}", far_side.get("/style.css").text, re.DOTALL)
    colours: dict[str, str] = {}
    for block in blocks[: 1 if scheme == "light" else 2]:
        colours |= dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
    pairs = [
        (text, ground) for text in ("ink", "soft", "accent", "good") for ground in ("paper", "card")
    ]
    for text, ground in [*pairs, ("accent-ink", "accent")]:
        assert _contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


def test_a_browser_gets_a_page_and_a_program_gets_a_problem(far_side):
    page = far_side.get("/nothing", accept="text/html,*/*")
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert far_side.get("/nothing").headers["content-type"] == "application/problem+json"


def test_a_bundle_is_downloaded_under_a_name_of_digits(house, far_side):
    far_side.post("/releases", house.bundle())
    digest = sha256_hex(DOCUMENT)
    disposition = far_side.get(f"/releases/{digest}/bundle").headers["content-disposition"]
    assert disposition == f'attachment; filename="release-{digest[:12]}.json"'


def test_the_verify_page_shows_whom_this_site_trusts(house, pages):
    for organiser in house.trust.organisers:
        assert organiser.key_id in pages["verify"]


def test_a_document_is_read_block_by_block():
    document = parse(DOCUMENT.decode())
    assert document.title == "Water and trust"
    assert [block.kind for block in document.blocks] == [
        Kind.HEADING,
        Kind.LIST,
        Kind.HEADING,
        Kind.LIST,
    ]
    assert document.statements == 3


@pytest.mark.parametrize(
    ("text", "title", "blocks"),
    [
        ("", UNTITLED, []),
        (
            "plain\nlines\n\nmore",
            UNTITLED,
            [("paragraph", ("plain lines",)), ("paragraph", ("more",))],
        ),
        ("# A\n# B\ntext", "A", [("heading", ("B",)), ("paragraph", ("text",))]),
        ("- one\n* two\ntext", UNTITLED, [("list", ("one", "two")), ("paragraph", ("text",))]),
        ("#hash -dash", UNTITLED, [("paragraph", ("#hash -dash",))]),
        ("- -5 degrees", UNTITLED, [("list", ("-5 degrees",))]),
    ],
)
def test_small_documents(text, title, blocks):
    document = parse(text)
    assert document.title == title
    assert [(block.kind, block.texts) for block in document.blocks] == blocks


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
