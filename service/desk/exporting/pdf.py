"""PDF, on A4, with an embedded font and no information dictionary."""

import io
from functools import cache
from importlib.resources import files
from xml.sax.saxutils import escape

from pypdf import PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from service.desk.errors import DeskError
from service.protocol.documents import Document, Kind

_REGULAR, _BOLD = "DejaVuSerif", "DejaVuSerif-Bold"
_MARGIN = 25 * mm
_TEXT = ParagraphStyle("text", fontName=_REGULAR, fontSize=10.5, leading=16, spaceAfter=7)
_STYLES = {
    Kind.HEADING: ParagraphStyle(
        "heading", _TEXT, fontName=_BOLD, fontSize=13, leading=18, spaceBefore=14, keepWithNext=1
    ),
    Kind.LIST: ParagraphStyle("list", _TEXT, leftIndent=14, bulletIndent=2, spaceAfter=5),
    Kind.PARAGRAPH: _TEXT,
}
_TITLE = ParagraphStyle("title", _TEXT, fontName=_BOLD, fontSize=19, leading=25, spaceAfter=14)


def to_pdf(document: Document) -> bytes:
    """Render as PDF.

    Raises:
        DeskError: the text has letters that the embedded font lacks.
    """
    _require_letters(document)
    buffer = io.BytesIO()
    template = BaseDocTemplate(
        buffer, pagesize=A4, invariant=1, lang="en", initialFontName=_REGULAR
    )
    frame = Frame(_MARGIN, _MARGIN, A4[0] - 2 * _MARGIN, A4[1] - 2 * _MARGIN, 0, 0, 0, 0)
    template.addPageTemplates(PageTemplate("page", [frame], onPage=_page))
    story = [Paragraph(escape(document.title), _TITLE)]
    for block in document.blocks:
        bullet = "•" if block.kind is Kind.LIST else None
        story += [Paragraph(escape(text), _STYLES[block.kind], bullet) for text in block.texts]
    template.build(story)
    return _without_information(buffer)


def _without_information(rendered: io.BytesIO) -> bytes:
    """The same pages without what reportlab says of itself, of a title and of a time."""
    writer = PdfWriter(clone_from=rendered)
    writer.metadata = None
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _page(canvas: Canvas, template: BaseDocTemplate) -> None:
    canvas.setFont(_REGULAR, 8)
    canvas.drawCentredString(A4[0] / 2, 12 * mm, str(template.page))


@cache
def _fonts() -> tuple[TTFont, TTFont]:
    """Register the two fonts, once a process."""
    folder = files(__package__).joinpath("fonts")
    fonts = []
    for name in (_REGULAR, _BOLD):
        font = TTFont(name, io.BytesIO(folder.joinpath(f"{name}.ttf").read_bytes()))
        pdfmetrics.registerFont(font)
        fonts.append(font)
    pdfmetrics.registerFontFamily(_REGULAR, _REGULAR, _BOLD, _REGULAR, _BOLD)
    return fonts[0], fonts[1]


def _require_letters(document: Document) -> None:
    regular, bold = (set(font.face.charToGlyph) for font in _fonts())
    bolds = [document.title, *(b.texts[0] for b in document.blocks if b.kind is Kind.HEADING)]
    plain = [text for block in document.blocks for text in block.texts]
    for texts, letters in ((bolds, bold), (plain, regular)):
        if missing := {ord(mark) for mark in "".join(texts)} - letters:
            raise DeskError(
                f"The PDF's font lacks {len(missing)} letter(s) of the text, "
                f"the first of them U+{min(missing):04X}.",
                hint="Write it as .docx, .html or .md instead.",
            )
