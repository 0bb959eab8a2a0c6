"""Redaction jobs as an organiser's desk queues them."""

from __future__ import annotations

from house import House

from keys.opening import Identity, announce_room
from service.protocol.jobs import JobRequest
from service.protocol.wire import new_identifier


def job_request(house: House, identity: Identity, submission: str) -> JobRequest:
    """A job for one note, whose room key this person announces."""
    return JobRequest(
        job=new_identifier(),
        announcement=announce_room(house.room, identity).to_json(),
        submissions=(submission,),
    )


def queue_job(house: House, submission: str) -> str:
    """Queue a job as an organiser; its id."""
    organiser = house.people["organiser"]
    request = job_request(house, organiser.identity, submission)
    answer = organiser.post(f"/sessions/{house.session}/jobs", request)
    assert answer.status_code == 201, answer.text
    return request.job
