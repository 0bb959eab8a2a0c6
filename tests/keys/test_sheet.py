"""The recovery sheet, the rate of guessing, and a change of passphrase."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import segno

from keys.errors import FormatError, WrongPassphraseError
from keys.opening import Argon2Cost, Identity, SecretKey
from keys.opening.guessing import guesses_a_second, years_to_guess
from keys.opening.locking import STANDARD_COST
from keys.opening.sheet import check_words, plaintext_sheet
from tests.keys.making import CHEAP, DAY, PASSPHRASE

KEY = SecretKey(bytes(range(16)))


class Page(HTMLParser):
    """Text, tags and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words = ""
        self.tags: list[str] = []
        self.values: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.values += [f"{name}={value}" for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def page(ana: Identity) -> str:
    return plaintext_sheet(ana.public, KEY, DAY)


def test_the_sheet_gives_back_the_key(ana: Identity, page: str) -> None:
    words = Page(page).words
    found = re.search(r"Secret key\s*((?:[A-Z2-7]{4}-?){8})", words)
    assert found
    assert page.count(f"{found[1][:19]}<br>{found[1][19:]}") == 1  # two lines of four groups
    printed = found[1][:19] + "-" + found[1][19:]
    assert SecretKey.parse(printed) == KEY
    assert ana.person in words
    assert ana.public.key_id in words


def test_the_code_is_the_key(page: str) -> None:
    code = segno.make_qr(KEY.plaintext_to_print(), error="q")
    assert code.svg_inline(scale=6, border=4, omitsize=True, title="The secret key") in page
    assert code.mode == "alphanumeric"


def test_the_sheet_is_on_its_own(page: str) -> None:
    """Nothing is loaded and nothing runs."""
    parsed = Page(page)
    assert not {"script", "link", "img", "iframe", "object", "a", "form"} & set(parsed.tags)
    assert not any(value.startswith(("src=", "href=", "on")) for value in parsed.values)
    assert "default-src 'none'" in page
    assert "@import" not in page
    assert "url(" not in page


def test_the_sheet_states_the_rate_and_its_source(page: str) -> None:
    for words in ("7,900 guesses a second", "NVIDIA H200", "4.8 TB", "64 MiB", "7,300 years"):
        assert words in " ".join(page.split())


def test_the_sheet_states_the_cost(page: str) -> None:
    assert f"{STANDARD_COST.memory_kib // 1024} MiB" in Page(page).words


def test_the_rate_follows_from_the_cost() -> None:
    assert guesses_a_second() == pytest.approx(4.8e12 / (3 * 3 * 64 * 1024 * 1024))
    assert guesses_a_second(Argon2Cost(128 * 1024, 3, 4)) == pytest.approx(guesses_a_second() / 2)
    assert guesses_a_second(Argon2Cost(64 * 1024, 6, 4)) == pytest.approx(guesses_a_second() / 2)
    assert years_to_guess(5) == pytest.approx(7776 * years_to_guess(4))
    assert 7_000 < years_to_guess() < 7_500


def test_check_words_are_pinned_and_differ() -> None:
    assert check_words(KEY) == ("spray", "hanger", "black")
    assert check_words(KEY) != check_words(replace(KEY, raw=bytes(16)))


def test_a_sheet_has_a_day(ana: Identity) -> None:
    with pytest.raises(FormatError):
        plaintext_sheet(ana.public, KEY, "<b>")


def test_after_a_change_of_passphrase_the_old_one_opens_no_more(ana: Identity) -> None:
    old = ana.lock(PASSPHRASE, cost=CHEAP)
    identity = Identity.unlock(old, PASSPHRASE, floor=CHEAP)
    new = identity.lock("another four random words", cost=CHEAP)
    assert Identity.unlock(new, "another four random words", floor=CHEAP) == ana
    with pytest.raises(WrongPassphraseError):
        Identity.unlock(new, PASSPHRASE, floor=CHEAP)
    assert new[38:54] != old[38:54]


def test_a_backup_needs_both_the_sheet_and_the_passphrase(ana: Identity) -> None:
    backup = ana.lock(PASSPHRASE, secret_key=KEY, cost=CHEAP)
    assert Identity.unlock(backup, PASSPHRASE, secret_key=KEY, floor=CHEAP) == ana
    for passphrase, key in (
        (PASSPHRASE, None),
        (PASSPHRASE, SecretKey(bytes(16))),
        ("another four random words", KEY),
    ):
        with pytest.raises(WrongPassphraseError):
            Identity.unlock(backup, passphrase, secret_key=key, floor=CHEAP)
