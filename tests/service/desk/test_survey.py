"""A survey from the slips to what may be shown, over a real hub."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest
from shown import enter_room, join

from keys.opening import Identity
from service.desk import survey_answers
from service.desk.client import Hub
from service.desk.errors import DeskError, StrangerError, UnreachableError
from service.desk.home import Home
from service.desk.reading import read_notes
from service.desk.records import Kind, put_down, seal_record
from service.desk.rooms import Room
from service.desk.survey import (
    Drawn,
    Moment,
    Plan,
    draw_up,
    invitation,
    merged,
    new_token,
    normal,
    read_invitation,
)
from service.desk.survey_answers import Kept, answer, load_kept, send_again
from service.desk.survey_results import Survey, close, surveys, tabulate
from service.desk.survey_tables import Cell
from service.protocol.wire import new_identifier

QUESTIONS = ("The other side wants peace.", "A common list of gauges is possible.")
K = 3


@dataclass
class Asked:
    """An organiser's open room, and a person who answers."""

    hub: Hub
    home: Home
    room: Room
    organiser: Identity
    participant: Home
    identity: Identity

    def draw(self, moment: Moment, survey: str, people: int = 4) -> Drawn:
        plan = Plan(moment, "Trust", QUESTIONS, people, survey)
        return draw_up(self.hub, self.home, self.room, self.organiser, plan)

    def say(self, drawn: Drawn, at: int, *answers: int | None, code: str = "") -> None:
        """Answer with a slip, as somebody who answers nothing else at this desk."""
        self.participant.forget("surveys", f"{drawn.wave.session}-{drawn.wave.survey}")
        answer(self.participant, self.identity, drawn.wave, drawn.tokens[at], answers, code)

    def survey(self) -> Survey:
        (found,) = surveys(self.hub, self.room, self.home.known())
        return found


@pytest.fixture
def asked(dialogue, tmp_path, identities):
    one = join(dialogue, tmp_path / "participant", identities[3])
    with dialogue.first.hub() as hub:
        room = enter_room(hub, dialogue)
        yield Asked(hub, dialogue.first.home, room, dialogue.first.identity, one.home, one.identity)


def test_before_and_after(asked: Asked):
    name = new_identifier()
    codes = [new_token() for _ in range(8)]
    before = asked.draw(Moment.BEFORE, name, 8)
    for at, code in enumerate(codes):
        asked.say(before, at, 2, None if at else 7, code=code)
    after = asked.draw(Moment.AFTER, name, 8)
    for at, code in enumerate(codes[:7]):  # one has left
        asked.say(after, 7 - at, 6 if at < 3 else 2, 5, code=code.lower())
    survey = asked.survey()
    assert [survey.count(moment) for moment in Moment] == [8, 7]
    result = close(asked.hub, asked.home, asked.room, asked.organiser, survey, K)
    trust, gauges = result.questions
    assert trust.before == (Cell(1, 7, 7),)
    assert trust.after == (Cell(1, 5, 4), Cell(6, 7, 3))
    assert gauges.before == gauges.after == ()  # one person only answered it both times
    closed = asked.survey()
    assert closed.result == result
    with pytest.raises(DeskError, match="is closed"):
        close(asked.hub, asked.home, asked.room, asked.organiser, closed, K)
    assert read_notes(asked.hub, asked.room) == ()


def test_each_slip_counts_once_and_fewer_than_k_publish_nothing(asked: Asked):
    drawn = asked.draw(Moment.BEFORE, new_identifier())
    asked.say(drawn, 0, 4, 4)
    asked.say(drawn, 1, 7, 7)
    assert tabulate(asked.survey(), K).empty
    asked.say(drawn, 2, 1, 1)
    shown = tabulate(asked.survey(), K)
    assert [one.before for one in shown.questions] == [(Cell(1, 7, 3),)] * 2
    asked.say(drawn, 0, 1, 1)  # the slip again: whose answer it is, nobody can say
    survey = asked.survey()
    assert survey.count(Moment.BEFORE) == 2
    assert survey.unclear == 2
    assert tabulate(survey, K).empty
    asked.participant.forget("surveys", f"{drawn.wave.session}-{drawn.wave.survey}")
    for token in ("", "AAAA-AAAA-AAAA-AAAA", drawn.wave.tokens[3]):
        with pytest.raises(DeskError, match="not a token"):
            answer(asked.participant, asked.identity, drawn.wave, token, (1, 1))
    for bad in ((0, 1), (8, 1), (1,), (1, 2, 3), (None, None)):
        with pytest.raises(DeskError, match="number from 1 to 7"):
            answer(asked.participant, asked.identity, drawn.wave, drawn.tokens[3], bad)


def test_rubbish_and_strangers_slips_do_not_count(asked: Asked, dialogue):
    name = new_identifier()
    drawn = asked.draw(Moment.BEFORE, name)
    forged = drawn.wave.model_copy(update={"tokens": (drawn.wave.digest("MINE"),)})
    writer = dialogue.rapporteur
    with writer.hub() as theirs:
        put_down(theirs, writer.home, asked.room, writer.identity, Kind.SURVEY, forged)
        for content in (b"{}", b"rubbish"):
            request = seal_record(asked.room.secret.public, Kind.ANSWER, content)
            theirs.submit(dialogue.session, request)
    mine = Drawn(forged, ("MINE",))
    asked.say(mine, 0, 7, 7)
    survey = asked.survey()
    assert survey.wave.tokens == drawn.wave.tokens
    assert (survey.answers, survey.unclear) == ((), 1)


def test_nothing_of_a_person_is_in_an_answer(asked: Asked, monkeypatch):
    drawn = asked.draw(Moment.BEFORE, new_identifier())
    seen: list[httpx.Request] = []
    send = httpx.Client.send

    def watched(client: httpx.Client, request: httpx.Request, **rest: object):
        seen.append(request)
        return send(client, request, **rest)

    monkeypatch.setattr(httpx.Client, "send", watched)
    asked.say(drawn, 0, 5, None)
    monkeypatch.undo()
    own, token = asked.identity.public, asked.participant.token()
    assert [one.url.path for one in seen] == ["/submit/room", "/submit/submissions"]
    for one in seen:
        assert one.headers["Authorization"].removeprefix("Bearer ") in drawn.wave.links
        text = one.read().decode() + str(one.headers)
        assert own.person not in text
        assert own.key_id not in text
        assert token is None or token not in text
    (said,) = asked.survey().answers
    told = said.model_dump_json()
    kept = load_kept(asked.participant, asked.identity, drawn.wave)
    assert normal(kept.code) not in told  # organisers see what stands for the code only
    assert own.person not in told


def test_a_desk_answers_once_and_keeps_its_code_sealed(asked: Asked):
    name = new_identifier()
    before = asked.draw(Moment.BEFORE, name)
    first = answer(asked.participant, asked.identity, before.wave, before.tokens[0], (1, 2))
    with pytest.raises(DeskError, match="answered this already"):
        answer(asked.participant, asked.identity, before.wave, before.tokens[1], (1, 2))
    after = asked.draw(Moment.AFTER, name)
    second = answer(asked.participant, asked.identity, after.wave, after.tokens[0], (3, 4))
    assert first.code == second.code
    assert len({one.code for one in asked.survey().answers}) == 1
    files = [path.read_bytes() for path in asked.participant.folder.rglob("*") if path.is_file()]
    assert not any(first.code.encode() in content for content in files)


def test_an_answer_waits_for_the_hub(asked: Asked, monkeypatch):
    drawn = asked.draw(Moment.BEFORE, new_identifier())
    monkeypatch.setattr(survey_answers, "_send", _unreachable)
    with pytest.raises(UnreachableError):
        answer(asked.participant, asked.identity, drawn.wave, drawn.tokens[0], (1, 2))
    monkeypatch.undo()
    assert asked.survey().count(Moment.BEFORE) == 0
    sent: Kept = send_again(asked.participant, asked.identity, drawn.wave)
    assert sent.answered == (Moment.BEFORE,)
    assert asked.survey().count(Moment.BEFORE) == 1
    with pytest.raises(DeskError, match="No answer waits"):
        send_again(asked.participant, asked.identity, drawn.wave)


def test_a_fresh_file_mends_what_is_stale(asked: Asked):
    name = new_identifier()
    drawn = asked.draw(Moment.BEFORE, name)
    old = asked.room.secret.next_epoch().public.to_json()
    stale = drawn.wave.model_copy(update={"room": old})
    with pytest.raises(DeskError, match="another key"):
        answer(asked.participant, asked.identity, stale, drawn.tokens[0], (1, 2))
    dead = drawn.wave.model_copy(update={"links": ("x" * 43,)})
    with pytest.raises(DeskError, match="do not serve"):
        answer(asked.participant, asked.identity, dead, drawn.tokens[0], (1, 2))
    fresh = asked.draw(Moment.BEFORE, name, people=0)
    send_again(asked.participant, asked.identity, merged([drawn.wave, fresh.wave]))
    assert asked.survey().count(Moment.BEFORE) == 1


def test_the_file_is_an_organisers_and_has_bounds(asked: Asked, identities, tmp_path: Path):
    drawn = asked.draw(Moment.BEFORE, new_identifier())
    file = invitation(drawn.wave, asked.organiser)
    known = asked.participant.known()
    assert read_invitation(file, known) == drawn.wave
    with pytest.raises(StrangerError):
        read_invitation(invitation(drawn.wave, identities[4]), known)
    for bad in (b"", b"{}", file.replace(b"payload", b"Payload", 1)):
        with pytest.raises(DeskError, match="not the file of a survey"):
            read_invitation(bad, known)
    assert not any(token.encode() in file for token in drawn.tokens)

    assert len(asked.draw(Moment.BEFORE, new_identifier(), 45).wave.links) == 3
    good = Plan(Moment.BEFORE, "Trust", QUESTIONS, 3, new_identifier())
    for bad in ({"questions": ()}, {"title": ""}, {"people": 201}):
        with pytest.raises(DeskError, match="A survey has"):
            draw_up(asked.hub, asked.home, asked.room, asked.organiser, replace(good, **bad))


def _unreachable(*_: object) -> None:
    raise UnreachableError
