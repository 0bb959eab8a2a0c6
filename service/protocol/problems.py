"""What a refused request gets: problem details (RFC 9457) with a stable code and a hint."""

from enum import StrEnum, unique

from pydantic import Field

from service.protocol.wire import Message

PROBLEM_MEDIA_TYPE = "application/problem+json"


@unique
class ProblemCode(StrEnum):
    """Stable names a program may match."""

    APPROVAL_EXPIRED = "approval-expired"
    BAD_BUNDLE = "bad-bundle"
    BAD_CHECKPOINT = "bad-checkpoint"
    BAD_IDENTITY = "bad-identity"
    BAD_INVITATION = "bad-invitation"
    BAD_RECOMMENDATION = "bad-recommendation"
    BAD_REQUEST = "bad-request"
    BAD_ROOM = "bad-room"
    BAD_SIGNATURE = "bad-signature"
    BAD_STATEMENT = "bad-statement"
    BUSY = "busy"
    CONFLICT = "conflict"
    FORBIDDEN = "forbidden"
    FRESH_SIGN_IN = "fresh-sign-in"
    INTERNAL = "internal"
    LOG_RANGE = "log-range"
    METHOD_NOT_ALLOWED = "method-not-allowed"
    NOT_ENOUGH_APPROVALS = "not-enough-approvals"
    NOT_FOUND = "not-found"
    NOT_RELEASED = "not-released"
    NOT_SHOWN = "not-shown"
    NO_OUTBOUND = "no-outbound"
    OBJECTIONS_CLOSED = "objections-closed"
    OBJECTIONS_OPEN = "objections-open"
    OBJECTIONS_UNANSWERED = "objections-unanswered"
    REJECTED = "rejected"
    RELEASED = "released"
    SIGN_IN = "sign-in"
    STALE_KEY = "stale-key"
    TOO_LARGE = "too-large"
    UNDER_INSTRUCTION = "under-instruction"
    TOO_MANY_ATTEMPTS = "too-many-attempts"
    WRONG_MEDIA_TYPE = "wrong-media-type"


class Problem(Message):
    """The body of every answer with a status of 400 or more.

    It never repeats what was sent: a body may hold a passphrase.
    """

    code: ProblemCode
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    hint: str
