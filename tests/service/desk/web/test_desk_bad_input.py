"""What careless or hostile files and people give the pages: a clear answer, and nothing lost."""

from __future__ import annotations

import io
import re
import zipfile
from base64 import b64encode

import pytest
from desk_visits import Visit
from test_desk_sharing import desk_of
from test_desk_with_hub import bring

TWO = "Jane Quillfeather, head of research, Institute A\nJane Quillfeather, envoy, Institute B\n"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def zipped(*, locked: bool) -> bytes:
    """An archive as a word processor writes it, marked as encrypted or not."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    data = bytearray(file.getvalue())
    if locked:
        data[data.find(b"PK\x03\x04") + 6] |= 1
        data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


FILES = {
    "renamed.docx": (b"%PDF-1.7\n1 0 obj Quillfeather", "PDF under another name"),
    "locked.docx": (
        OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600),
        "protected by a password",
    ),
    "locked.odt": (zipped(locked=True), "protected by a password"),
    "archive.zip": (zipped(locked=False), "cannot be read here"),
    "locked.zip": (zipped(locked=True), "cannot be read here"),
}


@pytest.fixture
def organiser(dialogue):
    with desk_of(dialogue.first) as one:
        yield one


def new_session(one: Visit) -> str:
    """The address of the dialogue."""
    return re.search(r"/dialogues/\d+", one.get("/home/list").text)[0]


def test_files_that_are_no_notes(organiser: Visit):
    organiser.get("/rooms/1/write")
    for name, (content, said) in FILES.items():
        refused = bring(organiser, "/rooms/1/write/file", name, content)
        assert refused.status_code == 422, name
        assert said in refused.json()["message"], name
        assert refused.json()["hint"], name
        assert "Quillfeather" not in refused.text

    speakers = "\n\n".join(
        f"00:{at:02}.000 --> 00:{at + 1:02}.000\n<v Stranger {at}>Good morning." for at in range(40)
    )
    heard = bring(organiser, "/rooms/1/write/file", "m.vtt", f"WEBVTT\n\n{speakers}\n".encode())
    assert len(heard.json()["unknown"]) == 40


def test_a_roster_is_looked_at_before_it_is_sealed(organiser: Visit):
    address = f"{new_session(organiser)}/roster"
    seen = organiser.post(address, {"pasted": TWO}).text
    assert "Two or more people are called Jane Quillfeather" in seen
    alone = organiser.post(address, {"pasted": "Robert Quillfeather, envoy, Institute B"}).text
    assert "Two or more" not in alone
    assert "found too: " in alone
    assert "Bob" in alone
    for name, content in (("list.xlsx", b"%PDF-1.7"), ("list.csv", b"colour\nred\n")):
        file = {"roster": b64encode(content).decode(), "roster_name": name}
        refused = organiser.post(address, file)
        assert refused.status_code == 422, name
        assert "red\n" not in refused.text
    assert organiser.post(address, {}).status_code == 422


def test_another_page_of_the_same_browser(organiser: Visit):
    root = organiser.entrance.root
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://elsewhere.example"},
        {"Host": "desk.elsewhere.example", "Sec-Fetch-Site": "same-origin"},
    ):
        answer = organiser.client.post(f"{root}/rooms/1/review/0/accept", headers=headers)
        assert answer.status_code in {403, 421}
        assert root not in answer.text
        assert "access-control-allow-origin" not in answer.headers
