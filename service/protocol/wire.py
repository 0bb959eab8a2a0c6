"""The types every message is made of: identifiers, digests, bytes as base64, bounded texts.

What `keys` makes (identities, room keys, signatures, checkpoints) travels as the very text or
bytes that `keys` made. The protocol carries it and never models it a second time.
"""

import base64
import re
import secrets
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

MAX_ENVELOPE = 32 * 2**20 + 4096
"""Bytes in one envelope: the largest padded size of `keys.sealing` and its overhead."""

MAX_SMALL_ENVELOPE = 2 * 2**20
"""Bytes in a sealed title, agenda or roster: thousands of people, and still a quick request."""

MAX_PAYLOAD = 256 * 2**10
"""Bytes in a statement: digests, counts and verdicts of some dozen checks take a few thousand."""

MAX_BUNDLE = 24 * 2**20
"""Bytes in a release bundle: a document in base64, a few signatures and proofs."""


_IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{43}")


def new_identifier() -> str:
    """A fresh identifier: 256 random bits, so that it can be neither guessed nor ordered.

    None begins with a hyphen: a command line would take it for an option.
    """
    while (identifier := secrets.token_urlsafe(32)).startswith("-"):
        pass
    return identifier


def is_identifier(text: str) -> bool:
    """Whether a text has the form of `new_identifier()`."""
    return _IDENTIFIER.fullmatch(text) is not None


def new_salt() -> bytes:
    """A fresh salt of 32 bytes for a commitment."""
    return secrets.token_bytes(32)


class Message(BaseModel):
    """Anything that travels. Immutable; a field that nobody defined is refused, never stored."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def _decode(value: Any) -> Any:
    if isinstance(value, str):
        return base64.b64decode(value, validate=True)
    return value


def _encode(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


_BASE64 = (
    BeforeValidator(_decode),
    PlainSerializer(_encode, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "contentEncoding": "base64"}),
)

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]
"""`new_identifier()`. The sender chooses it, which makes every creating request repeatable."""

PersonId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{22}$")]
"""The random id inside a `keys.identity.PublicIdentity`."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 in hexadecimal."""

Hash = Annotated[bytes, Field(min_length=32, max_length=32), *_BASE64]
"""32 bytes in base64: a leaf, a root, a step of a proof."""

Salt = Annotated[bytes, Field(min_length=32, max_length=32), *_BASE64]
"""32 random bytes in base64."""

Envelope = Annotated[bytes, Field(min_length=1, max_length=MAX_ENVELOPE), *_BASE64]
"""An envelope of `keys.sealing.seal`, in base64."""

SmallEnvelope = Annotated[bytes, Field(min_length=1, max_length=MAX_SMALL_ENVELOPE), *_BASE64]
"""An envelope around a title, an agenda or a roster, in base64."""

Wrap = Annotated[bytes, Field(min_length=1, max_length=8192), *_BASE64]
"""A room key wrapped to one member by `keys.opening.wrap_room`, in base64."""

Payload = Annotated[bytes, Field(min_length=1, max_length=MAX_PAYLOAD), *_BASE64]
"""The exact bytes that are signed, in base64."""

Document = Annotated[bytes, Field(min_length=1, max_length=MAX_PAYLOAD), *_BASE64]
"""A leaf of the log as it was hashed, in base64."""

IdentityText = Annotated[str, StringConstraints(min_length=1, max_length=8192)]
"""`keys.identity.PublicIdentity.to_json()`."""

SignatureText = Annotated[str, StringConstraints(min_length=1, max_length=16384)]
"""`keys.signatures.Signature.to_json()`: Ed25519 and ML-DSA-65 by one person."""

DsseText = Annotated[str, StringConstraints(min_length=1, max_length=2**20)]
"""`keys.signatures.DsseEnvelope.to_json()`."""

CheckpointText = Annotated[str, StringConstraints(min_length=1, max_length=8192)]
"""A signed checkpoint of the log: a C2SP signed note."""

Token = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]
"""A secret that lets its holder in: 256 random bits."""
