"""Custody: k of n custodians recover a room secret, in an offline ceremony, from printed words.

The sharing is SLIP-39 as `shamir-mnemonic` implements it. Its authors warn that it is not hardened
against side channels: hold the ceremony on a machine that nobody else uses. Each share is 33 words
with a checksum; fewer than k of them say nothing about the secret.
"""

from __future__ import annotations

from collections.abc import Iterable

from shamir_mnemonic import (  # type: ignore[import-untyped]
    MnemonicError,
    Share,
    combine_mnemonics,
    generate_mnemonics,
)

from keys.errors import FormatError, OpeningError
from keys.opening.rooms import RoomSecret
from keys.sealing import RoomPublic

MIN_THRESHOLD = 2  # one custodian alone never recovers a room
MAX_CUSTODIANS = 16  # SLIP-39

_ITERATION_EXPONENT = 0  # the secret is random, so stretching it adds nothing


def split_room(secret: RoomSecret, threshold: int, custodians: int) -> tuple[str, ...]:
    """One share for each custodian, any `threshold` of which recover the secret.

    Raises:
        FormatError: unless 2 <= threshold <= custodians <= 16.
    """
    if not MIN_THRESHOLD <= threshold <= custodians <= MAX_CUSTODIANS:
        raise FormatError(
            "Custody needs 2 to 16 custodians, and at least two of them to recover.",
            hint="Name more custodians or lower the threshold.",
        )
    (shares,) = generate_mnemonics(
        1, [(threshold, custodians)], secret.seed, iteration_exponent=_ITERATION_EXPONENT
    )
    return tuple(shares)


def recover_room(shares: Iterable[str], public: RoomPublic) -> RoomSecret:
    """Recover the secret of exactly this room and epoch.

    Args:
        shares: as many as the threshold, or more; each is used once.
        public: the room key that the organisers announced.

    Raises:
        OpeningError: the same for too few shares, a mistyped one, and one of another room.
    """
    try:
        seed = combine_mnemonics(_enough(shares))
        secret = RoomSecret(public.room, public.epoch, seed)
    except (MnemonicError, FormatError):
        raise _not_recovered() from None
    if secret.public != public:
        raise _not_recovered()
    return secret


def _enough(shares: Iterable[str]) -> list[str]:
    """As many different shares as their threshold says, after a look at every one of them."""
    words = {}
    for text in shares:
        share = Share.from_mnemonic(text.lower())
        if (share.iteration_exponent, share.group_count) != (_ITERATION_EXPONENT, 1):
            raise MnemonicError  # not ours; a higher exponent would stall the ceremony
        words[share.index] = (share.member_threshold, share.mnemonic())
    if not words:
        raise MnemonicError
    threshold = min(threshold for threshold, _ in words.values())
    return [mnemonic for _, mnemonic in words.values()][:threshold]


def _not_recovered() -> OpeningError:
    return OpeningError(
        "These shares do not recover the room key.",
        hint="Check that there are enough, all of this room and typed as they are printed.",
    )
