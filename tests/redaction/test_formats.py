"""Office documents: nothing in them is dropped silently, and what is no document is refused."""

import io
import zipfile

import pytest

from redaction.errors import (
    DamagedError,
    EmptyDocumentError,
    EncryptedError,
    MislabelledError,
    RedactionError,
    TooLargeError,
)
from redaction.formats import package
from redaction.readers import read
from redaction.redactor import Redactor
from redaction.roster import Participant, Roster

ROSTER = Roster((Participant("p1", "Alison Cook"), Participant("p2", "Rhee Dong-hyuk")))
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in [("text", "text"), ("office", "office"), ("table", "table")]
)


def packed(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word(body: str, **others: str) -> bytes:
    parts = {"word/document.xml": f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>"}
    return packed(parts | {name.replace("__", "/") + ".xml": xml for name, xml in others.items()})


def p(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def odt(body: str, **others: str) -> bytes:
    content = f"<office:document-content {ODF}><office:body><office:text>{body}</office:text>"
    parts = {"content.xml": f"{content}</office:body></office:document-content>"}
    return packed(parts | {name.replace("__", "/") + ".xml": xml for name, xml in others.items()})


def test_word_paragraphs_headings_breaks_and_turns() -> None:
    body = p("Tariffs", "Heading1") + p("Alison Cook: It is &lt; too high.")
    body += "<w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p>"
    document = read(word(body), "a.docx", ROSTER)
    assert document.text == "## Tariffs\n\nAlison Cook: It is < too high.\n\nOne\ntwo three\n\n"
    assert [block.speaker for block in document.blocks] == ["", "p1", ""]
    assert document.notices == ()


def test_word_tracked_changes_are_taken_in() -> None:
    body = (
        '<w:p><w:r><w:t>Kept </w:t></w:r><w:ins w:author="Ann"><w:r><w:t>added</w:t></w:r></w:ins>'
        '<w:del w:author="Ann"><w:r><w:delText>struck out</w:delText></w:r></w:del></w:p>'
    )
    document = read(word(body), "a.docx", ROSTER)
    assert document.text == "Kept added\n\n[deleted] struck out\n\n"
    assert document.notices == (
        "The file holds 1 deletion that was tracked: taken in after the text.",
        "The file names who wrote or edited it: left behind.",
    )
    assert "Ann" not in document.text


def test_word_comments_headers_notes_and_boxes_are_taken_in() -> None:
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>"
        f"{p('In a box')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
        f"{p('In a box')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    document = read(
        word(
            p("Body") + box,
            word__comments=f"<w:comments {W}><w:comment>{p('Ask Alison')}</w:comment></w:comments>",
            word__header1=f"<w:hdr {W}>{p('Draft by Rhee')}</w:hdr>",
            word__header2=f"<w:hdr {W}>{p('Draft by Rhee')}</w:hdr>",
            word__footnotes=(
                f'<w:footnotes {W}><w:footnote w:type="separator">{p("-")}</w:footnote>'
                f"<w:footnote>{p('See the treaty')}</w:footnote></w:footnotes>"
            ),
        ),
        "a.docx",
        ROSTER,
    )
    assert document.text.split("\n\n")[:-1] == [
        "Body",
        "In a box",
        "[comment] Ask Alison",
        "[note] See the treaty",
        "[header] Draft by Rhee",
    ]
    assert len(document.notices) == 3
    assert Redactor(ROSTER).redact(document).warnings == document.notices


def test_tables_are_rows_and_a_column_of_names_makes_turns() -> None:
    def table(rows: list[tuple[str, ...]]) -> str:
        cells = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in rows)
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"

    spoken = read(word(table([("Alison Cook", "Yes."), ("Rhee", "No.")])), "a.docx", ROSTER)
    assert [block.speaker for block in spoken.blocks] == ["p1", "p2"]
    figures = read(word(table([("2019", "12", "4"), ("2020", "13", "5")])), "a.docx", ROSTER)
    assert figures.text == "2019 | 12 | 4\n\n2020 | 13 | 5\n\n"


def test_hidden_text_is_taken_in_and_said() -> None:
    body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Unseen</w:t></w:r></w:p>"
    document = read(word(body), "a.docx", ROSTER)
    assert document.text == "Unseen\n\n"
    assert document.notices == ("Hidden text, 1 passage: taken in.",)


def test_opendocument_text_changes_comments_and_tables() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>struck</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="1">Tariffs</text:h>'
        "<text:p>Rhee:<text:s/>No<text:line-break/>more"
        "<office:annotation><text:p>Why?</text:p></office:annotation>.</text:p>"
        "<text:list><text:list-item><text:p>A point</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell>"
        "<table:table-cell><text:p>2</text:p></table:table-cell></table:table-row></table:table>"
    )
    document = read(odt(body), "a.odt", ROSTER)
    assert document.text.split("\n\n")[:-1] == [
        "## Tariffs",
        "Rhee: No\nmore.",
        "A point",
        "1 | 2",
        "[deleted] struck",
        "[comment] Why?",
    ]
    assert len(document.notices) == 2


ENCRYPTED_ODT = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
)
ENTITIES = f'<!DOCTYPE d [<!ENTITY a "aaaa">]><w:document {W}><w:body>&a;</w:body></w:document>'


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"%PDF-1.7 ...", "a.docx", MislabelledError),
        (b"plain words", "a.docx", MislabelledError),
        (packed({"xl/workbook.xml": "<w/>"}), "a.docx", MislabelledError),
        (word(p("x")), "a.odt", MislabelledError),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.docx", EncryptedError),
        (odt("", **{"META-INF__manifest": ENCRYPTED_ODT}), "a.odt", EncryptedError),
        (word(p("x"))[:-40], "a.docx", DamagedError),
        (packed({"word/document.xml": "<w:document>"}), "a.docx", DamagedError),
        (packed({"word/document.xml": ENTITIES}), "a.docx", DamagedError),
        (word(""), "a.docx", EmptyDocumentError),
    ],
)
def test_what_is_no_document_is_refused(
    data: bytes, name: str, error: type[RedactionError]
) -> None:
    with pytest.raises(error) as caught:
        read(data, name, ROSTER)
    assert caught.value.hint


def test_an_archive_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED", 1000)
    with pytest.raises(TooLargeError):
        read(word(p("x" * 2000)), "a.docx", ROSTER)


@pytest.mark.parametrize("place", range(0, 900, 7))
def test_a_damaged_document_is_read_or_refused(place: int) -> None:
    data = bytearray(word(p("Alison Cook: Yes.") + p("Tariffs")))
    data[place % len(data)] ^= 0xFF
    try:
        read(bytes(data), "a.docx", ROSTER)
    except RedactionError as error:
        assert error.hint
