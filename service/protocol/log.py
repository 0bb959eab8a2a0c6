"""The hub's Merkle log: leaves, checkpoints, proofs and receipts (RFC 9162, C2SP)."""

from datetime import date
from enum import StrEnum, unique

from pydantic import Field

from service.protocol.canonical import canonical_json, sha256_hex
from service.protocol.wire import CheckpointText, Digest, Document, Hash, Message

MAX_LEAVES_A_PAGE = 256
"""One tile of C2SP tlog-tiles is 256 leaves wide."""


@unique
class Event(StrEnum):
    """What a leaf records."""

    APPROVAL = "approval"
    DIALOGUE = "dialogue"
    DRAFT = "draft"
    MEMBER = "member"
    RECOMMENDATION = "recommendation"
    REJECTION = "rejection"
    RELEASE = "release"
    SESSION = "session"
    SUBMISSION = "submission"


class Leaf(Message):
    """An event, its date and a digest. It names nobody and nothing that is not public.

    For `release` and `recommendation` the artefact is the SHA-256 of the signed payload. For
    everything else it is a salted commitment, so that the log's order says nothing to a reader
    who lacks the salt.
    """

    version: int = Field(default=1, ge=1, le=1)
    event: Event
    date: date
    artefact: Digest

    def encode(self) -> bytes:
        """The bytes that are hashed into the tree."""
        return canonical_json(self.model_dump(mode="json"))


def submission_commitment(submission: str, envelope: bytes, salt: bytes) -> str:
    """The artefact of a submission's leaf: SHA-256 over salt, id and the envelope's digest.

    The three have fixed lengths (32 bytes, 43 characters, 64 digits). The hub forgets the salt;
    the writer keeps it in the receipt, and the room keeps it in the envelope's header.
    """
    return sha256_hex(salt + submission.encode("ascii") + sha256_hex(envelope).encode("ascii"))


class Inclusion(Message):
    """A leaf, where it stands, and the path from it to the checkpoint's root."""

    index: int = Field(ge=0)
    leaf: Document
    inclusion: tuple[Hash, ...]
    checkpoint: CheckpointText


class Consistency(Message):
    """GET /log/consistency?old=. From the tree of size `old` to the checkpoint's."""

    old: int = Field(ge=1)
    proof: tuple[Hash, ...]
    checkpoint: CheckpointText


class CheckpointAnswer(Message):
    """GET /log/checkpoint. `verification_key` is what a verifier pins, out of band."""

    checkpoint: CheckpointText
    verification_key: str


class Leaves(Message):
    """GET /log/leaves?start=. At most `MAX_LEAVES_A_PAGE` in order of their index."""

    start: int = Field(ge=0)
    leaves: tuple[Document, ...]
