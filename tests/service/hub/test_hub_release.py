"""From drafts to releases: two people, one payload, no way around."""

from datetime import timedelta

import pytest
from house import DOCUMENT, release_statement

from keys.bundle import verify_bundle
from keys.opening import open_envelope, sign
from keys.signatures import DsseEnvelope, verify_dsse
from service.hub import drafts as hub_drafts
from service.protocol.coarse import today
from service.protocol.drafts import APPROVAL_DAYS
from service.protocol.purposes import Purpose
from service.protocol.roles import Role
from service.protocol.statements import PAYLOAD_TYPE, Check, Kind


def test_a_release_verifies_offline(house):
    report = verify_bundle(house.bundle(), house.trust)
    assert report.document == DOCUMENT
    assert len(report.persons) == 2


def test_the_second_organiser_reads_the_draft_before_signing(house, second):
    request = house.draft()
    house.lay(request)
    listed = second.get(f"/sessions/{house.session}/drafts").json()["drafts"]
    assert [draft["draft"] for draft in listed] == [request.draft]
    view = second.get(f"/drafts/{request.draft}").json()
    from service.protocol.drafts import DraftView

    draft = DraftView.model_validate(view)
    opened = open_envelope(draft.document, house.room, house.context(draft.draft, Purpose.DRAFT))
    assert (opened.note, draft.payload) == (DOCUMENT, request.payload)


def test_releasing_again_gives_the_same_leaf(house, organiser):
    request = house.draft()
    first = house.release(request)
    house.release(house.draft(b"# Another\n"))
    again = organiser.post(f"/drafts/{request.draft}/release").json()
    assert (again["index"], again["dsse"]) == (first.index, first.dsse)
    assert again["checkpoint"] != first.checkpoint


def test_one_person_is_not_enough(house, organiser):
    request = house.draft()
    house.lay(request)
    for _ in range(3):
        assert house.approve("organiser", request).status_code == 201
    answer = organiser.post(f"/drafts/{request.draft}/release")
    assert (answer.status_code, answer.json()["code"]) == (409, "not-enough-approvals")


def test_nobody_is_not_enough(house, organiser):
    request = house.draft()
    house.lay(request)
    answer = organiser.post(f"/drafts/{request.draft}/release")
    assert answer.json()["code"] == "not-enough-approvals"


def test_one_rejection_blocks_for_good(house, organiser, second):
    request = house.draft()
    house.lay(request)
    house.approve("organiser", request)
    house.approve("second", request)
    assert second.post(f"/drafts/{request.draft}/rejections").json()["state"] == "rejected"
    assert second.post(f"/drafts/{request.draft}/rejections").status_code == 201
    for answer in (
        organiser.post(f"/drafts/{request.draft}/release"),
        house.approve("organiser", request),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "rejected")


def test_a_release_cannot_be_rejected_or_approved_afterwards(house, second):
    request = house.draft()
    house.release(request)
    assert second.post(f"/drafts/{request.draft}/rejections").json()["code"] == "released"
    assert house.approve("second", request).json()["code"] == "released"


def test_a_signature_counts_for_its_own_payload_and_person_only(house, second):
    request, other = house.draft(), house.draft(b"# Other\n")
    house.lay(request)
    path = f"/drafts/{request.draft}/approvals"
    wrong = [
        sign(other.payload, PAYLOAD_TYPE, second.identity),
        sign(request.payload, "text/plain", second.identity),
        sign(request.payload, PAYLOAD_TYPE, house.people["organiser"].identity),
    ]
    for signature in wrong:
        answer = second.post_json(path, {"signature": signature.to_json()})
        assert (answer.status_code, answer.json()["code"]) == (422, "bad-signature")
    assert second.post_json(path, {"signature": "{}"}).json()["code"] == "bad-signature"


def test_approvals_expire_and_can_be_given_again(house, organiser, monkeypatch):
    request = house.draft()
    house.lay(request)
    house.approve("organiser", request)
    house.approve("second", request)
    later = today() + timedelta(days=APPROVAL_DAYS + 1)
    monkeypatch.setattr(hub_drafts, "today", lambda: later)
    answer = organiser.post(f"/drafts/{request.draft}/release")
    assert answer.json()["code"] == "not-enough-approvals"
    house.approve("organiser", request)
    house.approve("second", request)
    assert organiser.post(f"/drafts/{request.draft}/release").status_code == 201


def test_approvals_count_on_their_last_day(house, organiser, monkeypatch):
    request = house.draft()
    house.lay(request)
    house.approve("organiser", request)
    house.approve("second", request)
    last = today() + timedelta(days=APPROVAL_DAYS)
    monkeypatch.setattr(hub_drafts, "today", lambda: last)
    assert organiser.post(f"/drafts/{request.draft}/release").status_code == 201


def test_who_is_no_organiser_any_more_no_longer_counts(house, organiser, second):
    request = house.draft()
    house.lay(request)
    house.approve("organiser", request)
    house.approve("second", request)
    from service.hub.tables import Membership

    hub = house.client.app.state.hub
    with hub.database.write() as db:
        row = db.get_one(Membership, (house.dialogue, second.person))
        row.role = Role.RAPPORTEUR
        db.add(row)
    answer = organiser.post(f"/drafts/{request.draft}/release")
    assert answer.json()["code"] == "not-enough-approvals"


@pytest.mark.parametrize(
    "changes",
    [
        {"policy": "0" * 64},
        {"checks": (Check(name="findings", passed=True, count=0),)},
        {
            "checks": tuple(
                Check(name=name, passed=name != "verbatim", count=0)
                for name in ("findings", "metadata", "roster-sweep", "verbatim")
            )
        },
        {
            "checks": tuple(
                Check(name=name, passed=True, count=int(name == "verbatim"))
                for name in ("findings", "metadata", "roster-sweep", "verbatim")
            )
        },
    ],
    ids=["other policy", "checks missing", "check failed", "something found"],
)
def test_a_statement_that_could_never_pass_is_refused(house, organiser, changes):
    request = house.draft(statement=release_statement(DOCUMENT, **changes))
    answer = organiser.post(f"/sessions/{house.session}/drafts", request)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-statement")


def test_a_payload_has_one_form_and_one_kind(house, organiser):
    request = house.draft()
    path = f"/sessions/{house.session}/drafts"
    for wrong in (
        request.model_copy(update={"payload": request.payload + b" "}),
        request.model_copy(update={"payload": b"Zephyrine said"}),
        request.model_copy(update={"kind": Kind.RECOMMENDATION}),
    ):
        assert organiser.post(path, wrong).json()["code"] == "bad-statement"
    cut = request.model_copy(update={"document": request.document[:-1]})
    assert organiser.post(path, cut).status_code == 422


def test_a_draft_repeats_and_never_changes(house, organiser):
    request = house.draft()
    path = f"/sessions/{house.session}/drafts"
    first = organiser.post(path, request)
    assert organiser.post(path, request).json() == first.json()
    changed = request.model_copy(update={"payload": house.draft(b"# New\n").payload})
    assert organiser.post(path, changed).json()["code"] == "conflict"


def test_the_released_envelope_holds_both_people(house):
    request = house.draft()
    answer = house.release(request)
    envelope = DsseEnvelope.from_json(answer.dsse)
    verified = verify_dsse(envelope, house.trust.organisers, 2, PAYLOAD_TYPE)
    assert set(verified.persons) == {
        house.people["organiser"].person,
        house.people["second"].person,
    }
