"""The two rapporteurs, the participant and the auditor."""

from __future__ import annotations

import json
from pathlib import Path

from tests.e2e.six_people.at_desk import AtDesk
from tests.e2e.six_people.person import OnTelephone, WithPasskey


class Rapporteur(AtDesk):
    """Writes at a desk of their own, and brings a transcript."""

    def write(self, note: str, transcript: Path, roster: Path) -> None:
        """Notes, checked while they are typed; a file; sealed and sent."""
        page = self.page
        self.sessions()
        self.look("sessions")
        self.follow("Session of")
        self.follow("Write notes")
        self.look("write-empty")
        page.locator("#roster-file").set_input_files(roster)
        self.reads("list of 14 people")
        page.locator("#e0").click()
        page.keyboard.type(note)
        page.locator(".finding").first.wait_for()
        self.reads("Kept, sealed")
        self.look("write")
        page.locator("#file").set_input_files(transcript)
        self.reads("Kept, sealed: 8")
        page.locator(".finding").nth(10).wait_for()
        self.look("write-transcript")
        self.press("Seal and send")
        self.heading("Sealed and sent")
        self.look("sent")


class Guest(OnTelephone):
    """The second rapporteur: a link, and nothing installed."""

    def submit(self, link: str, note: str) -> None:
        """Seal in the browser, send, keep the receipt."""
        self.page.goto(link)
        self.reads("The room’s key is the one that your link names.")
        self.look("submit")
        self.page.get_by_label("Your note").fill(note)
        self.press("Seal and send")
        self.heading("Sealed and stored")
        self.look("receipt")
        button = self.page.get_by_role("button", name="Download the receipt")
        receipt = json.loads(self.download(button, "receipt.json").read_text())
        assert receipt["submission"]


class Participant(AtDesk):
    """Reads what is to leave, and objects to a passage."""

    def object(self, passage_text: str, comment: str) -> None:
        """Read the very text; object, without a name. Silence is assent."""
        self.sessions()
        self.follow("Session of")
        self.look("session")
        self.follow("Read the draft")
        self.look("preview")
        passage = self.page.locator(".passage", has_text=passage_text)
        passage.locator("summary").click()
        passage.get_by_role("textbox").fill(comment)
        self.look("objecting")
        passage.get_by_role("button", name="Send this objection").click()
        self.reads("You objected")
        self.look("objected")


class Auditor(WithPasskey):
    """Watches the log, and verifies what was released without asking anybody."""

    def begin_watch(self) -> None:
        """Become a witness of the log."""
        self._witness("init", "auditor.example/w1", "--log", self.place.log_key)

    def cosign(self, hub: str) -> None:
        """The log only grew since last time, whichever process of the hub answers."""
        request, output = self.place.file("request"), self.place.file("cosigned")
        self._witness("ask", hub, "--output", request)
        assert "Cosigned" in self._witness("cosign", request, "--output", output)

    def read_log(self, hub: str) -> None:
        """The log in the browser, with a proof that nothing was taken back."""
        self.page.goto(f"{hub}/audit")
        self.look("log")
        self.page.get_by_label("Number of entries that you saw last time").fill("2")
        self.press("Prove that nothing was taken back")
        self.reads("From 2 to")
        self.reads("release")
        self.look("log-proof")

    def read_release(self, topic: str) -> Path:
        """The public page, and the bundle from there."""
        self.page.goto(self.place.far)
        self.look("public-list")
        assert self.page.locator(".outcomes li").count() == 1
        self.follow(topic)
        self.reads("Verified just now")
        self.look("public-release")
        link = self.page.get_by_role("link", name="Download the bundle")
        return self.download(link, "from-public-page.json")

    def verify(self, bundle: Path, trust: Path) -> None:
        """Step by step, offline."""
        said = self.place.command("verify", bundle, "--trust", trust, who=self.name)
        assert "the log cannot deny it" in said

    def _witness(self, *arguments: object) -> str:
        folder = self.place.home(self.name) / "witness"
        return self.place.command("witness", *arguments, "--folder", folder, who=self.name)
