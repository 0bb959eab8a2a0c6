"""Who is signed in and how they sign in: hashes, public keys, sealed secrets, and no name.

Times are needed here to the second. They say when a random id was signed in, not what it sent.
Expired rows are deleted by whoever signs in next.
"""

from datetime import date

from sqlmodel import Field

from service.hub.tables.base import BIG, HubTable


class SignIn(HubTable, table=True):
    """The hash of the token of somebody who is signed in; times are seconds since 1970."""

    __tablename__ = "sign_in"

    token: str = Field(primary_key=True)
    person: str = Field(foreign_key="account.person", index=True)
    idle_until: int = Field(sa_type=BIG)
    fresh_until: int = Field(sa_type=BIG)
    ends: int = Field(sa_type=BIG)


class SpentChallenge(HubTable, table=True):
    """The hash of a challenge that was answered; it is forgotten when it would have expired."""

    __tablename__ = "spent_challenge"

    challenge: str = Field(primary_key=True)
    expires: int = Field(sa_type=BIG)


class Attempts(HubTable, table=True):
    """How often something failed since a moment; the bucket is a keyed hash, of no name."""

    bucket: str = Field(primary_key=True)
    since: int = Field(sa_type=BIG)
    count: int


class Passphrase(HubTable, table=True):
    """A drawn sign-in name, an Argon2id hash under the hub's pepper, a sealed one-time secret."""

    name: str = Field(primary_key=True)
    person: str = Field(foreign_key="account.person", unique=True)
    hash: str
    sealed_code_secret: bytes
    last_step: int = Field(sa_type=BIG)


class Passkey(HubTable, table=True):
    """A WebAuthn credential: its id, its public key, and how often it was used."""

    credential: str = Field(primary_key=True)
    person: str = Field(foreign_key="account.person", index=True)
    public_key: bytes
    sign_count: int = Field(sa_type=BIG)
    made: date


class RecoveryCode(HubTable, table=True):
    """The hash of a code on somebody's paper. Each serves once."""

    __tablename__ = "recovery_code"

    code: str = Field(primary_key=True)
    person: str = Field(foreign_key="account.person", index=True)


class WayIn(HubTable, table=True):
    """The hash of a token with which a browser is added to an account.

    With `replaces`, everything by which the account signed in before is taken away.
    """

    __tablename__ = "way_in"

    token: str = Field(primary_key=True)
    person: str = Field(foreign_key="account.person", index=True)
    expires: int = Field(sa_type=BIG)
    replaces: bool


class SubmissionLink(HubTable, table=True):
    """The hash of a token with which notes are sealed to a session; not which notes."""

    __tablename__ = "submission_link"

    token: str = Field(primary_key=True)
    session: str = Field(foreign_key="meeting_session.session", index=True)
    expires: date
    left: int
