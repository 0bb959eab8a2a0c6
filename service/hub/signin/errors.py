"""What sign-in refuses. No answer tells whether somebody has an account.

Refusal
├── SignInFailed
├── FreshSignInNeeded
├── TooManyAttempts
├── ForgedRequest
├── NoKeys
├── BadWayIn
└── WrongHost, WeakPassphrase, WrongCode
"""

from service.protocol.problems import ProblemCode
from service.web.errors import InvalidRequest, Refusal


class SignInFailed(Refusal):
    """That did not work."""

    status = 401
    code = ProblemCode.SIGN_IN
    title = "Not signed in"
    hint = (
        "Try again. After five failures a name stays closed for a quarter of an hour, "
        "whether it exists or not."
    )


class FreshSignInNeeded(Refusal):
    """This cannot be undone, so it needs somebody who signed in within the last five minutes."""

    status = 401
    code = ProblemCode.FRESH_SIGN_IN
    title = "Please sign in again"
    hint = "Sign in again, then repeat the request."


class TooManyAttempts(Refusal):
    """Too many people are trying to sign in at this moment."""

    status = 429
    code = ProblemCode.TOO_MANY_ATTEMPTS
    title = "Please wait"
    hint = "Try again in a minute. A desk or a passkey that is signed in goes on working."


class ForgedRequest(Refusal):
    """This form was not sent from a page of this hub."""

    status = 403
    code = ProblemCode.FORBIDDEN
    title = "Not from our page"
    hint = "Go back to the page, load it again, and send the form from there."


class NoKeys(Refusal):
    """This is for somebody who signs or opens, which takes keys that were made at a desk."""

    status = 403
    code = ProblemCode.FORBIDDEN
    title = "This takes a desk"
    hint = (
        "Accept the invitation with `sealedroom identity join`, "
        "then add this browser with `sealedroom identity browser`."
    )


class WrongHost(InvalidRequest):
    """This hub does not answer under the name by which it was called."""

    title = "Another address"
    hint = "Use the address that the host gave you; a host sets it with SEALEDROOM_HUB_ADDRESS."


class WeakPassphrase(InvalidRequest):
    """A passphrase needs 15 to 256 characters."""

    title = "Too short"
    hint = "Take four or five words that have nothing to do with each other."


class WrongCode(InvalidRequest):
    """The six digits do not fit: the authenticator shows others."""

    title = "Another code"
    hint = "Scan the picture again, and type the digits that are shown now."


class BadWayIn(Refusal):
    """This invitation, code or link is unknown, used or expired."""

    status = 403
    code = ProblemCode.BAD_INVITATION
    title = "No way in"
    hint = "Each serves once. Ask whoever gave it to you for a new one."
