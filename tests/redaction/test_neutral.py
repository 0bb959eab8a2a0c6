"""Words that give nobody away, whatever found them."""

import pytest

from redaction.findings import Finding
from redaction.neutral import is_neutral

TEXT = "One participant of the Institute spoke with An at sea, remarked Said, and said no"


@pytest.mark.parametrize(
    ("words", "code", "persons", "neutral"),
    [
        ("One participant", "CH201", (), True),
        ("at ", "CH302", (), True),
        ("of the", "CH302", (), False),
        ("with", "CH102", (), True),
        ("with", "CH502", (), False),
        ("An", "CH102", (), False),
        ("at", "CH101", ("p1",), False),
        ("remarked", "CH102", (), True),
        ("said", "CH102", (), True),
        ("said", "CH102", ("p1",), False),
        ("Said", "CH102", (), False),
    ],
)
def test_neutral(words: str, code: str, persons: tuple[str, ...], neutral: bool) -> None:
    start = TEXT.index(words)
    found = Finding(start, start + len(words), code, persons, "", 0.9)
    assert is_neutral(TEXT, found) is neutral
