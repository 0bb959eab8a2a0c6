"""Reading annotated files."""

import json
from pathlib import Path

import pytest

from redaction.annotated import AnnotationError, Mark, documents, load

DIALOGUE = """---
id: x1
title: Test
roster:
  - {id: p1, name: Han Seo-yeon, also: [Han], role: chair}
  - {id: p2, name: May Park}
---

## transcript

p1: Thank you, ⟦NAME:p2|May⟧. In ⟦KEEP|May⟧
we met.

p2: Yes, ⟦ROLE:p1+p2|chairs⟧.

## notes

- ⟦NAME:p1|Han⟧ opened.
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "x1.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_dialogue_is_read(tmp_path: Path) -> None:
    transcript, notes = documents(load(written(tmp_path, DIALOGUE)))
    text = transcript.document.text
    assert text == ("Han Seo-yeon: Thank you, May. In May we met.\n\nMay Park: Yes, chairs.\n\n")
    assert [(text[m.start : m.end], m.label, m.persons) for m in transcript.marks] == [
        ("May", "NAME", ("p2",)),
        ("May", "KEEP", ()),
        ("chairs", "ROLE", ("p1", "p2")),
    ]
    assert [text[s:e] for s, e in transcript.labels] == ["Han Seo-yeon", "May Park"]
    first, second = transcript.document.blocks
    assert text[first.content : first.end] == "Thank you, May. In May we met."
    assert (first.speaker, second.speaker) == ("p1", "p2")
    assert transcript.roster.by_id["p1"].also == ("Han",)
    assert notes.document.text == "- Han opened.\n\n"
    assert notes.marks == (Mark(2, 5, "NAME", ("p1",)),)
    assert notes.labels == ()


def test_a_meeting_is_read(tmp_path: Path) -> None:
    said = {
        "speaker": "p1",
        "text": "Mr. Chair, no.",
        "keep": [],
        "hide": [{"start": 0, "end": 9, "label": "ROLE", "who": ["Ann"], "text": "Mr. Chair"}],
    }
    noted = {"text": "Canada said no.", "hide": [], "keep": [{"start": 0, "end": 6}]}
    path = tmp_path / "r1.json"
    path.write_text(
        json.dumps({"roster": [{"id": "p1", "name": "Ann"}], "turns": [said], "notes": [noted]})
    )  # fmt: skip
    transcript, notes = documents(load(path))
    assert transcript.name == "r1/transcript"
    assert transcript.hidden == (Mark(5, 14, "ROLE", ("Ann",)),)
    assert notes.kept == (Mark(0, 6, "KEEP"),)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("## notes", "## jottings"),
        ("p2: Yes", "p9: Yes"),
        ("NAME:p2", "NAME:p9"),
        ("NAME:p2", "NOUN:p2"),
        ("⟦KEEP|May⟧", "⟦KEEP|May"),
    ],
)
def test_a_format_error_is_named(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(AnnotationError, match=r"x1\.md"):
        load(written(tmp_path, DIALOGUE.replace(old, new)))


@pytest.mark.parametrize("folder", ["redaction/training/dialogues", "tests/redaction/blind"])
def test_all_dialogues_of_the_project_are_in_the_format(folder: str) -> None:
    paths = sorted(Path(folder).glob("*.md"))
    assert paths
    for path in paths:
        for gold in documents(load(path)):
            assert gold.hidden and gold.kept
