"""What goes on by itself: dates, holds, certificates, deliveries, and who is working on them.

The tables of dbos lie beside these and hold nothing but ids of theirs.
"""

from datetime import date

from sqlmodel import Field

from service.hub.tables.base import BIG, HubTable, words
from service.protocol.jobs import JobState
from service.protocol.work import DeliveryState, Mark, MarkState, Tier


class DialogueTerms(HubTable, table=True):
    """The days of a dialogue's clock (`service.protocol.work.Terms`)."""

    __tablename__ = "dialogue_terms"

    dialogue: str = Field(primary_key=True, foreign_key="dialogue.dialogue")
    draft: int
    objections: int
    release: int
    retention: int
    warning: int
    grace: int
    tier: Tier = Field(sa_type=words(Tier))


class ClockMark(HubTable, table=True):
    """A date of a session's clock, whether it was come to, and its days after the one before."""

    __tablename__ = "clock_mark"

    session: str = Field(primary_key=True, foreign_key="meeting_session.session")
    mark: Mark = Field(primary_key=True, sa_type=words(Mark))
    due: date = Field(index=True)
    state: MarkState = Field(sa_type=words(MarkState))
    settled: date | None = None
    gap: int = 0


class Hold(HubTable, table=True):
    """A legal hold on a session."""

    session: str = Field(primary_key=True, foreign_key="meeting_session.session")
    hold: str
    since: date


class DestroyedSession(HubTable, table=True):
    """The certificate of a session whose keys were destroyed."""

    __tablename__ = "destroyed_session"

    session: str = Field(primary_key=True, foreign_key="meeting_session.session")
    date: date
    certificate: bytes


class Delivery(HubTable, table=True):
    """A released bundle on its way; `due` is in seconds since 1970. Delivered, it is forgotten."""

    draft: str = Field(primary_key=True, foreign_key="draft.draft")
    document: str
    state: DeliveryState = Field(sa_type=words(DeliveryState), index=True)
    attempts: int
    due: int = Field(sa_type=BIG)
    problem: str | None = None
    delivered: date | None = None
    bundle: bytes | None = None


class RedactionJob(HubTable, table=True):
    """A job of the pool: signed statements, a sealed grant, a sealed review; `due` as above."""

    __tablename__ = "redaction_job"

    job: str = Field(primary_key=True)
    session: str = Field(foreign_key="meeting_session.session", index=True)
    organiser: str = Field(foreign_key="account.person")
    announcement: str
    state: JobState = Field(sa_type=words(JobState), index=True)
    attempt: int
    due: int = Field(sa_type=BIG)
    worker: str | None = None
    grant: str | None = None
    review: bytes | None = None
    signed: str | None = None


class JobNote(HubTable, table=True):
    """A note that a job is about."""

    __tablename__ = "job_note"

    job: str = Field(primary_key=True, foreign_key="redaction_job.job")
    submission: str = Field(primary_key=True)  # no foreign key: notes are shuffled in their table


class WorkerBeat(HubTable, table=True):
    """A worker that is alive says so again and again, each time with another number."""

    __tablename__ = "worker_beat"

    executor: str = Field(primary_key=True)
    beat: int = Field(sa_type=BIG)
