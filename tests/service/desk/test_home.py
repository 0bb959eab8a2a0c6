"""The desk's folder."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from keys.errors import WrongPassphraseError
from keys.opening import Identity
from service.desk.errors import HomeError
from service.desk.home import Connection, Home

PASSPHRASE = "four short random words"


def test_an_identity_comes_back_with_its_passphrase_only(tmp_path):
    home, identity = Home(tmp_path), Identity.generate()
    home.save_identity(identity, PASSPHRASE)
    assert home.unlock(PASSPHRASE).public == identity.public == home.public()
    with pytest.raises(WrongPassphraseError):
        home.unlock("another passphrase")


def test_an_identity_is_never_overwritten(tmp_path):
    home = Home(tmp_path)
    home.save_identity(Identity.generate(), PASSPHRASE)
    before = home.identity_file.read_bytes()
    with pytest.raises(HomeError, match="already"):
        home.save_identity(Identity.generate(), PASSPHRASE)
    assert home.identity_file.read_bytes() == before


def test_files_are_for_their_owner_only(tmp_path):
    home = Home(tmp_path / "desk")
    home.save_connection(Connection("http://127.0.0.1:1", "key"))
    mode = stat.S_IMODE((tmp_path / "desk" / "hub.json").stat().st_mode)
    assert mode == 0o600
    assert not list(tmp_path.rglob("*.partial"))


def test_two_pages_may_keep_the_same_thing_at_once(tmp_path):
    home, said = Home(tmp_path), [bytes([number]) * 4000 for number in range(60)]
    with ThreadPoolExecutor(6) as pages:
        list(pages.map(lambda content: home.save("hub", "answer", content), said))
    assert home.load("hub", "answer") in said
    assert home.names("hub") == ("answer",)
    assert [one.name for one in (tmp_path / "hub").iterdir()] == ["answer"]


def test_an_empty_desk_says_what_to_do_next(tmp_path):
    with pytest.raises(HomeError) as identity:
        Home(tmp_path).public()
    assert "identity new" in identity.value.hint
    with pytest.raises(HomeError) as connection:
        Home(tmp_path).connection()
    assert "identity join" in connection.value.hint
