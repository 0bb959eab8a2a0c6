"""What two people sign: an in-toto Statement v1 about exact bytes, with one of two predicates."""

import datetime
from collections.abc import Mapping, Sequence
from enum import StrEnum, unique
from types import MappingProxyType
from typing import Annotated, Final, Generic, Literal, TypeVar, overload

from pydantic import Field, StringConstraints

from keys.bundle import REQUIRED_CHECKS
from service.protocol.canonical import canonical_json
from service.protocol.wire import Digest, Identifier, Message

PAYLOAD_TYPE = "application/vnd.in-toto+json"
STATEMENT_TYPE: Final = "https://in-toto.io/Statement/v1"
RELEASE_TYPE: Final = "https://sealedroom.org/release/v1"
RECOMMENDATION_TYPE: Final = "https://sealedroom.org/recommendation/v1"

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}[0-9]{3}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,47}$")]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z.+-]{1,48}$")]


@unique
class Kind(StrEnum):
    """What a draft becomes once two people have signed it."""

    RECOMMENDATION = "recommendation"
    RELEASE = "release"


PREDICATE_TYPES: Mapping[Kind, str] = MappingProxyType(
    {Kind.RELEASE: RELEASE_TYPE, Kind.RECOMMENDATION: RECOMMENDATION_TYPE}
)


class Sha256(Message):
    """An in-toto DigestSet with the one algorithm used here."""

    sha256: Digest


class Subject(Message):
    """The bytes spoken about. Names: `document`, `recommendation`, `envelope`."""

    name: Slug
    digest: Sha256


class Check(Message):
    """A leak check or attack of the gate and its verdict. `count` is what it still found."""

    name: Slug
    passed: bool
    count: int = Field(ge=0)


class ReleasePredicate(Message):
    """How a released document was made: digests, counts and verdicts, nothing readable.

    `waivers` are digests of what people allowed to leave of their own; the field is left out when
    there is none.
    """

    policy: Digest
    pipeline: Digest
    roster_commitment: Digest
    tool_version: Version
    date: datetime.date
    redactions: dict[Code, int]
    checks: tuple[Check, ...] = Field(min_length=1)
    funding_statement: bool
    waivers: tuple[Digest, ...] = Field(default=(), exclude_if=lambda waivers: not waivers)


class RecommendationPredicate(Message):
    """How a recommendation was made. `sources` are digests of released documents."""

    policy: Digest
    tool_version: Version
    date: datetime.date
    sources: tuple[Digest, ...] = Field(min_length=1)
    checks: tuple[Check, ...] = Field(min_length=1)
    recommendation: Identifier
    opens: datetime.date | None = None


P = TypeVar("P", ReleasePredicate, RecommendationPredicate)


class Statement(Message, Generic[P]):
    """An in-toto Statement v1. `encode` gives the payload that is signed."""

    type: Literal["https://in-toto.io/Statement/v1"] = Field(default=STATEMENT_TYPE, alias="_type")
    subject: tuple[Subject, ...] = Field(min_length=1, max_length=64)
    predicate_type: Literal[
        "https://sealedroom.org/release/v1", "https://sealedroom.org/recommendation/v1"
    ] = Field(alias="predicateType")
    predicate: P

    def encode(self) -> bytes:
        """Canonical JSON: the exact DSSE payload."""
        return canonical_json(self.model_dump(mode="json", by_alias=True))


class ReleaseStatement(Statement[ReleasePredicate]):
    """One subject, `document`: the SHA-256 of the exact outbound bytes."""

    predicate_type: Literal["https://sealedroom.org/release/v1"] = Field(
        default=RELEASE_TYPE, alias="predicateType"
    )


class RecommendationStatement(Statement[RecommendationPredicate]):
    """Subjects `recommendation` (the plain text) and `envelope`, one for each recipient."""

    predicate_type: Literal["https://sealedroom.org/recommendation/v1"] = Field(
        default=RECOMMENDATION_TYPE, alias="predicateType"
    )


@overload
def parse_statement(payload: bytes, kind: Literal[Kind.RELEASE]) -> ReleaseStatement: ...
@overload
def parse_statement(
    payload: bytes, kind: Literal[Kind.RECOMMENDATION]
) -> RecommendationStatement: ...
@overload
def parse_statement(payload: bytes, kind: Kind) -> ReleaseStatement | RecommendationStatement: ...


def parse_statement(payload: bytes, kind: Kind) -> ReleaseStatement | RecommendationStatement:
    """Read a payload of the given kind. Raises `pydantic.ValidationError`."""
    if kind is Kind.RELEASE:
        return ReleaseStatement.model_validate_json(payload)
    return RecommendationStatement.model_validate_json(payload)


def gate_passed(checks: Sequence[Check]) -> bool:
    """Whether no required check is missing, none is named twice, and none found anything."""
    names = [check.name for check in checks]
    return (
        len(set(names)) == len(names)
        and REQUIRED_CHECKS.issubset(names)
        and all(check.passed and check.count == 0 for check in checks)
    )
