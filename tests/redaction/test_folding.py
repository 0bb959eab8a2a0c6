"""Disguises of characters are undone, and every place is known again."""

import pytest

from redaction.findings import Finding
from redaction.folding import fold
from redaction.readers import read_text
from redaction.roster import Roster


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Ho\u200bhe\u00adpa said", "Hohepa said"),
        ("\u202eHohepa\u202c said", "Hohepa said"),
        ("Ноhера said", "Hohepa said"),
        ("Siobha\u0301n said", "Siobhán said"),
        ("Ｈohepa\u00a0said", "Hohepa said"),
        ("🙂 Hohepa 👩‍🔬 said", "🙂 Hohepa 👩🔬 said"),
    ],
)
def test_folded_text_and_places(written: str, meant: str) -> None:
    folded = fold(read_text(written, Roster()))
    assert folded.document.text == meant
    name = "Siobhán" if "Siobh" in meant else "Hohepa"
    start = meant.index(name)
    back = folded.unfold(Finding(start, start + len(name), "CH101"))
    assert written[back.start] == written.lstrip("\u202e🙂 ")[0]
    assert fold(read_text(written[back.start : back.end], Roster())).document.text.strip() == name


def test_other_scripts_stay() -> None:
    text = "Он сказал: да."
    assert fold(read_text(text, Roster())).document.text == text


@pytest.mark.parametrize("spelt", ["H o h e p a", "H-o-h-e-p-a", "H.o.h.e.p.a", "h o h e p a"])
def test_a_word_spelt_letter_by_letter_is_a_word(spelt: str) -> None:
    text = f"That is {spelt}, as in law."
    folded = fold(read_text(text, Roster()))
    assert folded.document.text.casefold() == "that is hohepa, as in law."
    found = folded.unfold(Finding(8, 14, "CH102"))
    assert text[found.start : found.end] == spelt


@pytest.mark.parametrize("text", ["Plan A or B.", "I a m late.", "J. R. R. Tolkien", "e.g. a b"])
def test_other_single_letters_stay_apart(text: str) -> None:
    assert fold(read_text(text, Roster())).document.text == text
