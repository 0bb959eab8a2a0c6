"""Everything the hub refuses, and what to do about it.

Refusal
├── Forbidden, BadInvitation
├── Conflict
│   ├── Rejected, Released, NotEnoughApprovals, UnderInstruction, NotReleased, NoOutbound, StaleKey
│   ├── ObjectionsClosed, ObjectionsOpen, ObjectionsUnanswered, NotShown
├── BadIdentity, BadRoom, BadStatement, BadSignature, BadEnvelope, BadCheckpoint, BadBundle
└── OutsideLog
HubSetupError
├── AlreadyInitialised, NotInitialised
├── BadDatabase, NotUpgraded
├── BackupExists, HoldsData, NotABackup
├── HoldStands
└── WorkerRunning
"""

from service.protocol.problems import ProblemCode
from service.web.errors import InvalidRequest, Refusal


class Forbidden(Refusal):
    """Your role in this dialogue does not include that."""

    status = 403
    code = ProblemCode.FORBIDDEN
    title = "Not yours to do"
    hint = "Ask an organiser of the dialogue."


class BadInvitation(Refusal):
    """This invitation is unknown, used or expired."""

    status = 403
    code = ProblemCode.BAD_INVITATION
    title = "No invitation"
    hint = "Ask an organiser for a new one; each serves once."


class Conflict(Refusal):
    """Something else already stands under this identifier."""

    status = 409
    code = ProblemCode.CONFLICT
    title = "Already taken"
    hint = "Draw a new identifier for new content; to repeat a request, send exactly the same."


class Rejected(Conflict):
    """An organiser rejected this draft; nothing can release it any more."""

    code = ProblemCode.REJECTED
    title = "Rejected"
    hint = "Settle the objection and make a new draft."


class Released(Conflict):
    """This draft has been released and can no longer be changed."""

    code = ProblemCode.RELEASED
    title = "Already released"
    hint = "Fetch it, or make a new draft."


class NotEnoughApprovals(Conflict):
    """Fewer than two organisers have a valid approval on this draft."""

    code = ProblemCode.NOT_ENOUGH_APPROVALS
    title = "Two people must approve"
    hint = "Ask another organiser to approve; approvals older than 14 days must be given again."


class NotReleased(Conflict):
    """This draft is not a released document."""

    code = ProblemCode.NOT_RELEASED
    title = "Not released"
    hint = "Release it first; recommendations go to their officials by a channel of their own."


class NoOutbound(Conflict):
    """This hub was not told where the outbound side is."""

    code = ProblemCode.NO_OUTBOUND
    title = "No outbound side"
    hint = "Ask whoever hosts the hub to set SEALEDROOM_HUB_OUTBOUND, or publish from the desk."


class ObjectionsClosed(Conflict):
    """The days for objections to this session's drafts are over."""

    code = ProblemCode.OBJECTIONS_CLOSED
    title = "Too late to object"
    hint = "Speak with an organiser: silence was taken as assent."


class ObjectionsOpen(Conflict):
    """Participants were shown this draft and may still object to it."""

    code = ProblemCode.OBJECTIONS_OPEN
    title = "Participants may still object"
    hint = "Wait until the day after; or say, sealed, why it cannot wait: --before-window."


class NotShown(Conflict):
    """In the safety tier a draft leaves once every participant with keys was shown it."""

    code = ProblemCode.NOT_SHOWN
    title = "Not every participant was shown this"
    hint = "Show it: sealedroom release show DRAFT --compared FINGERPRINT, and wait for their days."


class ObjectionsUnanswered(Conflict):
    """A participant objected to this draft, and nobody has answered."""

    code = ProblemCode.OBJECTIONS_UNANSWERED
    title = "Objections wait for an answer"
    hint = "Read them and answer each: sealedroom release objections DRAFT"


class StaleKey(Conflict):
    """The room has had another key since this was sealed: nobody could open it."""

    code = ProblemCode.STALE_KEY
    title = "Sealed to an older key"
    hint = "Nothing was stored. Seal the note again: the new key is fetched with it."


class UnderInstruction(Conflict):
    """A participant is under instruction, so this dialogue is no Track II."""

    code = ProblemCode.UNDER_INSTRUCTION
    title = "Not Track II"
    hint = "Call it Track 1.5 or a backchannel: Track II has people in a personal capacity only."


class BadIdentity(InvalidRequest):
    """This is not a public identity."""

    code = ProblemCode.BAD_IDENTITY
    title = "Not an identity"
    hint = "Send the public half as your desk made it."


class BadRoom(InvalidRequest):
    """The room key, its wraps or its segments do not fit together."""

    code = ProblemCode.BAD_ROOM
    title = "Not a room"
    hint = "Open the session from the desk; wrap its key to members of the dialogue only."


class BadEnvelope(InvalidRequest):
    """This is not a whole envelope of a known version."""

    title = "Not an envelope"
    hint = "Seal the note again and send the envelope as it was made."


class BadStatement(InvalidRequest):
    """The payload is not a statement of the draft's kind in its one canonical form."""

    code = ProblemCode.BAD_STATEMENT
    title = "Not a statement"
    hint = "Let the desk write the statement; check that every leak check passed."


class BadSignature(InvalidRequest):
    """The signature is not yours over exactly this draft."""

    code = ProblemCode.BAD_SIGNATURE
    title = "Not your signature"
    hint = "Fetch the draft again, read it, and sign it with the identity of this account."


class BadBundle(InvalidRequest):
    """This is not the bundle of this release."""

    code = ProblemCode.BAD_BUNDLE
    title = "Not the bundle"
    hint = "Send the file that `sealedroom release publish` wrote, unchanged."


class BadCheckpoint(InvalidRequest):
    """No witness that this hub knows cosigned this checkpoint of its log."""

    code = ProblemCode.BAD_CHECKPOINT
    title = "Not a witnessed checkpoint"
    hint = "Send what `sealedroom witness cosign` wrote; the host names witnesses in the settings."


class OutsideLog(Refusal):
    """The log is not that long."""

    status = 404
    code = ProblemCode.LOG_RANGE
    title = "Outside the log"
    hint = "Ask for the checkpoint first: its second line is the number of leaves."


class HubSetupError(Exception):
    """The hub cannot start."""

    hint = "Check the hub's folder."

    def __init__(self) -> None:
        super().__init__((type(self).__doc__ or "").strip())


class AlreadyInitialised(HubSetupError):  # noqa: N818
    """There already is a hub in this folder."""

    hint = "Serve it with `sealedroom hub serve`, or choose another folder."


class NotInitialised(HubSetupError):  # noqa: N818
    """There is no hub in this folder."""

    hint = "Make one with `sealedroom hub init`."


class BadDatabase(HubSetupError):  # noqa: N818
    """The database cannot be used."""

    hint = "Set SEALEDROOM_HUB_DATABASE to postgresql+psycopg://..., or leave it empty for SQLite."


class NotUpgraded(HubSetupError):  # noqa: N818
    """The database's tables are of another version than this program."""

    hint = "Make a backup, then run `sealedroom hub upgrade`."


class BackupExists(HubSetupError):  # noqa: N818
    """There is a file of this name."""

    hint = "Give the backup a name of its own, such as the day."


class HoldsData(HubSetupError):  # noqa: N818
    """This database holds a log already: nothing is put over it."""

    hint = "Move it away first. An older log in the place of a newer one is refused by witnesses."


class NotABackup(HubSetupError):  # noqa: N818
    """This file is no backup of this log that this version can read."""

    hint = "Take the file that `sealedroom hub backup` wrote, with the `log.key` of that hub."


class HoldStands(HubSetupError):  # noqa: N818
    """A legal hold stands on this session: nothing of it is destroyed."""

    hint = "An organiser ends the hold: `sealedroom room hold SESSION --end`."


class WorkerRunning(HubSetupError):  # noqa: N818
    """A worker of this name is running in this folder."""

    hint = "On PostgreSQL, start a second one with --name; on SQLite one worker does all the work."
