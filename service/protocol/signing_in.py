"""Signing in from a desk: it answers a challenge of the hub with its identity's signature."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from service.protocol.canonical import canonical_json
from service.protocol.wire import Message, Payload, PersonId, SignatureText, Token

SIGN_IN_TYPE = "application/vnd.sealedroom.sign-in.v1+json"
"""Payload type of the signature: nothing else that an identity signs can be taken for it."""

IDLE_SECONDS = 30 * 60
"""A sign-in that is not used for so long has ended."""

ChallengeText = Annotated[
    str, StringConstraints(pattern=r"^[0-9a-f]{32}\.[0-9]{1,12}\.[0-9a-f]{64}$")
]
"""Random digits, an end in seconds since 1970, and the hub's authentication of both."""


class Challenge(Message):
    """POST /sign-in/challenges. It is good for one answer, until `expires` (seconds since 1970)."""

    challenge: ChallengeText
    expires: int


class SignInStatement(Message):
    """What a desk signs. It opens one hub, for one person, once, and for some minutes only.

    `hub` is the address that the desk itself connects to (scheme, host and port): a statement that
    one hub coaxed out of a desk opens no other.
    """

    format: Literal["sealedroom.org/sign-in/v1"] = "sealedroom.org/sign-in/v1"
    hub: str = Field(max_length=300)
    person: PersonId
    challenge: ChallengeText
    expires: int

    def encode(self) -> bytes:
        """The bytes that are signed."""
        return canonical_json(self.model_dump(mode="json"))


class SignInRequest(Message):
    """POST /sign-in/desk. `statement` is `SignInStatement.encode()`."""

    statement: Payload
    signature: SignatureText


class SignInAnswer(Message):
    """A token for `Authorization: Bearer`. It ends after `seconds` without use, or by sign-out."""

    token: Token
    person: PersonId
    seconds: int


class SignedOut(Message):
    """POST /sign-out, POST /sign-out/everywhere: how many sign-ins have ended."""

    ended: int


class WayInAnswer(Message):
    """POST /me/browsers: a token that adds one browser to this account, for `seconds`."""

    token: Token
    seconds: int
