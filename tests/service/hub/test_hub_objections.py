"""Previews for one person each, objections without a sender, and what they hold back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from house import DOCUMENT, House, release_statement
from previewed import (
    OBJECTION,
    answer_request,
    early_request,
    object_to,
    objection_request,
    preview_request,
    show,
)

from keys.errors import OpeningError
from keys.logproof import LogProof
from keys.opening import Identity, RoomSecret, announce_room, open_envelope, rewrap_envelope
from keys.sealing import PAYLOAD_START, Context
from service.hub import objections as hub_objections
from service.hub.tables import HubTable, ObjectionRow
from service.protocol.coarse import today
from service.protocol.log import Event, Leaf, Leaves, commitment
from service.protocol.objections import ObjectionReceipt, Objections, Previews, PreviewView
from service.protocol.purposes import Purpose
from service.protocol.roles import Role
from service.protocol.wire import new_identifier
from service.protocol.work import Terms, Tier


@pytest.fixture
def draft(house: House) -> str:
    return house.lay(house.draft())


@pytest.fixture
def later(monkeypatch):
    """Have the hub think that it is some days later."""

    def days(number: int) -> None:
        on = today() + timedelta(days=number)
        monkeypatch.setattr(hub_objections, "today", lambda: on)

    return days


def listed(house: House, draft: str) -> Objections:
    answer = house.people["organiser"].get(f"/drafts/{draft}/objections")
    return Objections.model_validate_json(answer.content)


def refused(answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_preview_is_for_one_person(house, draft, identities):
    show(house, draft, "participant")
    participant = house.people["participant"]
    own = Previews.model_validate_json(participant.get("/previews").content)
    assert [one.draft for one in own.previews] == [draft]
    assert own.previews[0].until == today() + timedelta(days=14)
    view = PreviewView.model_validate_json(participant.get(f"/drafts/{draft}/preview").content)
    context = Context(draft, 0, participant.person, Purpose.PREVIEW)
    assert open_envelope(view.envelope, participant.identity, context).note == DOCUMENT
    with pytest.raises(OpeningError):
        open_envelope(view.envelope, house.people["second"].identity, context)
    for name, status in (("organiser", 404), ("rapporteur", 403), ("stranger", 404)):
        assert house.people[name].get(f"/drafts/{draft}/preview").status_code == status
    assert house.people["second"].get("/previews").json() == {"previews": []}


def test_a_second_participant_sees_nothing_of_the_first(house, draft, identities):
    from keys.opening import Identity

    other = house.invite("other", Identity.generate(), Role.PARTICIPANT)
    show(house, draft, "participant")
    assert other.get(f"/drafts/{draft}/preview").status_code == 404
    assert other.post(f"/drafts/{draft}/objections", objection_request(house)).status_code == 404
    show(house, draft, "other")
    assert other.get(f"/drafts/{draft}/preview").status_code == 200


def test_only_members_who_may_read_one_are_shown_it(house, draft, organiser):
    for name in ("rapporteur", "custodian", "auditor", "guest", "stranger"):
        request = preview_request(house, draft, name)
        assert organiser.post(f"/drafts/{draft}/previews", request).status_code == 404
    broken = preview_request(house, draft, "participant").model_copy(update={"envelope": b"x"})
    assert organiser.post(f"/drafts/{draft}/previews", broken).status_code == 422


def test_who_left_reads_no_preview(house, draft, organiser):
    show(house, draft, "participant")
    participant = house.people["participant"]
    gone = organiser.delete(f"/dialogues/{house.dialogue}/members/{participant.person}")
    assert gone.status_code == 200
    assert participant.get("/previews").status_code == 401


def test_an_objection_names_nobody(house, draft):
    show(house, draft, "participant")
    request = objection_request(house)
    participant = house.people["participant"]
    answer = participant.post(f"/drafts/{draft}/objections", request)
    receipt = ObjectionReceipt.model_validate_json(answer.content)
    leaf = Leaf.model_validate_json(receipt.leaf)
    assert (leaf.event, leaf.actor) == (Event.OBJECTION, None)
    assert leaf.artefact == commitment(request.salt, request.objection, request.envelope)
    proof = LogProof(receipt.index, receipt.leaf, receipt.inclusion, receipt.checkpoint)
    proof.verify(house.new.verification_key)
    assert set(ObjectionRow.model_fields) == {"objection", "draft", "date", "envelope"}
    with house.client.app.state.hub.database.read() as db:
        for name in ("objection", "objection_answer", "early_release"):
            rows = db.connection().execute(HubTable.metadata.tables[name].select()).all()
            assert not any(participant.person in map(str, row) for row in rows)
    (one,) = listed(house, draft).objections
    opened = open_envelope(
        one.envelope, house.room, house.context(one.objection, Purpose.OBJECTION)
    )
    assert (opened.note, one.answer) == (OBJECTION, None)


def test_sent_again_it_is_one_objection(house, draft):
    show(house, draft, "participant")
    participant, request = house.people["participant"], objection_request(house)
    path = f"/drafts/{draft}/objections"
    first, again = (participant.post(path, request).json() for _ in range(2))
    assert first["index"] == again["index"]
    other = objection_request(house).model_copy(update={"objection": request.objection})
    assert refused(participant.post(path, other)) == (409, "conflict")
    assert len(listed(house, draft).objections) == 1


def test_an_objection_has_no_drafts_id(house, draft):
    show(house, draft, "participant")
    request = objection_request(house).model_copy(update={"objection": draft})
    answer = house.people["participant"].post(f"/drafts/{draft}/objections", request)
    assert refused(answer) == (409, "conflict")


def test_the_last_day_counts_whole(house, draft, later, organiser):
    show(house, draft, "participant")
    participant, path = house.people["participant"], f"/drafts/{draft}/objections"
    later(14)
    early = objection_request(house)
    assert participant.post(path, early).status_code == 201
    assert not listed(house, draft).over
    later(15)
    late = participant.post(path, objection_request(house))
    assert refused(late) == (409, "objections-closed")
    assert "organiser" in late.json()["hint"]
    assert participant.post(path, early).status_code == 201  # its receipt, sent again
    assert listed(house, draft).over
    request = preview_request(house, draft, "participant")
    assert refused(organiser.post(f"/drafts/{draft}/previews", request))[1] == "objections-closed"


def test_a_settled_draft_takes_no_objection(house, draft, organiser):
    show(house, draft, "participant")
    organiser.post(f"/drafts/{draft}/rejections")
    answer = house.people["participant"].post(
        f"/drafts/{draft}/objections", objection_request(house)
    )
    assert refused(answer) == (409, "rejected")


def test_release_waits_for_the_days_and_for_answers(house, organiser, later):
    request = house.draft()
    draft = house.lay(request)
    show(house, draft, "participant")
    for name in ("organiser", "second"):
        assert house.approve(name, request).status_code == 201
    release = f"/drafts/{draft}/release"
    assert refused(organiser.post(release)) == (409, "objections-open")
    objection = object_to(house, draft)
    later(15)
    assert refused(organiser.post(release)) == (409, "objections-unanswered")
    answer = answer_request(house)
    for _ in range(2):
        answered = organiser.post(f"/objections/{objection}/answer", answer)
        assert answered.status_code == 201, answered.text
    assert listed(house, draft).objections[0].answer.answer == answer.answer
    assert organiser.post(release).status_code == 201
    late = organiser.post(f"/objections/{objection}/answer", answer_request(house))
    assert refused(late) == (409, "released")


def test_a_reason_lets_it_out_before_but_not_past_an_objection(house, organiser):
    request = house.draft()
    draft = house.lay(request)
    show(house, draft, "participant")
    for name in ("organiser", "second"):
        house.approve(name, request)
    reason = early_request(house)
    for _ in range(2):
        assert organiser.post(f"/drafts/{draft}/early-release", reason).status_code == 201
    other = organiser.post(f"/drafts/{draft}/early-release", early_request(house))
    assert refused(other) == (409, "conflict")
    assert listed(house, draft).early.reason == reason.reason
    objection = object_to(house, draft)
    release = f"/drafts/{draft}/release"
    assert refused(organiser.post(release)) == (409, "objections-unanswered")
    organiser.post(f"/objections/{objection}/answer", answer_request(house))
    again = answer_request(house)
    assert organiser.post(f"/objections/{objection}/answer", again).status_code == 201
    assert listed(house, draft).objections[0].answer.answer == again.answer
    assert organiser.post(release).status_code == 201


def test_a_draft_that_nobody_was_shown_waits_for_nobody(house):
    assert house.release(house.draft()).index


def test_in_the_safety_tier_everybody_sees_a_draft_and_has_their_days(house, organiser, later):
    path = f"/dialogues/{house.dialogue}/terms"
    policy = "cd" * 32
    safety = Terms(tier=Tier.SAFETY, policy=policy).model_dump(mode="json")
    assert refused(organiser.post_json(path, safety | {"policy": None})) == (409, "conflict")
    assert organiser.post_json(path, safety).status_code == 201
    refusal = organiser.post(f"/sessions/{house.session}/drafts", house.draft())
    assert refused(refusal) == (422, "bad-statement")
    for loosened in (Terms(), Terms(tier=Tier.SAFETY, policy="ef" * 32)):
        answer = organiser.post_json(path, loosened.model_dump(mode="json"))
        assert refused(answer) == (409, "conflict")
    log = Leaves.model_validate_json(organiser.get("/log/leaves").content).leaves
    raised = Leaf.model_validate_json(log[-1])
    assert (raised.event, raised.artefact) == (Event.POLICY, commitment(house.dialogue, policy))
    house.invite("another", Identity.generate(), Role.PARTICIPANT)
    request = house.draft(statement=release_statement(DOCUMENT, policy=policy))
    release = f"/drafts/{house.lay(request)}/release"
    for name in ("organiser", "second"):
        house.approve(name, request)
    show(house, request.draft, "participant")
    assert refused(organiser.post(release)) == (409, "not-shown")
    show(house, request.draft, "another")
    hasten = f"/drafts/{request.draft}/early-release"
    assert refused(organiser.post(hasten, early_request(house))) == (409, "conflict")
    assert refused(organiser.post(release)) == (409, "objections-open")
    later(15)
    for name in ("organiser", "second"):
        house.approve(name, request)
    assert organiser.post(release).status_code == 201


def test_a_new_epoch_takes_objections_along(house, draft, organiser):
    show(house, draft, "participant")
    objection = object_to(house, draft)
    answer, reason = answer_request(house), early_request(house)
    organiser.post(f"/objections/{objection}/answer", answer)
    organiser.post(f"/drafts/{draft}/early-release", reason)
    said = listed(house, draft)
    row = organiser.get(f"/drafts/{draft}").json()
    from base64 import b64decode

    sealed = {
        draft: (b64decode(row["document"]), Purpose.DRAFT),
        objection: (said.objections[0].envelope, Purpose.OBJECTION),
        answer.answer: (answer.envelope, Purpose.ANSWER),
        reason.reason: (reason.envelope, Purpose.EARLY_RELEASE),
    }
    after = RoomSecret.generate(house.session, 2)
    heads = {
        name: rewrap_envelope(envelope, house.room, after.public, house.context(name, purpose))[
            :PAYLOAD_START
        ]
        for name, (envelope, purpose) in sealed.items()
    }
    body = house.session_request(after).model_dump(exclude={"segments"}, mode="json")
    from service.protocol.epochs import EpochRequest

    body["announcement"] = announce_room(after, organiser.identity).to_json()
    request = EpochRequest(**body, heads=heads)
    answered = organiser.post(f"/sessions/{house.session}/epochs", request)
    assert answered.status_code == 201, answered.text
    (one,) = listed(house, draft).objections
    context = Context(house.session, 2, objection, Purpose.OBJECTION)
    assert open_envelope(one.envelope, after, context).note == OBJECTION


def test_what_does_not_exist(house, organiser):
    assert (
        organiser.post(f"/objections/{new_identifier()}/answer", answer_request(house)).status_code
        == 404
    )
    assert organiser.get(f"/drafts/{new_identifier()}/objections").status_code == 404
