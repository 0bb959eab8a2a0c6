"""What people do on the pages of a hub."""

from __future__ import annotations

import base64

from browsing import Live
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from playwright.sync_api import Page

PASSPHRASE = "canary-Quillfeather four short words"


def invitation(live: Live, role: str) -> str:
    path = f"/dialogues/{live.house.dialogue}/invitations"
    answer = live.house.people["organiser"].post_json(path, {"role": role})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["token"])


def submission_link(live: Live, fingerprint: str | None = None) -> str:
    answer = live.house.people["organiser"].post(f"/sessions/{live.house.session}/links")
    assert answer.status_code == 201, answer.text
    key = fingerprint or live.house.room.public.key_id
    return f"{live.address}/submit#{answer.json()['token']}.{key}"


def add_authenticator(page: Page) -> str:
    """A virtual authenticator in this browser (Chrome DevTools Protocol); gives its id."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return str(session.send("WebAuthn.addVirtualAuthenticator", {"options": options}))


def join_by_passkey(page: Page, live: Live, role: str = "auditor") -> None:
    add_authenticator(page)
    page.goto(f"/join#{invitation(live, role)}")
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url("**/account/codes")


def code_of(secret: str, clock) -> str:
    padded = secret + "=" * (-len(secret) % 8)
    return TOTP(base64.b32decode(padded), 6, SHA1(), 30).generate(clock()).decode()


def join_by_passphrase(page: Page, live: Live, role: str = "auditor") -> tuple[str, str]:
    """Gives the sign-in name and the authenticator's secret."""
    page.goto("/join")
    page.get_by_label("Invitation").fill(f" {invitation(live, role)}.{'0' * 64} ")
    name = page.locator("form strong.mono").inner_text()
    secret = page.locator(".help .mono").inner_text()
    page.get_by_label("Six digits").fill(code_of(secret, live.clock))
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Use these from now on").click()
    page.wait_for_url("**/account/codes")
    return name, secret
