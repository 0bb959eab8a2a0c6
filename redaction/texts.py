"""The text of a parsed Doc, put together once: spaCy does it anew whenever it is asked."""

from spacy.tokens import Doc


def text_of(doc: Doc) -> str:
    """Return `doc.text`."""
    known: str | None = doc.user_data.get("text")
    if known is None:
        known = doc.user_data["text"] = doc.text
    return known
