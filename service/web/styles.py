"""The stylesheet of an application: what all our pages share, then its own."""

from functools import cache
from importlib.resources import files


@cache
def stylesheet(package: str) -> str:
    """The colours, the shell, and `static/style.css` of this package, as one sheet."""
    shared = files(__package__).joinpath("static")
    own = files(package).joinpath("static", "style.css")
    sheets = (shared.joinpath("tokens.css"), shared.joinpath("base.css"), own)
    return "\n".join(sheet.read_text("utf-8") for sheet in sheets)
