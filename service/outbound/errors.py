"""Everything the far side refuses, and what to do about it.

Refusal
├── BadBundle, BadRecommendation, BadUptake
├── Conflict
└── NoLongerVerifies
OutboundSetupError
├── AlreadyInitialised
├── NotInitialised
├── BadTrust
└── RecipientExists
"""

from service.protocol.problems import ProblemCode
from service.web.errors import InvalidRequest, Refusal


class BadBundle(InvalidRequest):
    """This is not a release that two trusted organisers approved."""

    code = ProblemCode.BAD_BUNDLE
    title = "Not a valid release"
    hint = "Verify the bundle on your desk with `sealedroom verify`, and send it unchanged."


class BadRecommendation(InvalidRequest):
    """This is not a recommendation that two trusted organisers approved for this recipient."""

    code = ProblemCode.BAD_RECOMMENDATION
    title = "Not a valid recommendation"
    hint = "Send exactly what was approved, with the proof from the hub's log."


class BadUptake(InvalidRequest):
    """A recipient can say received, considered, adopted or declined."""

    title = "Not an answer"


class Conflict(Refusal):
    """Another recommendation already stands under this identifier."""

    status = 409
    code = ProblemCode.CONFLICT
    title = "Already taken"
    hint = "Draw a new identifier for new content; to repeat a request, send exactly the same."


class NoLongerVerifies(Refusal):
    """This release does not verify any more, so it is not shown."""

    status = 410
    code = ProblemCode.BAD_BUNDLE
    title = "Not shown"
    hint = "Ask the organisers: the file was damaged, or an approver is trusted no longer."


class OutboundSetupError(Exception):
    """The outbound service cannot start."""

    hint = "Check its folder and its trust file."

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (type(self).__doc__ or "").strip())


class AlreadyInitialised(OutboundSetupError):  # noqa: N818
    """There already is an outbound service in this folder."""

    hint = "Serve it with `sealedroom outbound serve`, or choose another folder."


class NotInitialised(OutboundSetupError):  # noqa: N818
    """There is no outbound service in this folder."""

    hint = "Make one with `sealedroom outbound init`."


class BadTrust(OutboundSetupError):  # noqa: N818
    """The trust file is missing, or names no log and organisers."""

    hint = "Ask an organiser to export it from the desk, and set SEALEDROOM_OUTBOUND_TRUST."


class RecipientExists(OutboundSetupError):  # noqa: N818
    """This person is registered as a recipient already."""

    hint = "A lost collection token cannot be shown again; make a new identity for this person."
