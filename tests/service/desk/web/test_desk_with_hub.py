"""The desk's pages with a real hub behind them, and without it in the middle of the work."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from desk_visits import Visit, visit
from locked_desk import PASSPHRASE
from shown import enter_room, lay

from service.desk.submitting import OUTGOING, submit


@pytest.fixture
def organiser(dialogue) -> Iterator[Visit]:
    yield from at_desk(dialogue.first)


@pytest.fixture
def rapporteur(dialogue) -> Iterator[Visit]:
    yield from at_desk(dialogue.rapporteur)


def at_desk(person) -> Iterator[Visit]:
    for one in visit(person.home):
        one.enter()
        assert one.post("/unlock", {"passphrase": PASSPHRASE}).status_code == 303
        yield one


def sessions(one: Visit) -> str:
    return one.get("/home/list").text


@contextmanager
def away(one: Visit) -> Iterator[None]:
    """The hub does not answer meanwhile."""
    hub = one.desk.hub
    working = hub._http
    with httpx.Client(base_url="http://127.0.0.1:9", timeout=1, trust_env=False) as dead:
        hub._http = dead
        yield
        hub._http = working


def reviewed(one: Visit) -> None:
    """Wait until the notes are read."""
    deadline = time.monotonic() + 120
    while one.get("/rooms/1/review/progress").status_code != 303:
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_what_each_role_sees(organiser: Visit, rapporteur: Visit):
    assert "Early warning at sea" in sessions(organiser)
    assert "People and new sessions" in sessions(organiser)
    theirs = sessions(rapporteur)
    assert "Session of" in theirs
    assert "Early warning" not in theirs
    assert "People and new sessions" not in theirs
    assert rapporteur.get("/rooms/1/review").status_code == 404
    assert rapporteur.get("/rooms/1/roster").status_code == 404
    assert organiser.get("/rooms/1/roster").status_code == 200


def test_notes_are_kept_sealed_and_sent(rapporteur: Visit, dialogue):
    sessions(rapporteur)
    texts = ["The Admiral spoke of lemons.", "Money was short."]
    answer = keep(rapporteur, texts)
    assert answer.json() == {"words": 8}
    kept = rapporteur.desk.home.load("writing", dialogue.session)
    assert b"lemons" not in kept
    assert "lemons" in rapporteur.get("/rooms/1/write").text
    assert keep(rapporteur, texts[:1]).status_code == 422
    assert "arrived" in rapporteur.post("/rooms/1/write/send").text
    assert "lemons" not in rapporteur.get("/rooms/1/write").text
    with dialogue.first.hub() as hub:
        assert len(hub.submissions(dialogue.session).submissions) == 1


def test_a_note_waits_for_the_hub(rapporteur: Visit, dialogue):
    sessions(rapporteur)
    rapporteur.get("/rooms/1/write")
    keep(rapporteur, ["One thing.", ""])
    rapporteur.desk.hub.session(dialogue.session)
    with away(rapporteur):
        assert "wait on this machine" in rapporteur.post("/rooms/1/write/send").text
        assert len(rapporteur.desk.home.names(OUTGOING)) == 1
    assert "still" in rapporteur.get("/rooms/1/write").text
    assert rapporteur.post("/rooms/1/write/again").status_code == 303
    assert rapporteur.desk.home.names(OUTGOING) == ()


def test_a_rapporteur_brings_an_attendance_list(rapporteur: Visit, dialogue):
    sessions(rapporteur)
    assert "names are hardly found" in rapporteur.get("/rooms/1/write").text
    answer = bring(rapporteur, "/rooms/1/roster/file", "people.csv", b"name\nJane Quillfeather\n")
    assert answer.json() == {"people": 1}
    assert "list of 1 people" in rapporteur.get("/rooms/1/write").text
    sealed = rapporteur.desk.home.load("writing", f"{dialogue.session}-roster")
    assert b"Quillfeather" not in sealed
    bad = bring(rapporteur, "/rooms/1/roster/file", "people.csv", b"colour\nred\n")
    assert bad.status_code == 422
    assert "red" not in bad.text


def test_a_file_is_read_in_memory(organiser: Visit):
    sessions(organiser)
    vtt = b"WEBVTT\n\n00:00.000 --> 00:01.000\n<v Paul Stranger>Good morning.\n"
    answer = bring(organiser, "/rooms/1/write/file", "meeting.vtt", vtt).json()
    assert answer["text"] == "Paul Stranger: Good morning."
    assert answer["unknown"] == [["Paul Stranger", 1]]
    for name, content in (("a.docx", b"%PDF-1.7 not a document"), ("a.exe", b"MZ"), ("a.md", b"")):
        refused = bring(organiser, "/rooms/1/write/file", name, content)
        assert refused.status_code == 422, name
        assert refused.json()["hint"]


@pytest.mark.slow
def test_review_goes_on_without_the_hub(organiser: Visit, dialogue, note):
    with dialogue.rapporteur.hub() as hub:
        submit(hub, dialogue.rapporteur.home, dialogue.session, note)
    sessions(organiser)
    organiser.get("/rooms/1/review")
    reviewed(organiser)
    first = organiser.post("/rooms/1/review/proposals/0/accept", **{"HX-Request": "true"})
    assert first.status_code == 200
    with away(organiser):
        assert organiser.post("/rooms/1/review/proposals/1/drop").status_code == 200
        assert organiser.get("/rooms/1/review/0").status_code == 200
        organiser.post("/rooms/1/review/fresh")  # as after a crash: from what is kept
        organiser.get("/rooms/1/review")
        assert "The hub does not answer" in organiser.get("/rooms/1/review/0").text
        states = [p.state.value for p in organiser.desk.sitting(1).review.proposals[:2]]
        assert states == ["accepted", "dropped"]
    assert organiser.get("/rooms/1/release").status_code == 200


def test_voices_leave_only_as_figures_of_enough_people(sampler: Visit):
    sampler.get("/home")
    number = sampler.desk.handle(sampler.desk.overview.dialogues[0].dialogue)
    page = sampler.get(f"/dialogues/{number}/voices").text
    assert "Session 1" in page
    told = sampler.post(f"/dialogues/{number}/voices/export", {"young": "Fernanda Rivas"}).json()
    assert told[0]["people"] == 14
    assert told[0]["young"] is None  # one person is not enough to stand behind a figure
    assert "Rivas" not in str(told)


def test_an_invitation_brings_somebody_in(organiser: Visit, newcomer: Visit):
    sessions(organiser)
    number = re.search(r"/dialogues/(\d+)", sessions(organiser))[1]
    page = organiser.post(f"/dialogues/{number}/invite", {"role": "rapporteur"}).text
    line = re.search(r'id="line">([^<]+)<', page)[1]
    address = organiser.desk.home.connection().hub
    newcomer.post("/welcome/new", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    shown = newcomer.post("/join/look", {"hub": address, "invitation": line}).text
    assert organiser.desk.identity.public.key_id[:4] in shown
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', shown))
    assert newcomer.post("/join", fields | {"log": "another"}).status_code == 422
    assert newcomer.post("/join", fields).status_code == 303
    assert "rapporteur" in sessions(newcomer)


def test_a_browser_s_way_in_is_shown_for_roles_that_hold_no_keys(organiser: Visit):
    number = re.search(r"/dialogues/(\d+)", sessions(organiser))[1]
    auditor = organiser.post(f"/dialogues/{number}/invite", {"role": "auditor"}).text
    assert re.search(r"http://\S+/join#[\w-]{43}\.[0-9a-f]{64}<", auditor)
    custodian = organiser.post(f"/dialogues/{number}/invite", {"role": "custodian"}).text
    assert "/join#" not in custodian
    assert organiser.desk.home.connection().log in custodian.replace("&#43;", "+")


def test_a_link_for_a_rapporteur_with_nothing_installed(organiser: Visit, rapporteur: Visit):
    sessions(organiser)
    page = organiser.post("/rooms/1/link").text
    assert f".{organiser.desk.card(1).room.secret.public.key_id}<" in page
    assert "20 notes" in page
    sessions(rapporteur)
    assert rapporteur.post("/rooms/1/link").status_code == 404


def test_delivery_is_offered_until_it_was_asked_for(organiser: Visit, dialogue):
    sessions(organiser)
    with dialogue.first.hub() as hub:
        draft = lay(hub, enter_room(hub, dialogue))
    path = f"/rooms/1/drafts/{organiser.desk.handle(draft)}/delivery"
    assert "Have it delivered" in organiser.get(path).text
    assert organiser.post(path).status_code == 422  # it is not released


def keep(one: Visit, texts: list[str]):
    address = f"{one.entrance.root}/rooms/1/write/save"
    return one.client.post(
        address, json={"texts": texts}, headers={"Sec-Fetch-Site": "same-origin"}
    )


def bring(one: Visit, path: str, name: str, content: bytes):
    headers = {
        "Sec-Fetch-Site": "same-origin",
        "X-File-Name": name,
        "Accept": "application/json",
        "Content-Type": "application/octet-stream",
    }
    return one.client.post(one.entrance.root + path, content=content, headers=headers)
