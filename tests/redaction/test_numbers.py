"""A finding takes numbers whole."""

import pytest

from redaction.findings import Finding
from redaction.numbers import whole

TEXT = "Of 2,016 km some 41% at $4.50 from 09:30, or 12 to 14 on life-support."


@pytest.mark.parametrize(
    ("words", "taken"),
    [
        ("016 km", "2,016 km"),
        ("Of 2", "Of 2,016"),
        ("some 41", "some 41%"),
        ("4.50", "$4.50"),
        ("09", "09:30"),
        ("12 to 14", "12 to 14"),
        ("km some", "km some"),
        ("support", "life-support"),
        ("on life", "on life-support"),
    ],
)
def test_whole(words: str, taken: str) -> None:
    start = TEXT.index(words)
    found = whole(TEXT, Finding(start, start + len(words), "CH411"))
    assert TEXT[found.start : found.end] == taken


def test_names_within_joined_words_go_alone() -> None:
    start = TEXT.index("support")
    found = Finding(start, start + 7, "CH302")
    assert whole(TEXT, found) is found
