"""`Refusal`: the root of every error that a client is told about."""

from typing import ClassVar

from service.protocol.problems import Problem, ProblemCode


class Refusal(Exception):  # noqa: N818
    """The request was refused.

    A subclass sets status, code, title and hint; its docstring is the default detail. None of
    them may repeat what was sent.
    """

    status: ClassVar[int] = 400
    code: ClassVar[ProblemCode] = ProblemCode.BAD_REQUEST
    title: ClassVar[str] = "The request was refused"
    hint: str = "Check the request against the protocol."

    def __init__(self, detail: str = "", *, hint: str = "") -> None:
        self.detail = detail or (type(self).__doc__ or "").split("\n", 1)[0]
        self.hint = hint or type(self).hint
        super().__init__(self.detail)

    def problem(self) -> Problem:
        """The body of the answer."""
        return Problem(
            code=self.code,
            title=self.title,
            status=self.status,
            detail=self.detail,
            hint=self.hint,
        )


class InvalidRequest(Refusal):
    """The body does not have the shape this address expects."""

    status = 422
    title = "The request cannot be read"


class TooLarge(Refusal):
    """The request is larger than this address accepts."""

    status = 413
    code = ProblemCode.TOO_LARGE
    title = "Too large"
    hint = "Split the document, or send text instead of images and attachments."


class Busy(Refusal):
    """The store cannot take anything at the moment; nothing was changed."""

    status = 503
    code = ProblemCode.BUSY
    title = "Try again"
    hint = "Send the same request again in a few seconds: repeating it does no harm."


class InternalError(Refusal):
    """Something went wrong on this side; nothing was changed."""

    status = 500
    code = ProblemCode.INTERNAL
    title = "Our fault"
    hint = "Try again; if it happens again, tell whoever runs this server."


class SignInNeeded(Refusal):
    """This needs a valid personal token."""

    status = 401
    code = ProblemCode.SIGN_IN
    title = "Please sign in"
    hint = "Send `Authorization: Bearer` with your token; ask an organiser if you lost it."


class NotFound(Refusal):
    """There is nothing here that you may see."""

    status = 404
    code = ProblemCode.NOT_FOUND
    title = "Not found"
    hint = "Check the address. What you may not see looks the same as what is not there."
