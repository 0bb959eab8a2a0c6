"""The queue of redaction jobs: ids, signed public keys, sealed grants and sealed reviews."""

from sqlmodel import Session, col, delete, select

from keys.announcement import verify_announcement
from keys.errors import KeysError
from keys.signatures import DsseEnvelope
from service.hub.accounts import keys_of
from service.hub.errors import BadRoom, Conflict
from service.hub.sessions import find_session
from service.hub.store import Act
from service.hub.tables import (
    Account,
    Dialogue,
    JobNote,
    MeetingSession,
    Membership,
    RedactionJob,
    Submission,
)
from service.protocol.dialogues import SessionView
from service.protocol.jobs import (
    GrantRequest,
    JobRequest,
    Jobs,
    JobState,
    JobSummary,
    JobView,
    ResultRequest,
    TakeRequest,
)
from service.protocol.roles import Permission, Role
from service.web.errors import NotFound

PATIENCE = 20 * 60
"""Seconds from taking a job to its review: a grant lives for 15 minutes, and reading takes two."""


def queue_job(act: Act, session: str, request: JobRequest) -> JobView:
    """Queue a job; the same request again is answered the same. Raises BadRoom, Conflict."""
    room = find_session(act, session, Permission.JOB_CREATE)
    _check_announced(act, room, request.announcement)
    present = act.db.get(RedactionJob, request.job)
    if present is None:
        _store(act, session, request)
    elif (present.session, present.announcement) != (session, request.announcement):
        raise Conflict
    return view_job(act, request.job)


def list_jobs(act: Act) -> Jobs:
    """The jobs of every dialogue of which the caller is an organiser."""
    mine = (Membership.person == act.account.person) & (Membership.role == Role.ORGANISER)
    query = (
        select(RedactionJob)
        .join(MeetingSession, col(MeetingSession.session) == RedactionJob.session)
        .join(Membership, col(Membership.dialogue) == MeetingSession.dialogue)
        .where(mine)
        .order_by(col(RedactionJob.job))
    )
    return Jobs(
        jobs=tuple(
            JobSummary(job=row.job, session=row.session, state=row.state, attempt=row.attempt)
            for row in act.db.exec(query)
        )
    )


def view_job(act: Act, job: str) -> JobView:
    """One job with everything that a worker needs and may have."""
    row = _find(act, job, Permission.JOB_READ)
    room = act.db.get_one(MeetingSession, row.session)
    organiser = keys_of(act.db.get_one(Account, row.organiser)).to_json()
    notes = select(JobNote.submission).where(JobNote.job == job)
    return JobView(
        job=job,
        session=row.session,
        state=row.state,
        attempt=row.attempt,
        organiser=organiser,
        view=SessionView(
            session=room.session,
            dialogue=room.dialogue,
            epoch=room.epoch,
            policy=act.db.get_one(Dialogue, room.dialogue).policy,
            opened=room.opened,
            announcement=row.announcement,
            announcer=organiser,
            wrap=None,
            sealed_agenda=room.sealed_agenda,
            sealed_roster=room.sealed_roster,
            segments=(),
        ),
        submissions=tuple(sorted(act.db.exec(notes))),
        worker=row.worker,
        grant=row.grant,
    )


def take_job(act: Act, job: str, request: TakeRequest, now: int) -> JobView:
    """Take a job that waits. Raises Conflict when somebody else has it."""
    row = _find(act, job, Permission.JOB_WORK)
    if row.state is JobState.QUEUED:
        row.state, row.worker, row.due = JobState.TAKEN, request.worker, now + PATIENCE
        act.db.add(row)
        act.db.flush()
    elif row.worker != request.worker:
        raise Conflict("Another machine has this job.")
    return view_job(act, job)


def grant_job(act: Act, job: str, request: GrantRequest) -> JobView:
    """Let the worker that took the job have its grant. Raises Conflict when none has."""
    row = _find(act, job, Permission.JOB_CREATE)
    if row.state is JobState.TAKEN:
        row.state, row.grant = JobState.GRANTED, request.grant
        act.db.add(row)
        act.db.flush()
    elif row.grant != request.grant:
        raise Conflict("No machine waits for a grant on this job.")
    return view_job(act, job)


def hand_in(act: Act, job: str, request: ResultRequest) -> JobView:
    """Keep the review until its organiser ends the job. Raises Conflict when it is not awaited."""
    row = _find(act, job, Permission.JOB_WORK)
    if row.state is JobState.GRANTED:
        row.state, row.review, row.signed = JobState.DONE, request.review, request.signed
        act.db.add(row)
        act.db.flush()
    elif (row.review, row.signed) != (request.review, request.signed):
        raise Conflict("No review is awaited for this job.")
    return view_job(act, job)


def view_result(act: Act, job: str) -> ResultRequest:
    """The sealed review. Raises NotFound until it was handed in."""
    row = _find(act, job, Permission.JOB_READ)
    if row.review is None or row.signed is None:
        raise NotFound("The review is not there yet.")
    return ResultRequest(review=row.review, signed=row.signed)


def end_job(act: Act, job: str) -> JobView:
    """Forget a job, done or not; what it was is answered once more."""
    row = _find(act, job, Permission.JOB_CREATE)
    view = view_job(act, job)
    act.db.exec(delete(JobNote).where(col(JobNote.job) == job))
    act.db.delete(row)
    act.db.flush()
    return view


def overdue_jobs(db: Session, now: int) -> list[tuple[str, int]]:
    """Jobs whose process did not finish in time, with the number of the attempt."""
    taken = col(RedactionJob.state).in_((JobState.TAKEN, JobState.GRANTED))
    late = taken & (col(RedactionJob.due) <= now)
    rows = db.exec(select(RedactionJob.job, RedactionJob.attempt).where(late)).all()
    return [(one, attempt) for one, attempt in rows]


def queue_again(db: Session, job: str, attempt: int, now: int) -> None:
    """Let another process have the job; its key needs another grant."""
    row = db.get(RedactionJob, job)
    late = row and row.state in (JobState.TAKEN, JobState.GRANTED) and row.due <= now
    if row is None or not late or row.attempt != attempt:
        return
    row.state, row.attempt, row.worker, row.grant = JobState.QUEUED, attempt + 1, None, None
    db.add(row)


def _store(act: Act, session: str, request: JobRequest) -> None:
    act.db.add(
        RedactionJob(
            job=request.job,
            session=session,
            organiser=act.account.person,
            announcement=request.announcement,
            state=JobState.QUEUED,
            attempt=0,
            due=0,
        )
    )
    act.db.flush()
    for submission in set(request.submissions):
        row = act.db.get(Submission, submission)
        if row is None or row.session != session:
            raise NotFound("One of these notes is not of this session.")
        act.db.add(JobNote(job=request.job, submission=submission))
    act.db.flush()


def _check_announced(act: Act, room: MeetingSession, text: str) -> None:
    try:
        envelope = DsseEnvelope.from_json(text)
        verify_announcement(envelope, [keys_of(act.account)], room.session, room.epoch)
    except KeysError:
        raise BadRoom from None


def _find(act: Act, job: str, permission: Permission) -> RedactionJob:
    row = act.db.get(RedactionJob, job)
    if row is None:
        raise NotFound
    find_session(act, row.session, permission)
    return row
