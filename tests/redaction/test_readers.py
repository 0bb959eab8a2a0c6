"""Bytes to documents: encodings, turns and notes, captions, and what is refused."""

import pytest

from redaction.errors import (
    EmptyDocumentError,
    TooLargeError,
    UnknownFormatError,
    UnreadableError,
)
from redaction.readers import LONGEST_BLOCK, MAX_BYTES, read
from redaction.roster import Participant, Roster

ROSTER = Roster(
    (
        Participant("p1", "Rhee Dong-hyuk", "Ambassador", ("Amb. Rhee",)),
        Participant("p2", "Alison Cook", "Ms"),
    )
)
TURNS = "Alison Cook: Good morning.\n\nAMB. RHEE: Thank you.\nAs I said.\n\nNobody spoke: nothing."


def test_turns_are_paragraphs_with_a_known_label() -> None:
    document = read(TURNS.encode(), "a.txt", ROSTER)
    assert [block.kind for block in document.blocks] == ["turn", "turn", "note"]
    assert [block.speaker for block in document.blocks] == ["p2", "p1", ""]
    first = document.blocks[0]
    assert first.label == (0, 11)
    assert document.text[first.content : first.end] == "Good morning."


@pytest.mark.parametrize(
    "label", ["p2", "Cook", "Ms Cook", "ALISON", "Alison Cook (by video)", "Speaker 3", "**Cook**"]
)
def test_labels_take_many_forms(label: str) -> None:
    (block,) = read(f"{label}: I think so.".encode(), "a.md", ROSTER).blocks
    assert block.kind == "turn"


def test_strangers_are_speakers_in_a_transcript() -> None:
    text = "Ana Roy: One.\n\nBo Lund: Two.\n\nAna Roy: Three.\n\nCy Field: Four."
    blocks = read(text.encode(), "a.txt", Roster()).blocks
    assert all(block.kind == "turn" and block.speaker == "" for block in blocks)


def test_bullets_are_blocks_of_their_own() -> None:
    text = "Notes\n\n- First: a point.\n- Second\n  goes on."
    assert len(read(text.encode(), "a.md", ROSTER).blocks) == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_with_a_mark_are_read(encoding: str) -> None:
    assert read("Åse".encode(encoding), "a.txt", ROSTER).text == "Åse"


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        ("Åse".encode("latin-1"), "a.txt", UnreadableError),
        (b"PK\x03\x04\x00\x00", "a.txt", UnreadableError),
        (b"", "a.txt", EmptyDocumentError),
        (b" \n\t\n", "a.md", EmptyDocumentError),
        (b"WEBVTT\n\nNOTE nothing\n", "a.vtt", EmptyDocumentError),
        (b"x", "a.pages", UnknownFormatError),
        (b"a" * (MAX_BYTES + 1), "a.txt", TooLargeError),
    ],
)
def test_refused(data: bytes, name: str, error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        read(data, name, ROSTER)
    assert caught.value.hint  # type: ignore[attr-defined]


VTT = """WEBVTT - a title

NOTE typed by Alison

1
00:14:07.000 --> 00:14:09.000
<v Alison Cook>Good <i>morning</i>.
<v Rhee Dong-hyuk>Thank you.</v>

00:14:10.000 --> 00:14:12.000
Alison Cook: Shall we?
"""


def test_captions_have_voices_labels_and_forms() -> None:
    document = read(VTT.encode(), "a.vtt", ROSTER)
    assert [block.speaker for block in document.blocks] == ["p2", "p1", "p2"]
    codes = [form.code for form in document.forms]
    assert codes.count("CH802") == 2
    assert "NOTE typed by Alison" in [document.text[f.start : f.end] for f in document.forms]
    for block in document.blocks:
        assert block.label is not None
        assert document.text[slice(*block.label)] in {"Alison Cook", "Rhee Dong-hyuk"}


def test_endless_paragraphs_are_cut_between_sentences() -> None:
    text = "Alison Cook: " + "The permit takes months. " * 5000
    blocks = read(text.encode(), "a.txt", ROSTER).blocks
    assert all(block.end - block.start <= LONGEST_BLOCK for block in blocks)
    assert {block.speaker for block in blocks} == {"p2"}
    assert [block.label is not None for block in blocks] == [True, *[False] * (len(blocks) - 1)]
    assert all(text[: block.end].rstrip().endswith(".") for block in blocks)
    assert blocks[-1].end >= len(text.rstrip())
