"""Drafts that participants are shown, and what they object to."""

from __future__ import annotations

from house import DOCUMENT, House

from keys.sealing import Context, seal
from service.protocol.objections import (
    AnswerRequest,
    EarlyReleaseRequest,
    ObjectionRequest,
    PreviewRequest,
)
from service.protocol.purposes import Purpose
from service.protocol.wire import new_identifier, new_salt

OBJECTION = b"Canary objection: Zephyrine cannot live with the gauges"


def preview_request(house: House, draft: str, name: str) -> PreviewRequest:
    reader = house.people[name].identity.public
    context = Context(draft, 0, reader.person, Purpose.PREVIEW)
    return PreviewRequest(person=reader.person, envelope=seal(DOCUMENT, {}, reader, context))


def show(house: House, draft: str, *names: str) -> None:
    for name in names:
        request = preview_request(house, draft, name)
        answer = house.people["organiser"].post(f"/drafts/{draft}/previews", request)
        assert answer.status_code == 201, answer.text


def objection_request(house: House) -> ObjectionRequest:
    objection = new_identifier()
    context = house.context(objection, Purpose.OBJECTION)
    envelope = seal(OBJECTION, {}, house.room.public, context)
    return ObjectionRequest(objection=objection, envelope=envelope, salt=new_salt())


def object_to(house: House, draft: str, name: str = "participant") -> str:
    request = objection_request(house)
    answer = house.people[name].post(f"/drafts/{draft}/objections", request)
    assert answer.status_code == 201, answer.text
    return request.objection


def answer_request(house: House) -> AnswerRequest:
    answer = new_identifier()
    context = house.context(answer, Purpose.ANSWER)
    envelope = seal(b"Canary answer Umberwood", {}, house.room.public, context)
    return AnswerRequest(answer=answer, envelope=envelope)


def early_request(house: House) -> EarlyReleaseRequest:
    reason = new_identifier()
    context = house.context(reason, Purpose.EARLY_RELEASE)
    envelope = seal(b"Canary reason Umberwood", {}, house.room.public, context)
    return EarlyReleaseRequest(reason=reason, envelope=envelope)
