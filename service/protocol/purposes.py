"""What an envelope was sealed for: the `purpose` of its `keys.sealing.Context`.

An envelope opens only under the context it was sealed with, so one made as a note can never be
passed off as a draft.
"""

from enum import StrEnum, unique


@unique
class Purpose(StrEnum):
    """`Context(room, epoch, submission, purpose)` for each kind of envelope."""

    AGENDA = "agenda"
    """room, epoch: the session's; submission: the session."""

    DRAFT = "draft"
    """room, epoch: the session's; submission: the draft."""

    NOTE = "note"
    """room, epoch: the session's; submission: the submission."""

    RECOMMENDATION = "recommendation"
    """Sealed to the official. room: their person id; epoch: 0; submission: the recommendation."""

    REVIEW = "review"
    """room, epoch: the session's; submission: the worker's job."""

    ROSTER = "roster"
    """room, epoch: the session's; submission: the session."""

    SHARE = "share"
    """Sealed to one person. room: the session; epoch: 0; submission: "epoch-" and its number."""

    TITLE = "title"
    """room: the dialogue; epoch: 0; submission: the dialogue."""

    WAIVER = "waiver"
    """Given or taken back. room, epoch: the session's; submission: the digest of the waiver."""
