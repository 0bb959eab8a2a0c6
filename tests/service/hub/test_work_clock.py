"""The dates of a session come in their order, give people their whole time, and stop for a hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from house import House

from keys.destruction import Destruction
from keys.store import KeyName, Kind
from service.hub.errors import HoldStands
from service.hub.keyroom import SqlKeyStore
from service.hub.shredding import destroy_keys, destroy_room
from service.hub.tables import ClockMark, DestroyedRoom, RoomKey
from service.hub.work import marks
from service.hub.work.shredding import shred_session
from service.protocol.canonical import sha256_hex
from service.protocol.coarse import today
from service.protocol.log import Event, Leaf, Leaves
from service.protocol.work import (
    Clock,
    DestructionRequest,
    DestructionView,
    Mark,
    MarkState,
    Terms,
)

HOLD = "h" * 43


class Days:
    """A hub whose workers think that it is some days later."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.hub = house.client.app.state.hub

    def come(self, day: int) -> None:
        """Do what a worker would do on this day after the session was opened."""
        on = today() + timedelta(days=day)
        for _ in marks.ENDING:
            with self.hub.database.read() as db:
                due = [(row.session, row.mark) for row in marks.due(db, on)]
            for session, mark in due:
                if mark is Mark.SHREDDING:
                    shred_session(self.hub, session, on)
                else:
                    with self.hub.database.write() as db:
                        marks.settle(db, session, mark, on)

    def clock(self) -> Clock:
        answer = self.house.people["participant"].get(f"/sessions/{self.house.session}/clock")
        return Clock.model_validate_json(answer.content)

    def states(self) -> dict[str, str]:
        return {view.mark.value: view.state.value for view in self.clock().marks}

    def due(self, mark: Mark) -> int:
        """The day of a mark, counted from the session's opening."""
        (view,) = [view for view in self.clock().marks if view.mark is mark]
        return (view.due - today()).days

    def keys(self) -> tuple[KeyName, ...]:
        with self.hub.database.read() as db:
            return SqlKeyStore(db).names(self.house.session)


@pytest.fixture
def days(house: House) -> Days:
    return Days(house)


def test_a_session_has_the_usual_days(days: Days):
    assert [(v.mark, (v.due - today()).days) for v in days.clock().marks] == [
        (Mark.DRAFT, 7),
        (Mark.OBJECTIONS, 14),
        (Mark.RELEASE, 21),
        (Mark.WARNING, 76),
        (Mark.RETENTION, 90),
        (Mark.SHREDDING, 97),
    ]
    assert set(days.states().values()) == {"waiting"}


def test_a_dialogue_sets_the_days_of_the_sessions_to_come(days: Days, organiser):
    path = f"/dialogues/{days.house.dialogue}/terms"
    assert Terms.model_validate(organiser.get(path).json()) == Terms()
    terms = Terms(draft=3, objections=10, release=30, retention=60, warning=7, grace=5)
    for _ in range(2):
        assert organiser.post(path, terms).status_code == 201
    assert Terms.model_validate(organiser.get(path).json()) == terms
    assert days.due(Mark.DRAFT) == 7  # announced before, never changed afterwards
    from keys.opening import RoomSecret
    from service.protocol.wire import new_identifier

    request = days.house.session_request(RoomSecret.generate(new_identifier(), 1))
    session = organiser.post(f"/dialogues/{days.house.dialogue}/sessions", request).json()
    clock = Clock.model_validate(organiser.get(f"/sessions/{session['session']}/clock").json())
    assert [(view.due - today()).days for view in clock.marks] == [3, 10, 30, 53, 60, 65]


@pytest.mark.parametrize("terms", [{"draft": 0}, {"draft": 15}, {"release": 80}, {"grace": 4000}])
def test_days_out_of_order_are_refused(days: Days, organiser, terms):
    answer = organiser.post_json(f"/dialogues/{days.house.dialogue}/terms", terms)
    assert answer.status_code == 422


def test_the_last_day_belongs_to_people(days: Days):
    days.come(7)
    assert days.states()["draft-due"] == "waiting"
    days.come(8)
    assert days.states()["draft-due"] == "missed"


def test_what_was_there_in_time_is_done(days: Days):
    days.house.release(days.house.draft())
    days.come(22)
    assert list(days.states().values()) == ["done"] * 3 + ["waiting"] * 3


def test_what_was_not_there_was_missed(days: Days):
    days.house.lay(days.house.draft())
    days.come(22)
    assert list(days.states().values())[:3] == ["done", "done", "missed"]


def test_shredding_has_its_warning_and_its_grace(days: Days):
    for day, warned, retained, shredded in ((76, 1, 0, 0), (90, 1, 1, 0), (96, 1, 1, 0)):
        days.come(day)
        ending = list(days.states().values())[3:]
        assert ending == ["done" if one else "waiting" for one in (warned, retained, shredded)]
        assert days.keys()
    days.come(97)
    assert days.states()["shredding"] == "done"
    assert days.keys() == ()


def test_a_worker_that_was_away_still_gives_the_whole_time(days: Days):
    days.come(200)
    assert days.states()["retention-end"] == "waiting"
    assert (days.due(Mark.RETENTION), days.due(Mark.SHREDDING)) == (214, 221)
    days.come(300)
    assert days.due(Mark.SHREDDING) == 307
    assert days.keys()
    days.come(307)
    assert days.keys() == ()


def test_the_certificate_is_logged_and_waits_for_the_organisers(days: Days, organiser):
    path = f"/sessions/{days.house.session}/destruction"
    assert organiser.get(path).status_code == 404
    before = days.keys()
    for day in (76, 90, 97):
        days.come(day)
    view = DestructionView.model_validate_json(organiser.get(path).content)
    certificate = Destruction.from_bytes(view.certificate)
    assert (certificate.room, certificate.date) == (days.house.session, view.date.isoformat())
    assert certificate.wraps == sum(name.kind is Kind.WRAP for name in before) > 0
    leaves = Leaves.model_validate_json(organiser.get("/log/leaves").content).leaves
    logged = [leaf for leaf in map(Leaf.model_validate_json, leaves) if leaf.event == "destruction"]
    assert [leaf.artefact for leaf in logged] == [sha256_hex(view.certificate)]
    assert organiser.get(f"/sessions/{days.house.session}").json()["wrap"] is None


def test_an_organiser_destroys_a_room_before_its_day(days: Days, organiser):
    path = f"/sessions/{days.house.session}/destruction"
    now = DestructionRequest(session=days.house.session)
    assert organiser.post(path, DestructionRequest(session="s" * 43)).status_code == 409
    hold = organiser.post_json(f"/sessions/{days.house.session}/hold", {"hold": "h" * 43})
    assert hold.status_code == 201
    assert organiser.post(path, now).status_code == 409
    assert days.keys()
    organiser.post(f"/sessions/{days.house.session}/hold/end")
    answers = [organiser.post(path, now) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json() == organiser.get(path).json()
    assert days.keys() == ()
    assert days.states()["shredding"] == "done"
    leaves = Leaves.model_validate_json(organiser.get("/log/leaves").content).leaves
    assert sum(Leaf.model_validate_json(leaf).event == "destruction" for leaf in leaves) == 1


def test_keys_that_a_kill_left_are_destroyed_and_nothing_is_logged_again(days: Days, organiser):
    """Data and keys are two files on SQLite, and the data's is written first."""
    for day in (76, 90):
        days.come(day)
    on = today() + timedelta(days=97)
    with days.hub.database.write() as db:
        destroy_keys(db, days.hub.journal(db), days.house.session, on)
        db.delete(db.get_one(DestroyedRoom, days.house.session))
        left = {"room": days.house.session, "epoch": 1, "kind": Kind.WRAP, "holder": "somebody"}
        db.add(RoomKey(**left, data=b"wrap"))
    size = len(organiser.get("/log/leaves").json()["leaves"])
    path = f"/sessions/{days.house.session}/destruction"
    assert days.states()["shredding"] == "waiting"
    assert organiser.get(path).status_code == 404
    for day in (97, 98):
        shred_session(days.hub, days.house.session, today() + timedelta(days=day))
        assert days.keys() == ()
        assert days.states()["shredding"] == "done"
        assert organiser.get(path).status_code == 200
    assert len(organiser.get("/log/leaves").json()["leaves"]) == size


def test_a_room_without_keys_ends_its_clock(days: Days):
    with days.hub.database.write() as db:
        SqlKeyStore(db).destroy(days.house.session)
    for day in (76, 90, 97):
        days.come(day)
    assert days.states()["shredding"] == "done"


def test_a_hold_stops_the_shredding_and_nothing_else(days: Days, organiser):
    path = f"/sessions/{days.house.session}/hold"
    held = organiser.post_json(path, {"hold": HOLD})
    assert held.status_code == 201
    assert held.json()["hold"] == today().isoformat()
    assert organiser.post_json(path, {"hold": HOLD}).json() == held.json()
    assert organiser.post_json(path, {"hold": "i" * 43}).status_code == 409
    for day in (76, 90, 97, 400):
        days.come(day)
    assert list(days.states().values())[3:] == ["done", "done", "held"]
    shred_session(days.hub, days.house.session, today() + timedelta(days=400))
    with pytest.raises(HoldStands):
        destroy_room(days.house.settings, days.house.session, today(), lambda _: None)
    assert days.keys()


def test_after_a_hold_the_whole_grace_is_given_again(days: Days, organiser):
    path = f"/sessions/{days.house.session}/hold"
    organiser.post_json(path, {"hold": HOLD})
    with days.hub.database.write() as db:
        for row in marks.marks_of(db, days.house.session).values():
            row.due -= timedelta(days=100)
            db.add(row)
    days.come(0)
    ended = Clock.model_validate_json(organiser.post(f"{path}/end").content)
    assert ended.hold is None
    assert days.due(Mark.SHREDDING) == 21  # the warning and the grace came late, too
    days.come(14)
    days.come(20)
    assert days.keys()
    days.come(21)
    assert days.keys() == ()
    assert organiser.post(f"{path}/end").status_code == 404
    assert organiser.post_json(path, {"hold": HOLD}).status_code == 409


def test_a_hold_ended_in_the_grace_starts_it_again(days: Days, organiser):
    path = f"/sessions/{days.house.session}/hold"
    with days.hub.database.write() as db:
        for row in marks.marks_of(db, days.house.session).values():
            row.due -= timedelta(days=97)
            row.state = MarkState.WAITING if row.mark is Mark.SHREDDING else MarkState.DONE
            db.add(row)
    organiser.post_json(path, {"hold": HOLD})
    days.come(0)
    assert days.keys()
    organiser.post(f"{path}/end")
    assert days.due(Mark.SHREDDING) == 7


def test_holds_are_logged_with_a_blinded_actor(days: Days, organiser):
    path = f"/sessions/{days.house.session}/hold"
    organiser.post_json(path, {"hold": HOLD})
    organiser.post(f"{path}/end")
    leaves = Leaves.model_validate_json(organiser.get("/log/leaves").content).leaves
    logged = [Leaf.model_validate_json(leaf) for leaf in leaves][-2:]
    assert [leaf.event for leaf in logged] == [Event.HOLD, Event.HOLD_END]
    assert all(leaf.actor for leaf in logged)


def test_a_hold_takes_a_fresh_sign_in(days: Days, organiser, monkeypatch):
    monkeypatch.setattr("service.hub.signin.sessions.is_fresh", lambda *_: False)
    for path in ("/hold", "/hold/end"):
        answer = organiser.post_json(f"/sessions/{days.house.session}{path}", {"hold": HOLD})
        assert answer.json()["code"] == "fresh-sign-in"


def test_two_workers_settle_once(days: Days):
    on = today() + timedelta(days=8)
    for day in (on, on + timedelta(days=1)):
        with days.hub.database.write() as db:
            marks.settle(db, days.house.session, Mark.DRAFT, day)
    with days.hub.database.read() as db:
        assert db.get_one(ClockMark, (days.house.session, Mark.DRAFT)).settled == on


def test_a_date_that_has_not_come_is_not_come_to(days: Days):
    with days.hub.database.write() as db:
        marks.settle(db, days.house.session, Mark.RETENTION, date(2999, 1, 1))
        marks.settle(db, days.house.session, Mark.DRAFT, today())
    shred_session(days.hub, days.house.session, today())
    assert set(days.states().values()) == {"waiting"}
    assert days.keys()
