"""Redaction jobs for a pool of organisers' machines."""

from fastapi import APIRouter

from service.hub.api.dependencies import HubHere, InPath, Token
from service.hub.work import jobs
from service.protocol.jobs import (
    GrantRequest,
    JobRequest,
    Jobs,
    JobView,
    ResultRequest,
    TakeRequest,
)

router = APIRouter()


@router.post("/sessions/{session}/jobs", status_code=201)
def post_job(session: InPath, body: JobRequest, hub: HubHere, token: Token) -> JobView:
    """Queue a job."""
    with hub.writing(token) as act:
        return jobs.queue_job(act, session, body)


@router.get("/jobs")
def get_jobs(hub: HubHere, token: Token) -> Jobs:
    """The jobs that the caller may see to."""
    with hub.reading(token) as act:
        return jobs.list_jobs(act)


@router.get("/jobs/{job}")
def get_job(job: InPath, hub: HubHere, token: Token) -> JobView:
    """One job."""
    with hub.reading(token) as act:
        return jobs.view_job(act, job)


@router.post("/jobs/{job}/worker", status_code=201)
def post_worker(job: InPath, body: TakeRequest, hub: HubHere, token: Token) -> JobView:
    """Take a job."""
    with hub.writing(token) as act:
        return jobs.take_job(act, job, body, hub.door.clock())


@router.post("/jobs/{job}/grant", status_code=201)
def post_grant(job: InPath, body: GrantRequest, hub: HubHere, token: Token) -> JobView:
    """Grant a worker its keys."""
    with hub.writing(token) as act:
        return jobs.grant_job(act, job, body)


@router.post("/jobs/{job}/result", status_code=201)
def post_result(job: InPath, body: ResultRequest, hub: HubHere, token: Token) -> JobView:
    """Hand in the sealed review."""
    with hub.writing(token) as act:
        return jobs.hand_in(act, job, body)


@router.get("/jobs/{job}/result")
def get_result(job: InPath, hub: HubHere, token: Token) -> ResultRequest:
    """The sealed review."""
    with hub.reading(token) as act:
        return jobs.view_result(act, job)


@router.post("/jobs/{job}/end", status_code=201)
def post_job_end(job: InPath, hub: HubHere, token: Token) -> JobView:
    """Forget a job."""
    with hub.writing(token) as act:
        answer = jobs.end_job(act, job)
    hub.database.truncate_wal()
    return answer
