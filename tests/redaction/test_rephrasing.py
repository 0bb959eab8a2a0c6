"""The same claim in another order."""

import pytest

from redaction import pipeline
from redaction.backshift import SUBJECT
from redaction.rephrasing import another_way


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Fish and crabs were sold at the pier", "crabs and fish were sold at the pier"),
        ("Before the war the pier was full of boats", "the pier was full of boats, before the war"),
        ("The pier depends on the boats", ""),
        ("The pier was full of boats in the spring", "in the spring, the pier was full of boats"),
        ("The pier was old", ""),
    ],
)
def test_another_way(text: str, other: str) -> None:
    (doc,) = pipeline.parse([text])
    subject = next(token for token in doc if token.dep_ in SUBJECT)
    assert another_way(list(doc), subject, {}).lower() == other.lower()
