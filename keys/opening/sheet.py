"""The recovery sheet: one page to print, with the secret key as text, as words and as a QR code.

The page loads nothing and runs nothing. It is a secret until it is on paper: print it, then delete
the file.
"""

from __future__ import annotations

import hashlib
from html import escape
from importlib.resources import files
from string import Template

import segno
from shamir_mnemonic.wordlist import WORDLIST  # type: ignore[import-untyped]

from keys._intoto import check_day
from keys.identity import PublicIdentity
from keys.opening.guessing import ACCELERATOR, BANDWIDTH, guesses_a_second, years_to_guess
from keys.opening.locking import STANDARD_COST, SecretKey

CHECK_WORDS = 3
_LABEL = b"sealedroom.org/sheet-words/v1"
_WORD_BITS = 10  # the list of SLIP-39 has 1,024 words


def check_words(secret_key: SecretKey) -> tuple[str, ...]:
    """Three words that say whether two people hold the same secret key, which they do not tell."""
    digest = hashlib.sha256(_LABEL + secret_key.raw).digest()
    number = int.from_bytes(digest, "big") >> (8 * len(digest) - CHECK_WORDS * _WORD_BITS)
    places = [number >> (_WORD_BITS * place) & (2**_WORD_BITS - 1) for place in range(CHECK_WORDS)]
    return tuple(str(WORDLIST[place]) for place in reversed(places))


def plaintext_sheet(public: PublicIdentity, secret_key: SecretKey, date: str) -> str:
    """The page, as one HTML document.

    Args:
        date: the day on which the backup was locked, as `2026-03-01`.
    """
    printed = secret_key.plaintext_to_print()
    groups = printed.split("-")
    half = len(groups) // 2
    code = segno.make_qr(printed, error="q")
    template = files("keys.opening").joinpath("sheet.html").read_text(encoding="utf-8")
    return Template(template).substitute(
        key="<br>".join(map("-".join, (groups[:half], groups[half:]))),
        words=escape(" ".join(check_words(secret_key))),
        code=code.svg_inline(scale=6, border=4, omitsize=True, title="The secret key"),
        person=escape(public.person),
        fingerprint=escape(public.key_id),
        date=escape(check_day(date)),
        memory=STANDARD_COST.memory_kib // 1024,
        iterations=STANDARD_COST.iterations,
        rate=f"{round(guesses_a_second(), -2):,.0f}",
        accelerator=ACCELERATOR,
        bandwidth=f"{BANDWIDTH / 1e12:g}",
        years=f"{round(years_to_guess(), -2):,.0f}",
    )
