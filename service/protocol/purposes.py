"""What an envelope was sealed for: the `purpose` of its `keys.sealing.Context`.

An envelope opens only under the context it was sealed with, so one made as a note can never be
passed off as a draft.
"""

from enum import StrEnum, unique


@unique
class Purpose(StrEnum):
    """`Context(room, epoch, submission, purpose)` for each kind of envelope."""

    ANSWER = "answer"
    """Of organisers to an objection. room, epoch: the session's; submission: the answer."""

    AGENDA = "agenda"
    """room, epoch: the session's; submission: the session."""

    BREACH = "breach"
    """room, epoch: the dialogue's key; submission: the breach."""

    CHARTER = "charter"
    """room, epoch: the dialogue's key; submission: the charter."""

    DELEGATION = "delegation"
    """room, epoch: the dialogue's key; submission: the delegation."""

    DRAFT = "draft"
    """room, epoch: the session's; submission: the draft."""

    EARLY_RELEASE = "early-release"
    """Why a draft does not wait. room, epoch: the session's; submission: the reason."""

    FUNDER = "funder"
    """room, epoch: the dialogue's key; submission: the funder."""

    GOAL = "goal"
    """room, epoch: the dialogue's key; submission: the goal."""

    NOTE = "note"
    """room, epoch: the session's; submission: the submission."""

    OBJECTION = "objection"
    """room, epoch: the session's; submission: the objection."""

    PREVIEW = "preview"
    """Sealed to one participant. room: the draft; epoch: 0; submission: the participant."""

    RECOMMENDATION = "recommendation"
    """Sealed to the official. room: their person id; epoch: 0; submission: the recommendation."""

    RECORD = "record"
    """Beside the notes. room, epoch: the session's; submission: the submission."""

    REVIEW = "review"
    """room, epoch: the session's; submission: the worker's job."""

    ROSTER = "roster"
    """room, epoch: the session's; submission: the session."""

    SHARE = "share"
    """Sealed to one person. room: the session; epoch: 0; submission: "epoch-" and its number."""

    SEAT = "seat"
    """room, epoch: the dialogue's key; submission: the seat."""

    TITLE = "title"
    """room: the dialogue; epoch: 0; submission: the dialogue."""

    WAIVER = "waiver"
    """Given or taken back. room, epoch: the session's; submission: the digest of the waiver."""
