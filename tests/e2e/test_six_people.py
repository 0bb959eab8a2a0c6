"""A whole session in real browsers: two organisers, two rapporteurs, a participant, an auditor.

`SEALEDROOM_SCREENSHOTS=FOLDER pytest -m slow tests/e2e/test_six_people.py` keeps a picture of every
page at every step.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.browser.chromium import CHROMIUM
from tests.e2e.conftest import SAMPLES
from tests.e2e.six_people.organiser import Organiser, TelephoneOfOrganiser
from tests.e2e.six_people.others import Auditor, Guest, Participant, Rapporteur
from tests.e2e.six_people.place import Place, kill, silence
from tests.e2e.six_people.searching import places_of
from tests.service.engines import Server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]

TITLE, TOPIC = "Conversations at Gannetholm", "Early warning at sea"
AGENDA = ("Early warning", "Fishing quotas", "Money and insurance")
FUNDING = "The costs were met by a grant that sets no conditions on the results."
NOTE = (
    "Admiral Quispe of Quillfeather: the three navies could publish sea temperature within one "
    "hour.\nOur youth fellow disagreed."
)
BY_LINK = "Captain Frías of Umberwood said that a duty officer in each country costs little."
OWN_WORDS = "Temperature could be published within the hour."
COMMENT = "Only one of us says this, and everybody at Thornfield knows who."
WHY = "Three people said so, at Zephyrmoor as well."
HASTE = "The ministers meet in Larkspurgh tomorrow."
CANARIES = ("Quillfeather", "Umberwood", "Thornfield", "Zephyrmoor", "Larkspurgh")
SPOKEN = (
    "Gannetholm",
    "learned about El Ni",
    "price of lemons",
    "Ambassador Andrade, you are muted",
    "the sea does not read decrees",
    "red crabs and then we know",
    "Don Wilmer",
)


@dataclass
class Stage:
    """The place, the hub's addresses, and how a release gets through while the far side is away."""

    place: Place
    hubs: tuple[str, str]

    def start_workers(self) -> None:
        self.place.work("worker")

    def deliver(self, organiser: Organiser, trust: Path) -> None:
        """Nothing listens at first; the worker tries again."""
        organiser.deliver()
        organiser.reads("unreachable")
        self.place.serve_far_side(trust)
        organiser.sees_it_delivered(120)


class Shared(Stage):
    """PostgreSQL, two processes of the hub, and two workers, one of which dies at its work."""

    def start_workers(self) -> None:
        self.workers = {name: self.place.work(name) for name in ("first", "second")}

    def deliver(self, organiser: Organiser, trust: Path) -> None:
        """The far side takes it and says nothing; the worker is killed; the other takes over."""
        with silence(self.place.far_port) as far:
            organiser.deliver()
            connection, _ = far.accept()
            kill(self._busy())
            connection.close()
        self.place.serve_far_side(trust)
        organiser.sees_it_delivered(120)
        assert self._one("SELECT attempts FROM delivery") == 1

    def _busy(self) -> subprocess.Popen[str]:
        """The worker that holds the delivery."""
        busy = self._one("SELECT executor_id FROM dbos.workflow_status WHERE status = 'PENDING'")
        folder = self.place.hub / "workers"
        (name,) = (one for one in self.workers if (folder / one).read_text() == busy)
        return self.workers[name]

    def _one(self, statement: LiteralString) -> object:
        """The one value that there is."""
        with psycopg.connect(self.place.database.replace("+psycopg", "")) as connection:
            ((value,),) = connection.execute(statement).fetchall()
        return value


@pytest.fixture
def stage(request) -> Iterator[Stage]:
    """A hub on SQLite with one process, or on PostgreSQL with two."""
    with ExitStack() as stack:
        short = tempfile.TemporaryDirectory(prefix="six")  # sockets have short names
        folder = Path(stack.enter_context(short))
        if request.param == "postgresql":
            server = stack.enter_context(Server.running(folder / "postgresql"))
            place = Place(folder, server.new_database())
            stack.callback(place.stop)
            stage: Stage = Shared(place, (place.serve_hub("hub-1"), place.serve_hub("hub-2")))
        else:
            place = Place(folder)
            stack.callback(place.stop)
            stage = Stage(place, (place.serve_hub("hub"),) * 2)
        stage.start_workers()
        yield stage


@pytest.fixture
def playwright(stage: Stage, monkeypatch) -> Iterator[Playwright]:
    """Browsers whose temporary files are searched with everything else."""
    monkeypatch.setenv("TMPDIR", str(stage.place.temp))
    with sync_playwright() as playwright:
        yield playwright


@pytest.mark.parametrize("stage", ["sqlite", "postgresql"], indirect=True)
def test_a_session_of_six_people(stage: Stage, playwright: Playwright):
    place, (hub, other_hub) = stage.place, stage.hubs

    anna, ben = (Organiser(name, place, playwright) for name in ("anna", "ben"))
    rosa = Rapporteur("rosa", place, playwright)
    dora = Participant("dora", place, playwright)
    olga = Auditor("olga", place, playwright)
    desks = (anna, ben, rosa, dora)
    for person in desks:
        person.make_keys()

    anna.join(hub, place.invitation)
    anna.found(TITLE)
    ben.join(other_hub, anna.invite("organiser"), anna.fingerprint)
    rosa.join(other_hub, anna.invite("rapporteur"), anna.fingerprint)
    dora.join(other_hub, anna.invite("participant"), anna.fingerprint)
    olga.join(anna.invite_to_browser("auditor"))
    olga.begin_watch()
    anna.trust(ben.fingerprint)
    anna.open_session(TOPIC, AGENDA, FUNDING, SAMPLES / "roster.yaml")
    olga.cosign(other_hub)

    rosa.write(NOTE, SAMPLES / "transcript.vtt", SAMPLES / "roster.yaml")
    guest = Guest("guest", place, playwright)
    guest.submit(anna.make_link(), BY_LINK)
    guest.leave()
    olga.cosign(hub)

    anna.review(OWN_WORDS, CANARIES)
    anna.propose()
    anna.show(dora.fingerprint)
    dora.object(OWN_WORDS, COMMENT)

    ben.enter(TOPIC)
    ben.answer(COMMENT, WHY)
    ben.sign()
    train = TelephoneOfOrganiser("train", place, playwright)
    train.join(place.command("identity", "browser", who="ben"))
    train.see_status("1 of 2 approvals")
    train.leave()
    anna.to_draft()
    anna.sign()
    anna.do_not_wait(HASTE)
    bundle, trust = anna.release()
    stage.deliver(anna, trust)

    olga.read_log(other_hub)
    olga.cosign(other_hub)
    olga.cosign(hub)
    olga.verify(olga.read_release(TOPIC), trust)
    olga.verify(bundle, trust)
    olga.leave()
    for person in desks:
        person.close()
    assert places_of((*CANARIES, *SPOKEN), [place.folder]) == []
    assert places_of([OWN_WORDS], [place.folder / "outbound"]), "what was released is found"
