"""What participants object to, as organisers read it, and what they do about each objection.

Nothing here knows whose an objection is: neither the hub nor the envelope says it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pydantic import Field, ValidationError

from keys.errors import KeysError
from service.desk.client import Hub
from service.desk.errors import DeskError
from service.desk.objecting import MAX_COMMENT, Words
from service.desk.rooms import Room
from service.protocol.objections import AnswerRequest, EarlyReleaseRequest, Objection
from service.protocol.purposes import Purpose
from service.protocol.wire import Identifier, Message, new_identifier

W = TypeVar("W", bound=Message)


class AnswerWords(Message):
    """What is sealed to the room about an objection; `why` is empty when it was taken up."""

    objection: Identifier
    taken_up: bool
    why: str = Field(default="", max_length=MAX_COMMENT)


class EarlyWords(Message):
    """Why a draft leaves before the days for objections are over."""

    draft: Identifier
    why: str = Field(min_length=1, max_length=MAX_COMMENT)


@dataclass(frozen=True)
class Heard:
    """An objection; `words` is None when it does not open, `answer` when nobody answered."""

    objection: str
    date: date
    words: Words | None
    answered: bool
    answer: AnswerWords | None


@dataclass(frozen=True)
class Hearing:
    """Everything that was said of a draft, in the order of its passages."""

    shown: int
    until: date
    over: bool
    objections: tuple[Heard, ...]
    early: bool
    why_early: str

    @property
    def open(self) -> int:
        """How many objections wait for an answer."""
        return sum(not one.answered for one in self.objections)


def hear(hub: Hub, room: Room, draft: str) -> Hearing:
    """Open everything that was said of a draft.

    An envelope that does not open is shown as such: whoever sent it must not hide the others.
    """
    said = hub.objections(draft)
    heard = [_heard(room, draft, one) for one in said.objections]
    early = _open(room, said.early.envelope, said.early.reason, EarlyWords) if said.early else None
    return Hearing(
        shown=len(said.shown),
        until=said.until,
        over=said.over,
        objections=tuple(sorted(heard, key=_place)),
        early=said.early is not None,
        why_early=early.why if early else "",
    )


def answer(hub: Hub, room: Room, objection: str, *, taken_up: bool, why: str = "") -> None:
    """Say what was done about an objection: taken up in a new draft, or not, because ...

    Raises:
        DeskError: it is not taken up and no reason is given, or the reason is too long.
        RefusedError: there is no such objection, or the draft was released.
    """
    why = "" if taken_up else _reason(why)
    words = AnswerWords(objection=objection, taken_up=taken_up, why=why)
    name = new_identifier()
    envelope = room.seal(words.model_dump_json().encode(), {}, name, Purpose.ANSWER)
    hub.answer(objection, AnswerRequest(answer=name, envelope=envelope))


def hasten(hub: Hub, room: Room, draft: str, why: str) -> None:
    """Say why a draft leaves before the days for objections are over.

    Raises:
        DeskError: no reason is given, it is too long, or one was given already.
        RefusedError: the draft is settled.
    """
    words = EarlyWords(draft=draft, why=_reason(why))
    if hub.objections(draft).early is not None:
        raise DeskError(
            "The reason why it does not wait was given already.",
            hint="Release it without giving another.",
        )
    name = new_identifier()
    envelope = room.seal(words.model_dump_json().encode(), {}, name, Purpose.EARLY_RELEASE)
    hub.hasten(draft, EarlyReleaseRequest(reason=name, envelope=envelope))


def require_answered(objections: Sequence[Objection]) -> None:
    """Raises `DeskError` while an objection waits for an answer: nobody signs past it."""
    waiting = sum(one.answer is None for one in objections)
    if waiting:
        raise DeskError(
            f"{waiting} of {len(objections)} objections wait for an answer. Nothing was signed.",
            hint="Read them and answer each: sealedroom release objections DRAFT",
        )


def _heard(room: Room, draft: str, one: Objection) -> Heard:
    words = _open(room, one.envelope, one.objection, Words)
    if words is not None and words.draft != draft:
        words = None
    said = _open(room, one.answer.envelope, one.answer.answer, AnswerWords) if one.answer else None
    if said is not None and said.objection != one.objection:
        said = None
    return Heard(one.objection, one.date, words, one.answer is not None, said)


def _open(room: Room, envelope: bytes, name: str, kind: type[W]) -> W | None:
    try:
        return kind.model_validate_json(room.open(envelope, name, _PURPOSES[kind]).note)
    except (KeysError, ValidationError):
        return None


_PURPOSES: dict[type[Message], Purpose] = {
    Words: Purpose.OBJECTION,
    AnswerWords: Purpose.ANSWER,
    EarlyWords: Purpose.EARLY_RELEASE,
}


def _place(one: Heard) -> tuple[int, str]:
    return (one.words.number if one.words else 0, one.objection)


def _reason(why: str) -> str:
    why = why.strip()
    if not 0 < len(why) <= MAX_COMMENT:
        raise DeskError(
            f"A reason has 1 to {MAX_COMMENT:,} characters.",
            hint="It is sealed to the room: only its organisers read it.",
        )
    return why
