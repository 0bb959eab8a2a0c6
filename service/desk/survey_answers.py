"""A participant answers: sealed to the room, by a link that the hub ties to nobody.

An answer carries its token, so that nobody answers twice, and what stands for a code that only the
participant has, by which before and after belong together. The code is random and is kept here,
sealed to its owner, until the room is destroyed.
"""

import random
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from keys.opening import Identity, open_envelope
from keys.sealing import Context, RoomPublic, seal
from service.desk.client import Linked
from service.desk.errors import DeskError, OtherKeyError, RefusedError
from service.desk.home import Home
from service.desk.records import Kind, seal_record
from service.desk.submitting import check_receipt
from service.desk.survey import HIGH, LOW, Moment, Wave, new_token, normal
from service.protocol.canonical import sha256_hex
from service.protocol.submissions import SubmissionRequest
from service.protocol.wire import Digest, Identifier, Message

_FOLDER = "surveys"
_PURPOSE = "survey-kept"


Secret = Annotated[str, Field(max_length=64)]
Scale = Annotated[int, Field(ge=LOW, le=HIGH)]


class Answer(Message):
    """What is sealed to the room: no name, no date. None where nothing was answered.

    The token goes with it as it was drawn: its digest stands in the file that everybody has.
    """

    survey: Identifier
    moment: Moment
    token: Secret
    code: Digest
    answers: tuple[Scale | None, ...]


class Kept(Message):
    """What the participant's desk keeps of a survey, sealed to its owner.

    `waiting`: a sealed answer that no receipt has come for.
    """

    code: str
    answered: tuple[Moment, ...] = ()
    waiting: dict[Moment, SubmissionRequest] = Field(default_factory=dict)


def answer(
    home: Home,
    identity: Identity,
    wave: Wave,
    token: str,
    answers: Sequence[int | None],
    code: str = "",
) -> Kept:
    """Seal the answers and send them.

    Args:
        code: the code of another desk; by default what this desk keeps, or a new one.

    Raises:
        DeskError: the token does not count, something is answered that was not asked, or this desk
            has answered already.
        UnreachableError: the sealed answer waits here for `send_again`.
    """
    kept = load_kept(home, identity, wave) or Kept(code=normal(code) or new_token())
    if wave.moment in {*kept.answered, *kept.waiting}:
        raise DeskError("You have answered this already.", hint="Each slip counts once.")
    if not wave.accepts(token):
        raise DeskError(
            "This is not a token of this survey.",
            hint="Type the sixteen letters and digits of your slip; capitals do not matter.",
        )
    if len(answers) != len(wave.questions) or not any(answers) or not all(map(_fits, answers)):
        raise DeskError(
            f"Each answer is a number from {LOW} to {HIGH}.", hint="Answer at least one question."
        )
    kept = kept.model_copy(update={"code": normal(code) or kept.code})
    said = Answer(
        survey=wave.survey,
        moment=wave.moment,
        token=normal(token),
        code=sha256_hex(f"{wave.survey}:{normal(kept.code)}".encode()),
        answers=tuple(answers),
    )
    room = RoomPublic.from_json(wave.room)
    request = seal_record(room, Kind.ANSWER, said.model_dump_json().encode())
    _keep(home, identity, wave, kept.model_copy(update={"waiting": {wave.moment: request}}))
    return send_again(home, identity, wave)


def send_again(home: Home, identity: Identity, wave: Wave) -> Kept:
    """Send the answer that waits.

    Raises:
        DeskError: none waits, or the links are used up.
        OtherKeyError: what was sealed to the old key is forgotten.
        UnreachableError: it waits on.
        MismatchError: the hub's receipt is for something else.
    """
    kept = load_kept(home, identity, wave)
    if kept is None or wave.moment not in kept.waiting:
        raise DeskError("No answer waits here.", hint="Answer the questions first.")
    try:
        _send(home, wave, kept.waiting[wave.moment])
    except OtherKeyError:
        _keep(home, identity, wave, kept.model_copy(update={"waiting": {}}))
        raise
    done = {"answered": (*kept.answered, wave.moment), "waiting": {}}
    _keep(home, identity, wave, kept.model_copy(update=done))
    return kept.model_copy(update=done)


def load_kept(home: Home, identity: Identity, wave: Wave) -> Kept | None:
    """What this desk keeps of the survey. Raises `keys.errors.OpeningError`."""
    sealed = home.load(_FOLDER, _name(wave))
    if sealed is None:
        return None
    return Kept.model_validate_json(open_envelope(sealed, identity, _context(wave)).note)


def _send(home: Home, wave: Wave, request: SubmissionRequest) -> None:
    """By any of the links, in an order that says nothing about who one is."""
    connection = home.connection()
    if connection.hub != wave.hub:
        raise DeskError(
            "This survey is of a hub that you have not joined.", hint="Join it by an invitation."
        )
    links = list(wave.links)
    random.SystemRandom().shuffle(links)
    for link in links:
        with Linked(wave.hub, link) as hub:
            try:
                _check_room(hub, wave)
                receipt = hub.submit(request)
            except RefusedError:
                continue
        check_receipt(connection.log, request, receipt)
        return
    raise DeskError(
        "The links of this survey do not serve any more. Your answer waits, sealed.",
        hint="Ask the organiser for a fresh file of the survey, and send it again with that.",
    )


def _check_room(hub: Linked, wave: Wave) -> None:
    room, now = RoomPublic.from_json(wave.room), hub.room()
    if (now.room, now.epoch) != (room.room, room.epoch):
        raise OtherKeyError


def _fits(answer: int | None) -> bool:
    return answer is None or LOW <= answer <= HIGH


def _keep(home: Home, identity: Identity, wave: Wave, kept: Kept) -> None:
    note = kept.model_dump_json().encode()
    home.save(_FOLDER, _name(wave), seal(note, {}, identity.public, _context(wave)))


def _name(wave: Wave) -> str:
    """It begins with the session: it is forgotten with the room."""
    return f"{wave.session}-{wave.survey}"


def _context(wave: Wave) -> Context:
    return Context(wave.session, 0, wave.survey, _PURPOSE)
