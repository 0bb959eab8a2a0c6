"""Custody of a room: its key in shares, any k of which bring it back at a ceremony.

1. `split` makes a share for each custodian, sealed to them or to be printed.
2. `hand_over` is what a custodian does: open the own share, seal it to whoever recovers.
3. `recover` needs k shares, no hub and no network; the room key is wrapped to that desk's identity.
"""

import re
from collections.abc import Sequence
from datetime import date

from pydantic import ValidationError

from keys.identity import PublicIdentity
from keys.opening import Identity, open_envelope, wrap_room
from keys.opening.custody import recover_room, split_room
from keys.sealing import Context, seal
from service.desk.errors import DeskError
from service.desk.home import Home
from service.desk.rooms import Room, announced_room
from service.protocol.dialogues import SessionView
from service.protocol.purposes import Purpose
from service.protocol.wire import Identifier, Message, SmallEnvelope

WORDS = 33
"""Words of a share."""

_RECOVERED = "recovered"
_WORDS_FOLLOW = "Words:"
_WORDS_A_LINE = 6


class SealedShare(Message):
    """A share that only one person can open."""

    session: Identifier
    epoch: int
    share: SmallEnvelope


def split(
    room: Room, threshold: int, custodians: Sequence[PublicIdentity]
) -> tuple[SealedShare, ...]:
    """A sealed share for each custodian, in their order.

    Raises:
        DeskError: a custodian is named twice, or two have a key in common.
        FormatError: fewer than two must meet, or more than there are.
    """
    if len({custodian.person for custodian in custodians}) < len(custodians):
        raise DeskError("A custodian is named twice.", hint="Each share belongs to another person.")
    shares = split_room(room.secret, threshold, len(custodians))
    session, epoch = room.session.session, room.session.epoch
    return tuple(
        _sealed(session, epoch, words, custodian)
        for words, custodian in zip(shares, custodians, strict=True)
    )


def plaintext_pages(room: Room, threshold: int, custodians: int, day: date) -> tuple[str, ...]:
    """A page to print for each custodian. FormatError as in `split`."""
    shares = split_room(room.secret, threshold, custodians)
    return tuple(
        _page(room, words.split(), f"{place} of {custodians}", threshold, day)
        for place, words in enumerate(shares, start=1)
    )


def hand_over(share: SealedShare, identity: Identity, to: PublicIdentity) -> SealedShare:
    """The same share, sealed to whoever recovers the room. OpeningError when it is another's."""
    return _sealed(share.session, share.epoch, _opened(share, identity), to)


def recover(
    view: SessionView, known: frozenset[str], shares: Sequence[str], identity: Identity
) -> SessionView:
    """The session with its room key wrapped to this identity.

    Args:
        view: the room's file, which holds nothing secret.
        known: fingerprints of the organisers on whom this desk relies.
        shares: the words, as many as the threshold or more.

    Raises:
        StrangerError: nobody this desk knows announced the room key.
        OpeningError: too few shares, a mistyped one, or one of another room.
    """
    secret = recover_room(shares, announced_room(view, known))
    return view.model_copy(update={"wrap": wrap_room(secret, identity.public)})


def read_share(content: bytes, identity: Identity, view: SessionView) -> str:
    """The words of a share's file: sealed to this identity, or typed from a printed page.

    Raises:
        OpeningError: it is sealed to somebody else, or of another room.
        DeskError: it is no share.
    """
    if content.lstrip()[:1] == b"{":
        share = parse_share(content)
        same = share.model_copy(update={"session": view.session, "epoch": view.epoch})
        return _opened(same, identity)
    text = content.decode("utf-8", errors="replace").rpartition(_WORDS_FOLLOW)[2]
    words = re.findall(r"[a-z]+", text.lower())
    if len(words) != WORDS:
        raise DeskError(
            f"A share has {WORDS} words, and this has {len(words)}.",
            hint="Type the words of the page, in their order, and nothing else.",
        )
    return " ".join(words)


def parse_share(content: bytes) -> SealedShare:
    """Read the file of a sealed share. Raises DeskError for anything else."""
    try:
        return SealedShare.model_validate_json(content)
    except ValidationError:
        raise DeskError(
            "This is not a custodian's share.", hint="Use the file that the organiser gave you."
        ) from None


def room_file(view: SessionView) -> str:
    """What custodians need besides their shares: public keys and ciphertext, no wrap."""
    return view.model_copy(update={"wrap": None}).model_dump_json()


def parse_room_file(content: bytes) -> SessionView:
    """Read `room_file`. Raises DeskError for anything else."""
    try:
        return SessionView.model_validate_json(content)
    except ValidationError:
        raise DeskError(
            "This is not the file of a room.",
            hint="It was written beside the shares, as room.json.",
        ) from None


def keep_recovered(home: Home, view: SessionView) -> None:
    """Remember a recovered room; its key stays wrapped."""
    home.save(_RECOVERED, f"{view.session}.json", view.model_dump_json().encode())


def recovered(home: Home, session: str) -> SessionView | None:
    """What `keep_recovered` stored, if anything."""
    kept = home.load(_RECOVERED, f"{session}.json")
    return None if kept is None else parse_room_file(kept)


def forget_recovered(home: Home, session: str) -> None:
    """Forget a recovered room, as whoever shreds it must."""
    home.forget(_RECOVERED, f"{session}.json")


def _sealed(session: str, epoch: int, words: str, to: PublicIdentity) -> SealedShare:
    envelope = seal(words.encode(), {}, to, _context(session, epoch))
    return SealedShare(session=session, epoch=epoch, share=envelope)


def _opened(share: SealedShare, identity: Identity) -> str:
    context = _context(share.session, share.epoch)
    return open_envelope(share.share, identity, context).note.decode()


def _context(session: str, epoch: int) -> Context:
    return Context(session, 0, f"epoch-{epoch}", Purpose.SHARE)


def _page(room: Room, words: list[str], which: str, threshold: int, day: date) -> str:
    lines = [words[at : at + _WORDS_A_LINE] for at in range(0, len(words), _WORDS_A_LINE)]
    return "\n".join(
        (
            f"Custody share {which}, made on {day.isoformat()}",
            "",
            f"Room   {room.session.session}",
            f"Epoch  {room.session.epoch}",
            "",
            f"Any {threshold} of these shares bring the room's key back; fewer say nothing.",
            "Keep this page where nobody else comes. Give its words only at a ceremony that",
            "you have been asked to by somebody you know, and never to a machine on the network.",
            "",
            _WORDS_FOLLOW,
            "",
            *("    " + " ".join(f"{word:<9}" for word in line).rstrip() for line in lines),
            "",
        )
    )
