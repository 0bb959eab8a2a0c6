"""Everything the hub stores.

base       the two catalogues, data and keys
people     accounts and invitations
signin     who is signed in, and by what
dialogues  dialogues, members, sessions, segments
series     the series around the sessions, seats without accounts
notes      sealed notes, drafts, approvals, releases
objections what participants were shown, and their objections
log        the Merkle log
work       what goes on by itself: dates, holds, deliveries
keys       the key store, apart from all of the above

A new file of tables is imported here; then `python -m service.hub.migrations` writes the initial
migrations again (until the first release, there is one for each catalogue).
"""

from service.hub.tables.base import KEY_SCHEMA, HubTable, KeyTable
from service.hub.tables.dialogues import Dialogue, MeetingSession, Membership, SegmentRow
from service.hub.tables.keys import DestroyedRoom, RoomKey
from service.hub.tables.log import Cosigned, LogLeaf, LogNode
from service.hub.tables.notes import Approval, Draft, Release, Submission
from service.hub.tables.objections import (
    EarlyReleaseRow,
    ObjectionAnswer,
    ObjectionRow,
    PreviewRow,
)
from service.hub.tables.people import Account, Invitation
from service.hub.tables.series import (
    Acknowledgement,
    Agreement,
    BreachRow,
    CharterRow,
    DelegationRow,
    DialogueKey,
    FunderRow,
    GoalRow,
    SeatRow,
)
from service.hub.tables.signin import (
    Attempts,
    Passkey,
    Passphrase,
    RecoveryCode,
    SignIn,
    SpentChallenge,
    SubmissionLink,
    WayIn,
)
from service.hub.tables.work import (
    ClockMark,
    Delivery,
    DestroyedSession,
    DialogueTerms,
    Hold,
    JobNote,
    RedactionJob,
    WorkerBeat,
)

__all__ = [
    "KEY_SCHEMA",
    "Account",
    "Acknowledgement",
    "Agreement",
    "Approval",
    "Attempts",
    "BreachRow",
    "CharterRow",
    "ClockMark",
    "Cosigned",
    "DelegationRow",
    "Delivery",
    "DestroyedRoom",
    "DestroyedSession",
    "Dialogue",
    "DialogueKey",
    "DialogueTerms",
    "Draft",
    "EarlyReleaseRow",
    "FunderRow",
    "GoalRow",
    "Hold",
    "HubTable",
    "Invitation",
    "JobNote",
    "KeyTable",
    "LogLeaf",
    "LogNode",
    "MeetingSession",
    "Membership",
    "ObjectionAnswer",
    "ObjectionRow",
    "Passkey",
    "Passphrase",
    "PreviewRow",
    "RecoveryCode",
    "RedactionJob",
    "Release",
    "RoomKey",
    "SeatRow",
    "SegmentRow",
    "SignIn",
    "SpentChallenge",
    "Submission",
    "SubmissionLink",
    "WayIn",
    "WorkerBeat",
]
