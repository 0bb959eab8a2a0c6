"""The two organisers: one opens and reviews, the other answers; both sign."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.six_people.at_desk import AtDesk
from tests.e2e.six_people.person import OnTelephone, WithPasskey


class Organiser(AtDesk):
    """Opens the dialogue and its session, reviews, answers, signs, releases."""

    def found(self, title: str) -> None:
        """Open a dialogue."""
        self.sessions()
        self.look("no-dialogue")
        self.follow("Open a new dialogue")
        self.look("dialogue-new")
        self.page.get_by_label("What you call it").fill(title)
        self.press("Open it")
        self.heading(title)
        self.dialogue = self.page.url
        self.look("dialogue")

    def invite(self, role: str) -> str:
        """An invitation for one person; it carries the inviter's fingerprint."""
        self.page.goto(self.dialogue)
        self.page.get_by_label("They will be").select_option(role)
        self.press("Make an invitation")
        self.look(f"invitation-{role}")
        return self.page.locator("#line").inner_text()

    def invite_to_browser(self, role: str) -> str:
        """A link for somebody who will have no desk."""
        self.invite(role)
        return self.page.locator("#link").inner_text()

    def trust(self, fingerprint: str) -> None:
        """Rely on the other organiser's keys, once compared aloud."""
        self.follow("Your keys")
        self.page.get_by_label("Another organiser’s fingerprint").fill(fingerprint)
        self.press("Rely on these keys")
        self.page.locator("li.fingerprint", has_text=fingerprint).wait_for()
        self.look("keys")

    def open_session(self, topic: str, agenda: tuple[str, ...], funding: str, roster: Path) -> None:
        """Agenda, funding and attendance list, sealed to the organisers."""
        self.page.goto(self.dialogue)
        self.look("people")
        self.follow("Open a session")
        self.page.get_by_label("Topic").fill(topic)
        self.page.get_by_label("Agenda").fill("\n".join(agenda))
        self.page.get_by_label("Funding statement").fill(funding)
        self.page.get_by_label("A file").set_input_files(roster)
        self.look("session-new")
        self.press("Open the session")
        self.heading("Who was in the room")
        self.look("roster")
        self.enter(topic)

    def enter(self, topic: str) -> None:
        """The session's own page."""
        self.sessions()
        self.follow(topic)
        self.heading(topic)
        self.session = self.page.url
        self.look("session")

    def make_link(self) -> str:
        """A link with which somebody who has nothing installed seals in a browser."""
        self.page.goto(self.session)
        self.press("Make a link")
        self.look("link")
        return self.page.locator("#line").inner_text()

    def review(self, own_words: str, names: tuple[str, ...]) -> None:
        """Accept, change or leave out each statement; dismiss a finding that exposes nobody."""
        page = self.page
        page.goto(self.session)
        self.follow("Review the notes")
        page.locator(".row").first.wait_for()
        self.look("review")
        page.keyboard.press("c")
        page.locator(".changing textarea").fill(own_words)
        page.locator(".changing textarea").press("Control+Enter")
        page.locator(".row.changed").wait_for()
        page.keyboard.press("n")
        page.locator(".told").wait_for()
        page.keyboard.press("x")
        page.get_by_label("Why these words expose nobody").fill("It is the name of a boat.")
        page.keyboard.press("Enter")
        self.reads("It counts when a second person agrees")
        self.look("review-dismissed")
        for number in range(page.locator(".items a").count()):
            page.locator(".items a").nth(number).click()
            self._decide(names)
        self.look("review-done")

    def _decide(self, names: tuple[str, ...]) -> None:
        for word in names:
            rows = self.page.locator(
                ".row:not(.dropped)", has=self.page.locator(".said", has_text=word)
            )
            while rows.count():
                rows.first.get_by_role("button", name="Leave out").click()
                self.page.wait_for_timeout(300)
        accept = self.page.get_by_role("button", name="still open")
        if accept.count():
            accept.click()
            accept.wait_for(state="detached")

    def propose(self) -> None:
        """The gate over the exact bytes, then a draft."""
        self.follow("To the release")
        self.page.locator("pre.document").wait_for()
        self.look("gate")
        self.press("Put it up for signing")
        self.page.locator("#digest").wait_for()

    def to_draft(self) -> None:
        """The draft, opened and checked on this machine."""
        self.page.goto(self.session)
        self.follow("Approve and release")
        self.look("release")
        self.follow("Draft of")
        self.page.locator("#digest").wait_for()

    def show(self, fingerprint: str) -> None:
        """Show the draft, sealed, to a participant whose fingerprint was compared."""
        self.look("draft")
        self.page.get_by_label(fingerprint).check()
        self.press("Show it to them")
        self.reads("They may object until")
        self.page.locator("#digest").wait_for()
        self.look("draft-shown")

    def answer(self, comment: str, why: str) -> None:
        """Say why an objection is not taken up."""
        self.to_draft()
        self.reads(comment)
        self.look("objection")
        self.page.get_by_text("Not taken up, because").click()
        self.page.get_by_label("Why not?").fill(why)
        self.press("Keep this answer")
        self.reads(why)
        self.page.locator("#digest").wait_for()
        self.look("answered")

    def sign(self) -> None:
        """Check again, see the exact text, agree with each dismissal, sign."""
        self.page.get_by_role("button", name="Sign exactly this text").wait_for()
        for box in self.page.locator("[data-agree]").all():
            box.check()
        self.press("Sign exactly this text")
        self.reads("You have signed this text")
        self.look("signed")

    def do_not_wait(self, why: str) -> None:
        """Say, sealed, why it leaves before participants had their days."""
        self.page.get_by_text("It cannot wait until then").click()
        self.page.get_by_label("Why does it leave").fill(why)
        self.press("Do not wait")
        self.reads("It does not wait for the end of these days")

    def release(self) -> tuple[Path, Path]:
        """Log, bundle, the public keys for verifiers."""
        self.press("Release it")
        self.heading("Files to hand on")
        self.reads("Have it delivered")
        self.look("released")
        bundle = self.download(self.page.get_by_role("link", name="The bundle"), "release.json")
        keys = self.page.get_by_role("link", name="Public keys for verifiers")
        return bundle, self.download(keys, "trust.json")

    def deliver(self) -> None:
        """Have the hub deliver."""
        self.press("Have it delivered")
        self.reads("on its way")
        self.look("delivery")

    def sees_it_delivered(self, seconds: int) -> None:
        """The page says so by itself."""
        self.page.get_by_text("The outbound side verified it").wait_for(timeout=seconds * 1000)
        self.look("delivered")


class TelephoneOfOrganiser(OnTelephone, WithPasskey):
    """An organiser away from their desk: how it stands, and no word of it."""

    def see_status(self, *expected: str) -> None:
        """What came in, what waits, whose approval is missing."""
        self.page.goto(self.page.url.partition("/account")[0] + "/dialogues")
        self.look("dialogues")
        self.follow("How it stands")
        for words in expected:
            self.reads(words)
        self.look("status")
