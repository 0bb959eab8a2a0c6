"""Those with a desk on their own machine, as everybody uses it: keys, joining, sessions."""

from __future__ import annotations

from playwright.sync_api import Playwright

from tests.e2e.six_people.person import Person
from tests.e2e.six_people.place import PASSPHRASE, Place


class AtDesk(Person):
    """Somebody with `sealedroom desk` on their own machine."""

    def __init__(self, name: str, place: Place, playwright: Playwright) -> None:
        super().__init__(name, place, playwright)
        self.desk = place.start(f"desk-{name}", "desk", "--no-open", who=name)
        assert self.desk.stdout is not None
        self.root, _, key = self.desk.stdout.readline().strip().partition("/enter")
        self.page.goto(f"{self.root}/enter{key}")
        self.heading("Welcome to your desk")

    def make_keys(self) -> None:
        """A passphrase, a printed sheet, and the fingerprint that others compare."""
        self.look("welcome")
        self.follow("Make my keys")
        self.page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
        self.page.get_by_label("The same again").fill(PASSPHRASE)
        self.look("passphrase")
        self.press("Make my keys")
        self.heading("Print your recovery sheet")
        self.look("sheet")
        self.press("Both are done")
        self.heading("You have joined no hub yet")
        self.follow("Your keys")
        self.fingerprint = self.page.locator("#own").inner_text()
        self.follow("Sessions")

    def join(self, hub: str, invitation: str, inviter: str = "") -> None:
        """Compare the hub's key and the inviter with what one was told, then join."""
        self.follow("Join by invitation")
        self.page.get_by_label("Address of the hub").fill(hub)
        self.page.get_by_label("Invitation").fill(invitation)
        self.press("Look before joining")
        self.heading("Is this the right hub?")
        self.reads(self.place.log_key)
        if inviter:
            self.reads(inviter)
        self.look("join")
        self.press("It is the same: join")
        self.page.locator("#dialogues h2").first.wait_for()

    def sessions(self) -> None:
        """The list, as the hub has it now."""
        self.page.goto(f"{self.root}/home")
        self.page.locator("#dialogues h2").first.wait_for()

    def close(self) -> None:
        """Close the desk: its process ends, and the browser with it."""
        self.press("Close the desk")
        self.heading("The desk is closed")
        self.look("closed")
        assert self.desk.wait(30) == 0
        self.leave()
