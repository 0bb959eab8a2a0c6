"""Everything the desk refuses.

    DeskError
    ├── HomeError           the desk's own folder
    ├── RefusedError        the hub or the outbound side said no
    ├── UnreachableError    no answer
    ├── ReviewError         the review is not where it should be
    ├── GateError           something attributable is still in the document
    ├── StrangerError       keys of somebody whose fingerprint was never compared
    ├── OtherKeyError       the room was given another key since
    └── MismatchError       what was signed is not what is here

The class docstring is the default message; `hint` says what to do next. No message repeats words
of a note, a name or a secret.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.desk.gate import Verdict


class DeskError(Exception):
    """The desk cannot do this."""

    hint = "Run the command with --help to see what it needs."

    def __init__(self, message: str = "", *, hint: str = "") -> None:
        super().__init__(message or (type(self).__doc__ or "").strip())
        if hint:
            self.hint = hint


class HomeError(DeskError):
    """The desk's folder does not hold what is needed."""

    hint = "Make an identity first: sealedroom identity new"


class RefusedError(DeskError):
    """The service refused the request."""

    def __init__(self, code: str, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.code = code


class UnreachableError(DeskError):
    """The service does not answer. Nothing was lost."""

    hint = "Check the address and your connection, then run the same command again."


class ReviewError(DeskError):
    """There is no finished review for this session."""

    hint = "Review the session first: sealedroom room review SESSION"


class GateError(DeskError):
    """The gate is closed: the document still gives somebody away. Nothing was signed or sent."""

    hint = "Change or remove what is listed, then propose again."

    def __init__(self, message: str, verdict: "Verdict") -> None:
        super().__init__(message)
        self.verdict = verdict


class MismatchError(DeskError):
    """What was signed is not the text that is here. Do not approve it."""

    hint = "Ask the organiser who proposed it to propose it again, and compare the digests aloud."


class OtherKeyError(DeskError):
    """The room has another key by now. Nothing was sent."""

    hint = "Ask the organiser for a fresh file of the survey, and answer with that."


class StrangerError(DeskError):
    """These are keys of somebody whose fingerprint this desk was never told."""

    def __init__(self, fingerprint: str) -> None:
        super().__init__(
            f"An organiser's keys are new to this desk: {fingerprint}",
            hint="Compare it aloud with the organiser's own: sealedroom identity fingerprint. "
            "If it is the same: sealedroom identity trust FINGERPRINT",
        )
