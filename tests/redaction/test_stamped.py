"""Transcripts with time stamps, as programmes export them."""

import pytest

from redaction.readers import read
from redaction.roster import Participant, Roster

ROSTER = Roster((Participant("p1", "Ana Roy"), Participant("p2", "Bo Lund")))
SAID = ["It is too high.", "It is not.", "We can wait."]
WHO = ["Ana Roy", "Bo Lund", "Ana Roy"]

FORMS = {
    "otter": "{who}  0:0{n}  \n{said}\n\n",
    "zoom": "[{who}] 14:02:1{n}\n{said}\n\n",
    "teams": "{who}   0:0{n}\n{said}\n",
    "time-first": "0:0{n} {who}\n{said}\n\n",
    "chat": "14:02:1{n}\t From  {who} to Everyone : {said}\n",
    "chat-lines": "14:02:1{n} From {who} to Everyone:\n\t{said}\n",
    "bracket": "[14:0{n}] {who}: {said}\n\n",
    "clock": "14:0{n} {who}: {said}\n",
    "srt": "{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{who}: {said}\n\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_each_stamped_turn_is_a_turn(form: str) -> None:
    text = "".join(
        FORMS[form].format(who=who, said=said, n=n)
        for n, (who, said) in enumerate(zip(WHO, SAID, strict=True), 1)
    )
    document = read(text.encode(), f"a.{'srt' if form == 'srt' else 'txt'}", ROSTER)
    assert [block.kind for block in document.blocks] == ["turn"] * 3
    assert [block.speaker for block in document.blocks] == ["p1", "p2", "p1"]
    assert [document.text[slice(*block.label)] for block in document.blocks if block.label] == WHO
    words = [document.text[block.content : block.end].strip() for block in document.blocks]
    assert words == SAID
    stamps = "".join(document.text[form.start : form.end] for form in document.forms)
    assert sum(stamps.count(f"0{n}") or stamps.count(f"1{n}") for n in (1, 2, 3)) >= 3


def test_a_turn_may_have_several_paragraphs_and_a_title_stands_before() -> None:
    text = "Meeting\n\nAna Roy 0:01\nOne.\n\nMore.\n\nBo Lund 0:02\nTwo.\n\nAna Roy 0:03\nThree."
    document = read(text.encode(), "a.txt", ROSTER)
    assert [(block.kind, block.speaker) for block in document.blocks] == [
        ("note", ""),
        ("turn", "p1"),
        ("turn", "p1"),
        ("turn", "p2"),
        ("turn", "p1"),
    ]


def test_a_programme_with_times_is_no_transcript() -> None:
    text = "09:00 Welcome\n10:00 Coffee\n11:00 Water and borders\n12:00 Lunch"
    document = read(text.encode(), "a.txt", ROSTER)
    assert all(block.kind == "note" for block in document.blocks)
    assert document.forms == ()
