"""The pages of the hub, for people with a browser. They show what the hub knows: no words of notes.

rendering   templates, and the headers and cookies of a page
visits      the cookies of a browser, and proof that a form came from a page of ours
entering    sign in, sign out
joining     an invitation or a recovery code becomes a passkey or a passphrase
account     one's own ways in and sign-ins
dialogues   one's dialogues, and the status of a session
auditing    the log
submitting  the browser seals a note
assets      stylesheet and scripts
"""

from fastapi import APIRouter

from service.hub.pages import (
    account,
    assets,
    auditing,
    dialogues,
    entering,
    joining,
    submitting,
)

ROUTERS: tuple[APIRouter, ...] = (
    assets.router,
    entering.router,
    joining.router,
    account.router,
    dialogues.router,
    auditing.router,
    submitting.router,
)
"""Every page of the hub."""

__all__ = ["ROUTERS"]
