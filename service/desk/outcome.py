"""The outbound document: statements by agenda item, in an order that says nothing.

Plain UTF-8 text in the little Markdown of the outbound page: a title, headings, statements. The
random release id inside makes the digest of the document unguessable before it is published.
"""

import hashlib
import secrets
import unicodedata
from collections.abc import Sequence

from service.desk.reviewing import Proposal
from service.desk.rooms import Agenda

RULE = (
    "This is what was said, and by nobody in particular: the meeting was held under the Chatham "
    "House Rule. The order of the statements is not that of the discussion."
)
OTHER = "Other points"


def outcome(agenda: Agenda, proposals: Sequence[Proposal]) -> bytes:
    """Compose the document from what the reviewer let through.

    Args:
        proposals: every decision; only those that leave are used.

    Returns:
        UTF-8 text, NFC, with one line feed at the end of each line.
    """
    release = random_reference()
    parts = [f"# {agenda.topic}", RULE]
    titles = [item.title for item in agenda.items]
    for heading in [*titles, OTHER]:
        chosen = [p.text for p in proposals if p.leaves and _heading(p, titles) == heading]
        if chosen:
            parts += [
                f"## {heading}",
                "\n".join(f"- {_line(text)}" for text in _mix(chosen, release)),
            ]
    if agenda.funding:
        parts += ["## Funding", _line(agenda.funding)]
    parts.append(f"Release {release}")
    return (unicodedata.normalize("NFC", "\n\n".join(parts)) + "\n").encode()


def random_reference() -> str:
    """128 random bits in decimal, in fives to be read aloud: digits can spell nobody's name."""
    digits = f"{secrets.randbits(128):040d}"
    return " ".join(digits[at : at + 5] for at in range(0, len(digits), 5))


def statements_of(document: bytes) -> tuple[str, ...]:
    """The statements of a released document, in the order in which they stand there."""
    lines = document.decode().splitlines()
    return tuple(line.removeprefix("- ") for line in lines if line.startswith("- "))


def _heading(proposal: Proposal, titles: Sequence[str]) -> str:
    return proposal.item if proposal.item in titles else OTHER


def _mix(texts: Sequence[str], release: str) -> list[str]:
    """Order by a hash that nobody chose, so that neither time nor speaker shows."""
    return sorted(texts, key=lambda text: hashlib.sha256((release + text).encode()).digest())


def _line(text: str) -> str:
    return " ".join(text.split())
