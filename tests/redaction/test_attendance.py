"""Attendance lists as people keep them."""

import io

import openpyxl
import pytest

from redaction.errors import RosterError
from redaction.roster import Participant, Roster

PEOPLE = (
    Participant(
        "p1",
        "Ana Roy",
        "Dr",
        role="Deputy Director",
        organisation="Institute of Water",
        delegation="Uruguay",
    ),
    Participant("p2", "Bo Lund", role="Head of Research", organisation="Nordic Council"),
)
ROWS = [
    ["Title", "First name", "Surname", "Position", "Affiliation", "Country"],
    ["Dr", "Ana", "Roy", "Deputy Director", "Institute of Water", "Uruguay"],
    [None, "Bo", "Lund", "Head of Research", "Nordic Council", None],
]


def workbook(rows: list[list[str | None]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_spreadsheet_with_headings_of_its_own() -> None:
    assert Roster.load(workbook(ROWS), "people.xlsx").participants == PEOPLE


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_tables_of_every_custom(mark: str) -> None:
    text = "\n".join(mark.join(cell or "" for cell in row) for row in ROWS)
    assert Roster.load(text.encode(), "people.csv").participants == PEOPLE


def test_pasted_lines_are_cut_into_what_they_most_likely_say() -> None:
    text = """1. Dr Ana Roy (Uruguay), Deputy Director, Institute of Water
    2. Bo Lund, Head of Research, Nordic Council

    Delegation of Samoa:
    - Prof. Sina Leota – Chair – National University
    - H.E. Tavita Fonoti | Ministry of Fisheries | Pacific Forum
    """
    people = Roster.load(text.encode(), "list.txt").participants
    assert people[:2] == PEOPLE
    assert people[2] == Participant(
        "p3",
        "Sina Leota",
        "Prof.",
        role="Chair",
        organisation="National University",
        delegation="Delegation of Samoa",
    )
    assert people[3].organisation == "Ministry of Fisheries"
    assert people[3].also_organisation == ("Pacific Forum",)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.4", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "password"),
        (workbook(ROWS)[:-100], "damaged"),
        (workbook([["Name", "Shoe size"], ["Ana Roy", "40"]]), "'shoe_size'"),
        (workbook([["Name"], ["Ana Roy", "40"]]), "Line 2"),
        (workbook([["Position"], ["Chair"]]), "no name"),
    ],
)
def test_what_is_no_attendance_list_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(RosterError, match=says) as caught:
        Roster.load(data, "people.xlsx")
    assert "Ana" not in str(caught.value)
