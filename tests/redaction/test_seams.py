"""Gaps in a text, and how they close."""

import pytest

from redaction.seams import deleted, replaced


def without(text: str) -> str:
    """Return `text` without what stands between ⟦ and ⟧."""
    start, end = text.index("⟦"), text.index("⟧") - 1
    plain = text.replace("⟦", "").replace("⟧", "")
    patch = deleted(plain, start, end)
    return plain[: patch.start] + patch.new + plain[patch.end :]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("⟦Ada⟧, could you wait?", "Could you wait?"),
        ("Could you wait, ⟦Ada⟧?", "Could you wait?"),
        ("No, ⟦Ada⟧, it rained.", "No, it rained."),
        ("It rained. ⟦Ada laughed⟧. It stopped.", "It rained. It stopped."),
        ("It rained (⟦Ada said⟧) all day.", "It rained all day."),
        ("It rained (⟦Ada said⟧, twice) all day.", "It rained (twice) all day."),
        ("It rained. (⟦Ada laughed⟧.) It stopped.", "It rained. It stopped."),
        ("⟦Ada came⟧, and it rained.", "It rained."),
        ("It rained, and ⟦Ada came⟧.", "It rained."),
        ("It rained. (laughter) ⟦Ada came⟧. It stopped.", "It rained. (laughter) It stopped."),
        ("[laughter] ⟦Ada came⟧. It stopped.", "[laughter] It stopped."),
        ("It was the second winter, not the ⟦first at Ada's⟧.", "It was the second winter."),
        ("They came with a ⟦bow of Ada's⟧, and it rained.", "They came, and it rained."),
        ("It is an ⟦old⟧ bridge.", "It is a bridge."),
        ("- ⟦Ada⟧, it rained.", "- It rained."),
        ("it rained ⟦ada⟧ all day", "it rained all day"),
        ("Be clear on that, ⟦Ada⟧—is it rain?", "Be clear on that—is it rain?"),
        ("And I, ⟦as a pilot⟧, had to look.", "And I had to look."),
        ("One participant, ⟦a pilot⟧, was late.", "One participant was late."),
        ("In June, ⟦Ada⟧, rain fell.", "In June, rain fell."),
    ],
)
def test_deleted(text: str, left: str) -> None:
    assert without(text) == left


def test_replaced_keeps_capital_and_article() -> None:
    assert replaced("Ada said so.", 0, 3, "one participant").new == "One participant"
    patch = replaced("It was an Ada idea.", 10, 13, "a colleague")
    assert (patch.start, patch.new) == (7, "a colleague")


def test_some_of_some_is_some_of_the() -> None:
    text = "Some of my friends left."
    assert replaced(text, 8, 18, "some participants").new == "the participants"
