"""The recovery sheet as a page of the desk."""

from dataclasses import dataclass, field
from datetime import date

import segno

from keys.identity import PublicIdentity
from keys.opening import SecretKey
from keys.opening.sheet import check_words


@dataclass(frozen=True)
class Backup:
    """A locked copy of an identity, and the secret key that is to be printed."""

    locked: bytes = field(repr=False)
    secret_key: SecretKey = field(repr=False)
    day: date


@dataclass(frozen=True)
class Sheet:
    """What is printed. `code` is the secret key as an SVG path of dark modules."""

    groups: tuple[str, ...]
    words: str
    code: tuple[tuple[int, int, int], ...]
    size: int
    person: str
    fingerprint: str
    day: date


def printed(public: PublicIdentity, backup: Backup) -> Sheet:
    """The sheet of a backup."""
    text = backup.secret_key.plaintext_to_print()
    rows = tuple(segno.make_qr(text, error="q").matrix)
    return Sheet(
        groups=tuple(text.split("-")),
        words=" ".join(check_words(backup.secret_key)),
        code=tuple(
            (x, y, 1) for y, row in enumerate(rows) for x, module in enumerate(row) if module
        ),
        size=len(rows),
        person=public.person,
        fingerprint=public.key_id,
        day=backup.day,
    )
