"""One entry of the log: what happened, on which day, to which artefact, and a blinded actor.

An entry names nobody. Who acted is a commitment that only the holder of its salt can open. The
salts are kept with the keys of the room and are destroyed with them; from then on the entries still
verify, and nobody can tell any more whose they are, with a list of everybody in hand.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass, field

from keys._codec import b64, canonical, expect_format, fields, finish, parse_canonical, take, unb64
from keys._intoto import check_day, check_digest
from keys.errors import FormatError, ProofError
from keys.identity import check_person

VERSION = 1
ACTOR = "sealedroom.org/actor/v1"
SALT = 32

_EVENT = re.compile(r"[a-z][a-z0-9_-]{0,63}\Z")


@dataclass(frozen=True)
class Entry:
    """What the log's tree is made of.

    Args:
        event: the kind of action, such as "release".
        date: the day, as `2026-03-01`.
        artefact: SHA-256 of what the action was about, in hexadecimal.
        actor: `Actor.commitment` of who acted, empty when the entry commits to nobody.
    """

    event: str
    date: str
    artefact: str
    actor: str = ""

    def __post_init__(self) -> None:
        if not _EVENT.match(self.event):
            raise FormatError("The log entry has no event.")
        check_day(self.date)
        check_digest(self.artefact)
        if self.actor:
            check_digest(self.actor)

    def to_bytes(self) -> bytes:
        """Canonical JSON in UTF-8: the bytes of the leaf."""
        value = {
            "version": VERSION,
            "event": self.event,
            "date": self.date,
            "artefact": self.artefact,
        }
        return canonical(value | ({"actor": self.actor} if self.actor else {})).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Entry:
        """Read `to_bytes`; FormatError for anything else."""
        value = parse_canonical(data)
        if take(value, "version", int) != VERSION:
            raise FormatError("The log entry is of an unknown version.")
        entry = cls(
            event=take(value, "event", str),
            date=take(value, "date", str),
            artefact=take(value, "artefact", str),
            actor=take(value, "actor", str) if "actor" in value else "",
        )
        if entry.to_bytes() != data:
            raise FormatError("The log entry has an empty field, or one too many.")
        return entry


@dataclass(frozen=True)
class Actor:
    """Who acted, and the salt that hides it: to be kept with the keys of the room, nowhere else.

    Args:
        person: id of the person.
        salt: 32 random bytes, drawn for one entry.
    """

    person: str
    salt: bytes = field(repr=False)

    def __post_init__(self) -> None:
        check_person(self.person)
        if len(self.salt) != SALT:
            raise FormatError(f"A salt has {SALT} bytes.")

    @classmethod
    def blind(cls, person: str) -> Actor:
        """Draw a salt for one entry."""
        return cls(person, secrets.token_bytes(SALT))

    def commitment(self, event: str, artefact: str) -> str:
        """The commitment to this person for one entry, in hexadecimal."""
        encoded = fields(ACTOR, self.salt, self.person, event, artefact)
        return hashlib.sha256(encoded).hexdigest()

    def verify(self, entry: Entry) -> None:
        """Check that the entry commits to this person; ProofError unless it does."""
        if entry.actor != self.commitment(entry.event, entry.artefact):
            raise ProofError("The log entry does not commit to this person.")

    def to_json(self) -> str:
        """Canonical JSON text."""
        return canonical({"format": ACTOR, "person": self.person, "salt": b64(self.salt)})

    @classmethod
    def from_json(cls, data: str | bytes) -> Actor:
        """Read `to_json`; FormatError for anything else."""
        value = parse_canonical(data.encode() if isinstance(data, str) else data)
        expect_format(value, ACTOR)
        actor = cls(take(value, "person", str), unb64(take(value, "salt", str)))
        finish(value)
        return actor
