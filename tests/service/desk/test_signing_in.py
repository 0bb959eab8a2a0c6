"""A desk signs in by its identity, keeps the token for its time, and asks when it must."""

from __future__ import annotations

import json
import stat

import pytest

from keys.opening import Identity
from service.desk import home as home_module
from service.desk.client import Hub
from service.desk.errors import HomeError, RefusedError
from service.desk.home import Home
from service.desk.signing_in import SignIn
from service.protocol.signing_in import IDLE_SECONDS


def _locked() -> Identity:
    raise HomeError("The passphrase was asked for.")


@pytest.fixture
def joined(served, tmp_path, identities):
    """A desk with an account, and the hub's address."""
    address, invitation = served
    home, identity = Home(tmp_path / "desk"), identities[0]
    with Hub(address) as hub:
        hub.join(invitation, identity.public.to_json())
    return home, identity, address


def test_the_token_is_kept_for_its_time_only(joined, monkeypatch):
    home, identity, address = joined
    with Hub(address, SignIn(home, lambda: identity)) as hub:
        assert hub.me().person == identity.public.person
    kept = home.folder / "sign-in.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with Hub(address, SignIn(home, _locked)) as hub:
        assert hub.me().person == identity.public.person
    late = json.loads(kept.read_text())["until"] + 1
    monkeypatch.setattr(home_module.time, "time", lambda: late)
    assert home.token() is None
    assert not kept.exists()
    assert IDLE_SECONDS == 1800
    with Hub(address, SignIn(home, _locked)) as hub, pytest.raises(HomeError, match="asked for"):
        hub.me()


def test_a_token_that_does_not_serve_any_more_is_replaced(joined):
    home, identity, address = joined
    home.keep_token("x" * 43, 1800)
    with Hub(address, SignIn(home, lambda: identity)) as hub:
        assert hub.me().person == identity.public.person
    assert home.token() != "x" * 43


def test_signing_out_everywhere_ends_every_token(joined, tmp_path):
    home, identity, address = joined
    other = Home(tmp_path / "other")
    with Hub(address, SignIn(other, lambda: identity)) as hub:
        hub.me()
    with Hub(address, SignIn(home, lambda: identity)) as hub:
        hub.sign_out(everywhere=True)
    with Hub(address, SignIn(other, _locked)) as hub, pytest.raises(HomeError):
        hub.me()


def test_another_identity_does_not_come_in(joined, tmp_path, identities):
    _, _, address = joined
    with (
        Hub(address, SignIn(Home(tmp_path / "x"), lambda: identities[1])) as hub,
        pytest.raises(RefusedError) as refused,
    ):
        hub.me()
    assert refused.value.code == "sign-in"
