"""Released documents as files: nothing added, nothing lost, the same bytes every time."""

import io
import zipfile

import pytest
from pypdf import PdfReader

from redaction.formats.word import read_word
from service.desk.errors import DeskError
from service.desk.exporting.rendering import RENDERINGS, SUFFIXES, render

OUTCOME = """# Water and borders

What was said, and by nobody in particular.

## Dams

- Filling over <b>six</b> years & not four was thought possible.
- Łódź, Ελλάδα and Київ were given as examples.

## Funding

Paid for by a foundation.
""".encode()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_bytes_every_time_without_time_author_or_tool(suffix: str) -> None:
    rendered = render(OUTCOME, suffix)
    assert rendered == render(OUTCOME, suffix)
    told = (b"creator", b"author", b"producer", b"reportlab", b"pypdf", b"date>", b"generator")
    assert not [word for word in told if word in rendered.lower()]


def test_markdown_is_what_was_released() -> None:
    assert render(OUTCOME, ".md") == OUTCOME


def test_word_says_the_same_and_holds_no_properties() -> None:
    rendered = render(OUTCOME, ".docx")
    words = read_word(rendered)
    assert words.notices() == ()
    assert words.paragraphs == [
        "# Water and borders",
        "What was said, and by nobody in particular.",
        "## Dams",
        "Filling over <b>six</b> years & not four was thought possible.",
        "Łódź, Ελλάδα and Київ were given as examples.",
        "## Funding",
        "Paid for by a foundation.",
    ]
    entries = zipfile.ZipFile(io.BytesIO(rendered)).infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert not any(entry.filename.startswith("docProps") for entry in entries)


def test_pdf_says_the_same_and_has_no_information() -> None:
    reader = PdfReader(io.BytesIO(render(OUTCOME, ".pdf")))
    assert not reader.metadata
    assert reader.xmp_metadata is None
    words = reader.pages[0].extract_text()
    for line in ("Water and borders", "Filling over <b>six</b> years", "Київ", "Paid for by"):
        assert line in words


def test_html_needs_nothing_else_and_escapes() -> None:
    page = render(OUTCOME, ".html").decode()
    assert "<li>Filling over &lt;b&gt;six&lt;/b&gt; years &amp; not four" in page
    assert "src=" not in page
    assert "href=" not in page


def test_a_letter_that_the_font_lacks_is_refused_by_the_pdf_alone() -> None:
    document = OUTCOME.replace("Київ".encode(), "東京".encode())
    with pytest.raises(DeskError, match=r"2 letter.*U\+4EAC") as caught:
        render(document, ".pdf")
    assert ".docx" in caught.value.hint
    assert "東京" in render(document, ".html").decode()


@pytest.mark.parametrize("suffix", RENDERINGS)
def test_control_characters_and_other_kinds_of_file_are_refused(suffix: str) -> None:
    with pytest.raises(DeskError):
        render(OUTCOME.replace(b"Dams", b"Da\x0bms"), suffix)
    with pytest.raises(DeskError):
        render(OUTCOME, ".rtf")
