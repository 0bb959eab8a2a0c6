"""Everything that can go wrong while reading, finding and redacting.

    RedactionError
    ├── RosterError
    └── DocumentError
        ├── UnreadableError
        ├── EmptyDocumentError
        ├── TooLargeError
        ├── UnknownFormatError
        ├── MislabelledError
        ├── EncryptedError
        └── DamagedError

The class docstring is the default message; `hint` says what to do next.  No message ever repeats
words of a document or values of a roster.
"""

import inspect


class RedactionError(Exception):
    """The text could not be redacted."""

    hint = "Check the file and the roster, then try again."

    def __init__(self, message: str = "", *, hint: str = "") -> None:
        super().__init__(message or inspect.cleandoc(type(self).__doc__ or ""))
        if hint:
            self.hint = hint


class RosterError(RedactionError):
    """The roster could not be read."""

    hint = (
        "A roster is a YAML, JSON, CSV or XLSX list of people; each has a name and may have id, "
        "honorific, also, pronouns, role, organisation, also_organisation, delegation and bio."
    )


class DocumentError(RedactionError):
    """The document could not be read."""


class UnreadableError(DocumentError):
    """The file is not text in UTF-8, and has no mark that says UTF-16."""

    hint = "Save the file as UTF-8 text (in most editors: Save as, encoding UTF-8) and try again."


class EmptyDocumentError(DocumentError):
    """The file holds no text."""

    hint = "Check that this is the right file; nothing was written."


class TooLargeError(DocumentError):
    """The file is larger than a document may be."""

    hint = "Split the file by session or agenda item; each part is redacted with the same roster."


class UnknownFormatError(DocumentError):
    """This kind of file cannot be read here."""

    hint = (
        "Save the document as .docx, .odt, plain text (.txt), Markdown (.md), WebVTT (.vtt) or "
        "SubRip (.srt)."
    )


class MislabelledError(DocumentError):
    """The file is of another kind than its name says."""

    hint = "Open it in the program that made it and save it as .docx, .odt or plain text."


class EncryptedError(DocumentError):
    """The document is protected by a password."""

    hint = "Open it with its password, save it without one, and try again."


class DamagedError(DocumentError):
    """The document is damaged and cannot be read to its end."""

    hint = "Open it in its own program, save it anew, and try again."
