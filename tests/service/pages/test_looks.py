"""Every page, looked at by axe: light and dark, on a desktop and on a telephone.

`SEALEDROOM_SCREENSHOTS=FOLDER` keeps pictures for a person to look at.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from browsing import visiting
from house import sealed
from people import add_authenticator, join_by_passkey, submission_link

from service.hub.tables import Delivery
from service.protocol.wire import new_identifier
from service.protocol.work import DeliveryState
from tests.browser import violations
from tests.browser.chromium import DESKTOP, TELEPHONE

SHOTS = os.environ.get("SEALEDROOM_SCREENSHOTS")


def look(page, name: str) -> None:
    """Axe in both schemes; no page is wider than its window."""
    width = page.viewport_size["width"]
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], (name, scheme)
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}-{scheme}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def see_the_open_pages(page, live) -> None:
    page.goto("/sign-in")
    look(page, "sign-in")
    page.get_by_label("Sign-in name").fill("a b c")
    page.get_by_label("Passphrase", exact=True).fill("no such passphrase")
    page.get_by_label("Six digits").fill("123456")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_text("That did not work.").wait_for()
    look(page, "sign-in-failed")
    for name in ("join", "recover", "submit"):
        page.goto(f"/{name}")
        look(page, f"{name}")
    page.goto("/no-such-page")
    look(page, "not-found")


def see_a_submission(page, live) -> None:
    page.goto(submission_link(live))
    page.get_by_text("The room’s key is the one").wait_for()
    page.get_by_text("How far to trust this page").click()
    look(page, "submit-ready")
    page.get_by_label("Your note").fill("A note.")
    page.get_by_role("button", name="Seal and send").click()
    page.get_by_role("heading", name="Sealed and stored").wait_for()
    look(page, "receipt")


def see_ones_own_pages(page, live) -> None:
    join_by_passkey(page, live, "rapporteur")
    look(page, "codes-none")
    page.get_by_role("button", name="Make recovery codes").click()
    page.get_by_text("Your codes, shown this once").wait_for()
    look(page, "codes")
    for path in ("dialogues", "account", "audit", "audit?old=2", "audit?old=999"):
        page.goto(f"/{path}")
        look(page, path.replace("?old=", "-"))
    page.goto(f"/status/{live.house.session}")
    look(page, "forbidden")


def _write_down_the_series(house, draft: str) -> None:
    """A charter and a funder; and a release whose first deliveries failed."""
    organiser, path = house.people["organiser"], f"/dialogues/{house.dialogue}"
    charter = {"charter": new_identifier(), "label": "track-2", "rule": "a" * 64}
    assert organiser.post_json(f"{path}/charter", charter | {"sealed": sealed()}).is_success
    funder = {"funder": new_identifier(), "sealed": sealed()}
    assert organiser.post_json(f"{path}/funders", funder).is_success
    hub = house.client.app.state.hub
    with hub.database.write() as db:
        row = {"draft": draft, "document": "a" * 64, "state": DeliveryState.QUEUED}
        due = hub.door.clock() + 600
        db.add(Delivery(**row, attempts=2, due=due, problem="unreachable"))


def see_what_an_organiser_sees(page, live) -> None:
    organiser = live.house.people["organiser"]
    add_authenticator(page)
    page.goto(f"/join#{organiser.post('/me/browsers').json()['token']}")
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url("**/account/codes")
    page.goto(f"/status/{live.house.session}")
    look(page, "status-empty")
    for _ in range(2):
        organiser.post(f"/sessions/{live.house.session}/submissions", live.house.submission())
    draft = live.house.draft()
    live.house.lay(draft)
    live.house.approve("second", draft)
    released = live.house.draft(b"# Another\n")
    live.house.release(released)
    _write_down_the_series(live.house, released.draft)
    page.goto(f"/status/{live.house.session}")
    look(page, "status")
    page.goto("/dialogues")
    look(page, "dialogues-organiser")
    page.goto(f"/status/{new_identifier()}")
    look(page, "not-found-signed-in")


def test_the_way_in_passes(page, live):
    page.goto("/sign-in")
    look(page, "sign-in")


@pytest.mark.slow
@pytest.mark.parametrize("viewport", [DESKTOP, TELEPHONE], ids=["desktop", "telephone"])
@pytest.mark.parametrize(
    "see",
    [see_the_open_pages, see_a_submission, see_ones_own_pages, see_what_an_organiser_sees],
    ids=lambda see: see.__name__,
)
def test_every_page_passes(chromium, live, viewport, see):
    with visiting(chromium, live, viewport) as page:
        see(page, live)
