"""Signing up and in and out with a browser, for as long as it lasts."""

from __future__ import annotations

import pytest
from browsing import visiting
from people import PASSPHRASE, add_authenticator, code_of, join_by_passkey, join_by_passphrase

from service.hub.signin.sessions import LIFE_SECONDS


def is_in(page) -> bool:
    page.goto("/dialogues")
    return page.url.endswith("/dialogues")


def sign_out(page) -> None:
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/sign-in")


def type_in(page, name: str, code: str, passphrase: str = PASSPHRASE) -> None:
    page.goto("/sign-in")
    page.get_by_label("Sign-in name").fill(name)
    page.get_by_label("Passphrase", exact=True).fill(passphrase)
    page.get_by_label("Six digits").fill(code)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_is_made_from_an_invitation_and_opens_again(page, live):
    join_by_passkey(page, live)
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert set(cookies) == {"__Host-session", "__Host-visit"}
    for cookie in cookies.values():
        assert cookie["secure"] and cookie["httpOnly"] and cookie["sameSite"] == "Strict"
        assert cookie["expires"] == -1
    assert is_in(page)
    sign_out(page)
    assert {cookie["name"] for cookie in page.context.cookies()} <= {"__Host-visit"}
    assert not is_in(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/dialogues")
    page.get_by_text("You are an auditor.").wait_for()


@pytest.mark.slow
def test_a_passphrase_and_a_code_open_once_each(page, live):
    name, secret = join_by_passphrase(page, live)
    assert is_in(page)
    sign_out(page)
    type_in(page, name, code_of(secret, live.clock))
    page.get_by_text("That did not work.").wait_for()  # the code was used when it was set up
    live.clock.ahead += 30
    type_in(page, name, code_of(secret, live.clock), "wrong horse battery staple")
    page.get_by_text("That did not work.").wait_for()
    type_in(page, name.upper(), code_of(secret, live.clock))
    page.wait_for_url("**/dialogues")


@pytest.mark.slow
def test_five_failures_close_a_name_for_a_quarter_of_an_hour(page, live):
    name, secret = join_by_passphrase(page, live)
    sign_out(page)
    for _ in range(5):
        type_in(page, name, "000000")
    live.clock.ahead += 60
    type_in(page, name, code_of(secret, live.clock))
    page.get_by_text("That did not work.").wait_for()
    live.clock.ahead += 16 * 60
    type_in(page, name, code_of(secret, live.clock))
    page.wait_for_url("**/dialogues")


@pytest.mark.slow
def test_a_sign_in_ends_when_it_is_not_used_and_in_any_case(page, live):
    join_by_passkey(page, live)
    live.clock.ahead += 29 * 60
    assert is_in(page)
    live.clock.ahead += 29 * 60
    assert is_in(page)
    live.clock.ahead += 31 * 60
    assert not is_in(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/dialogues")
    for _ in range(LIFE_SECONDS // (20 * 60)):
        assert is_in(page)
        live.clock.ahead += 20 * 60
    assert not is_in(page)


@pytest.mark.slow
def test_signing_out_everywhere_reaches_every_browser(chromium, live):
    with visiting(chromium, live) as here, visiting(chromium, live) as there:
        name, secret = join_by_passphrase(here, live)
        live.clock.ahead += 30
        type_in(there, name, code_of(secret, live.clock))
        assert is_in(there)
        here.goto("/account")
        here.get_by_text("In 2 places").wait_for()
        here.get_by_role("button", name="Sign out everywhere").click()
        here.wait_for_url("**/sign-in")
        assert not is_in(there)
        assert not is_in(here)


@pytest.mark.slow
def test_what_cannot_be_undone_takes_a_fresh_sign_in(page, live):
    join_by_passkey(page, live)
    live.clock.ahead += 6 * 60
    page.goto("/account/codes")
    page.get_by_role("button", name="Make recovery codes").click()
    page.get_by_role("heading", name="Please sign in again").wait_for()
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/dialogues")
    page.goto("/account/codes")
    page.get_by_role("button", name="Make recovery codes").click()
    page.get_by_text("Your codes, shown this once").wait_for()


@pytest.mark.slow
def test_a_recovery_code_replaces_every_way_in(chromium, live):
    with visiting(chromium, live) as lost, visiting(chromium, live) as found:
        join_by_passkey(lost, live)
        lost.get_by_role("button", name="Make recovery codes").click()
        lost.get_by_text("Your codes, shown this once").wait_for()
        code, other = lost.locator(".codes li").all_inner_texts()[:2]
        add_authenticator(found)
        found.goto("/recover")
        found.get_by_label("Recovery code").fill(code.lower().replace("-", " "))
        found.get_by_role("button", name="Take this code").click()
        found.get_by_role("button", name="Make a passkey").click()
        found.wait_for_url("**/account/codes")
        found.get_by_text("You have no codes.").wait_for()
        assert not is_in(lost)
        lost.get_by_role("button", name="Use a passkey").click()
        lost.get_by_text("That did not work.").wait_for()
        lost.goto("/recover")
        lost.get_by_label("Recovery code").fill(other)
        lost.get_by_role("button", name="Take this code").click()
        lost.get_by_text("unknown, used or expired").wait_for()


@pytest.mark.slow
def test_an_organiser_adds_a_browser_from_the_desk(page, live):
    token = live.house.people["organiser"].post("/me/browsers").json()["token"]
    add_authenticator(page)
    page.goto(f"/join#{token}")
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url("**/account/codes")
    page.goto(f"/status/{live.house.session}")
    page.get_by_text("Nothing has come in yet").wait_for()
    draft = live.house.draft()
    live.house.lay(draft)
    live.house.approve("organiser", draft)
    page.reload()
    missing = live.house.people["second"].person[:6]
    page.get_by_text(f"1 of 2 approvals. Missing: organiser {missing}.").wait_for()


@pytest.mark.slow
def test_a_role_that_signs_is_not_taken_in_a_browser(page, live):
    with pytest.raises(Exception, match="Timeout"):
        page.set_default_timeout(3_000)
        join_by_passkey(page, live, "organiser")
    page.get_by_text("takes keys that were made at a desk").wait_for()


@pytest.mark.slow
def test_signing_in_by_keyboard_alone(page, live):
    name, secret = join_by_passphrase(page, live)
    sign_out(page)
    live.clock.ahead += 30
    page.goto("/sign-in")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "name":
            break
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSPHRASE)
    page.keyboard.press("Tab")
    page.keyboard.type(code_of(secret, live.clock))
    page.keyboard.press("Enter")
    page.wait_for_url("**/dialogues")
