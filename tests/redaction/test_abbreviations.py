"""Abbreviations are nobody's name unless they are somebody's initials."""

import pytest

from redaction.abbreviations import is_nobodys
from redaction.findings import Finding

NOTE = "AZ said LMS or ML-DSA-44 in WA. Zeh agreed."
INITIALS = ("AZ", "MdV", "HTP")


@pytest.mark.parametrize(
    ("words", "code", "persons", "nobody"),
    [
        ("AZ", "CH102", (), False),
        ("ML-DSA-44", "CH102", (), True),
        ("LMS", "CH102", (), True),
        ("WA", "CH102", (), True),
        ("WA", "CH301", (), False),
        ("WA", "CH103", ("p1",), False),
        ("Zeh", "CH102", (), False),
        ("in WA", "CH102", (), False),
    ],
)
def test_nobodys(words: str, code: str, persons: tuple[str, ...], nobody: bool) -> None:
    start = NOTE.index(words)
    found = Finding(start, start + len(words), code, persons, "", 0.9)
    assert is_nobodys(NOTE, found, INITIALS) is nobody


def test_without_a_roster_and_in_capitals_nothing_can_be_told() -> None:
    found = Finding(8, 11, "CH102", (), "", 0.9)
    assert not is_nobodys(NOTE, found, ())
    assert not is_nobodys(NOTE.upper(), found, INITIALS)
