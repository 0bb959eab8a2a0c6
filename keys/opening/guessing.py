"""How fast somebody who has stolen an identity file can guess its passphrase.

Argon2id is bound by memory traffic: each block of a pass is written once and computed from two that
are read (RFC 9106 section 3.1), so a guess moves at least 3 x passes x memory. What an accelerator
could do at most follows from the bandwidth of its memory; real attacks are slower.
"""

from __future__ import annotations

import math

from keys.opening.locking import STANDARD_COST, Argon2Cost

ACCELERATOR = "NVIDIA H200"
BANDWIDTH = 4.8e12  # bytes a second, data sheet of the H200 SXM
BLOCK_MOVES = 3  # two reads and a write

WORD_LIST = 7776  # words of a Diceware list: five dice a word
RANDOM_WORDS = 4

_YEAR = 365.25 * 24 * 3600


def guesses_a_second(cost: Argon2Cost = STANDARD_COST) -> float:
    """Upper bound of the guesses a second on one accelerator."""
    return BANDWIDTH / (BLOCK_MOVES * cost.iterations * cost.memory_kib * 1024)


def years_to_guess(words: int = RANDOM_WORDS, cost: Argon2Cost = STANDARD_COST) -> float:
    """Years that one accelerator takes on average for so many words drawn at random."""
    guesses = math.pow(WORD_LIST, words) / 2
    return guesses / guesses_a_second(cost) / _YEAR
