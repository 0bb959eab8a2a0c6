"""Sentences that an editor would print, and others."""

import pytest

from redaction.printable import printable


@pytest.mark.parametrize(
    "text",
    [
        "It was said that the dam's gates were old (1998).",
        "It was noted that the treaty said ‘nearest school’ and meant it.",
        "It was noted that that had had a price.",
        "It was asked whether the cities' money was enough.",
    ],
)
def test_printable(text: str) -> None:
    assert printable(text)


@pytest.mark.parametrize(
    "text",
    [
        "It was said that the dam was old (1998.",
        "The phrase was 'nearest suitable school.",
        "It was said that lunch was, by courtesy of a council.",
        "It was held that prices rose, and.",
        "It was held that prices rose because.",
        "It was held that they'd find water.",
        "It was held that let's be honest it rained.",
        "It was noted that the price was high. Gain nearer 40.",
        "The point was made that (the wind was wind).",
        'It was argued that the tariff was "thought ".',
        "It was argued that the the tariff rose.",
    ],
)
def test_not_printable(text: str) -> None:
    assert not printable(text)
