"""The hub's Merkle log: leaves, checkpoints, proofs and receipts (RFC 9162, C2SP)."""

import hashlib
from datetime import date
from enum import StrEnum, unique
from typing import Annotated

from pydantic import Field

from service.protocol.canonical import canonical_json, sha256_hex
from service.protocol.wire import CheckpointText, Digest, Document, Hash, Message

MAX_WITNESSED = 2**18
"""Characters of a checkpoint with the cosignatures of some seventy witnesses."""

MAX_LEAVES_A_PAGE = 256
"""One tile of C2SP tlog-tiles is 256 leaves wide."""


@unique
class Event(StrEnum):
    """What a leaf records. Beside each: what its artefact is a `commitment` to."""

    ACKNOWLEDGEMENT = "acknowledgement"
    """dialogue, person, rule text's digest; from a seat without an account: seat, digest"""

    ANSWER = "answer"
    """objection, sealed answer"""

    APPROVAL = "approval"
    """draft, signature"""

    DESTRUCTION = "destruction"
    """no commitment: the SHA-256 of the payload that organisers sign"""

    BREACH = "breach"
    """breach, sealed entry; it commits to nobody"""

    CAPACITY = "capacity"
    """seat, capacity"""

    DIALOGUE = "dialogue"
    """dialogue, policy, sealed title"""

    DIALOGUE_KEY = "dialogue-key"
    """dialogue, announcement"""

    DRAFT = "draft"
    """draft, sealed document, payload"""

    EARLY_RELEASE = "early-release"
    """draft, sealed reason"""

    HOLD = "hold"
    """session, the hold's random id"""

    HOLD_END = "hold-end"
    """the hold's random id, session"""

    EPOCH = "epoch"
    """session, announcement, sealed agenda, sealed roster"""

    MEMBER = "member"
    """dialogue, person, role"""

    MEMBER_END = "member-end"
    """dialogue, person"""

    OBJECTION = "objection"
    """the objector's salt, objection, sealed objection; it commits to nobody"""

    POLICY = "policy"
    """dialogue, policy"""

    PREVIEW = "preview"
    """draft, sealed preview"""

    RECOMMENDATION = "recommendation"
    """no commitment: the SHA-256 of the signed payload"""

    REJECTION = "rejection"
    """draft"""

    RELEASE = "release"
    """no commitment: the SHA-256 of the signed payload"""

    SEAT = "seat"
    """seat, sealed owner"""

    SERIES = "series"
    """the id of a charter, delegation, goal or funder, and what was said of it"""

    SESSION = "session"
    """session, announcement, sealed agenda, sealed roster"""

    SUBMISSION = "submission"
    """the writer's salt, submission, envelope"""


class Leaf(Message):
    """An event, its date, a digest, and a blinded actor (`keys.entry.Entry`). It names nobody.

    `actor` is empty for a submission and an objection: nothing ties them to their writer. Elsewhere
    it is a salted commitment, and the salt is destroyed with the keys of the room. Whoever reads
    the log learns what happened when, and can check it against what they hold. They cannot guess
    it: every commitment covers a random id, a ciphertext or a salt.
    """

    version: int = Field(default=1, ge=1, le=1)
    event: Event
    date: date
    artefact: Digest
    actor: Digest | None = None

    def encode(self) -> bytes:
        """The bytes that are hashed into the tree."""
        return canonical_json(self.model_dump(mode="json", exclude_none=True))


def commitment(*parts: str | bytes) -> str:
    """SHA-256 over the SHA-256 of each part, in hexadecimal; text is UTF-8.

    A submission's commitment starts with the writer's salt, which the hub forgets: its database
    does not tell which leaf is which submission, and so not in which order they came. The writer
    keeps the salt beside the receipt, and the room keeps it in the envelope's header.
    """
    encoded = (part.encode() if isinstance(part, str) else part for part in parts)
    return sha256_hex(b"".join(hashlib.sha256(part).digest() for part in encoded))


class Inclusion(Message):
    """A leaf, where it stands, and the path from it to the checkpoint's root."""

    index: int = Field(ge=0)
    leaf: Document
    inclusion: tuple[Hash, ...]
    checkpoint: CheckpointText


class Consistency(Message):
    """GET /log/consistency?old=. From the tree of size `old` to the checkpoint's."""

    old: int = Field(ge=0)
    proof: tuple[Hash, ...]
    checkpoint: CheckpointText


class CheckpointAnswer(Message):
    """GET /log/checkpoint. `verification_key` is what a verifier pins, out of band."""

    checkpoint: CheckpointText
    verification_key: str


class CosignedRequest(Message):
    """POST /log/cosigned: a checkpoint of this log with a witness's cosignature."""

    checkpoint: CheckpointText


class Witnessed(Message):
    """GET /log/cosigned: the newest checkpoint that witnesses cosigned, and their names."""

    checkpoint: Annotated[str, Field(max_length=MAX_WITNESSED)] | None
    witnesses: tuple[str, ...]


class Leaves(Message):
    """GET /log/leaves?start=. At most `MAX_LEAVES_A_PAGE` in order of their index."""

    start: int = Field(ge=0)
    leaves: tuple[Document, ...]
