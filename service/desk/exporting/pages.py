"""HTML: one file that needs nothing else, for screen and print, light and dark."""

from importlib.resources import files

from jinja2 import Environment

from service.protocol.documents import Document


def to_html(document: Document) -> bytes:
    """Render as HTML; every character of the text is escaped, nothing in it becomes markup."""
    source = files(__package__).joinpath("outcome.html").read_text(encoding="utf-8")
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
        source
    )
    return template.render(document=document).encode() + b"\n"
