"""Passphrases drawn by the machine: the only ones whose strength can be told honestly."""

import secrets

from shamir_mnemonic.wordlist import WORDLIST  # type: ignore[import-untyped]

from keys.opening.guessing import guesses_a_second
from keys.opening.locking import MIN_PASSPHRASE

LEAST = MIN_PASSPHRASE
"""Characters of a passphrase that protects the keys alone."""

WORDS = 6
"""Words of a suggestion: 60 bits, from the 1,024 words of SLIP-39."""

_YEAR = 365.25 * 24 * 3600


def drawn() -> str:
    """Six random words."""
    return " ".join(secrets.choice(WORDLIST) for _ in range(WORDS))


def years(words: int) -> int:
    """Years one accelerator takes on average to guess so many words, to two digits."""
    seconds: float = len(WORDLIST) ** words / 2 / guesses_a_second()
    return int(float(f"{seconds / _YEAR:.1e}"))
