"""Attendance lists: three formats, one answer, and clear errors that repeat no values."""

import json

import pytest

from redaction.errors import RosterError
from redaction.roster import Participant, Roster

YAML = b"""
roster:
  - {name: Ngaire Hohepa, honorific: Dr, also: [Dr Hohepa], delegation: New Zealand}
  - {id: x, name: Han Seo-yeon}
"""
PEOPLE = (
    Participant("p1", "Ngaire Hohepa", "Dr", ("Dr Hohepa",), delegation="New Zealand"),
    Participant("x", "Han Seo-yeon"),
)


def test_yaml_json_csv_and_front_block_say_the_same() -> None:
    rows = [
        {"name": "Ngaire Hohepa", "honorific": "Dr", "also": ["Dr Hohepa"],
         "delegation": "New Zealand"},
        {"id": "x", "name": "Han Seo-yeon"},
    ]  # fmt: skip
    csv = (
        "id,Name,Honorific,Also,Delegation\n"
        ",Ngaire Hohepa,Dr,Dr Hohepa,New Zealand\n"
        "x,Han Seo-yeon,,,\n"
    )
    assert Roster.load(YAML, "r.yaml").participants == PEOPLE
    assert Roster.load(json.dumps({"roster": rows}).encode(), "r.json").participants == PEOPLE
    assert Roster.load(json.dumps(rows).encode(), "r.JSON").participants == PEOPLE
    assert Roster.load(csv.encode("utf-8-sig"), "r.csv").participants == PEOPLE
    front = b"---\ntitle: A dialogue" + YAML + b"---\n\n## transcript\n"
    assert Roster.load(front, "d.md").participants == PEOPLE


def test_lists_in_csv_are_cut_at_semicolons() -> None:
    roster = Roster.load(b"name,also\nAda Holm,Addie; Dr Holm\n", "r.csv")
    assert roster.participants[0].also == ("Addie", "Dr Holm")


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"roster:\n  - {name: A B}\n  - {name: C D, rank: secret}\n", "r.yaml", "Line 3.*'rank'"),
        (b'{"roster": [{"name": "A B"},\n {"name": "C D", "rank": "x"}]}', "r.json", "Line 2"),
        (b"name,rank\nA B,secret\n", "r.csv", "Line 2.*'rank'"),
        (b"name,also\nA B,x,y\n", "r.csv", "Line 2: more columns"),
        (b"roster:\n  - {id: a, name: A}\n  - {id: a, name: B}\n", "r.yml", "twice"),
        (b"roster:\n  - {role: chair}\n", "r.yml", "no name"),
        (b"people: []\n", "r.yaml", "no list called roster"),
        (b"roster: {a: 1}\n", "r.yaml", "list of people"),
        (b"roster: [\n", "r.yaml", "not valid YAML"),
        (b"{", "r.json", "not valid JSON"),
        (b"# no front block\n", "r.md", "front block"),
        (b"\xff\xfe\x00", "r.yaml", "could not be decoded"),
        (b"x", "r.docx", "roster"),
    ],
)
def test_errors_name_the_place_and_no_value(data: bytes, name: str, says: str) -> None:
    with pytest.raises(RosterError, match=says) as caught:
        Roster.load(data, name)
    assert "secret" not in str(caught.value)
    assert caught.value.hint
