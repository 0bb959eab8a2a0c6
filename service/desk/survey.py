"""An anonymous survey of perceptions: what is asked, and the slips that let each answer once.

1. An organiser draws up one wave, before or after: questions, a random token for each participant,
   submission links. The wave is signed; it is kept in the room, and handed to participants as a
   file, the same for all.
2. The tokens are printed as slips. Participants draw one from a bowl: which one somebody drew is
   known to nobody. Whoever is sent a token instead can be tied to it by who sent it.
3. A participant answers by a link, without signing in (`service.desk.survey_answers`).
4. An organiser closes the survey, once, and what may be shown is kept (`survey_results`).

What this does not protect: organisers, who can open the room, see single answers without a name,
and could answer with slips that nobody drew. The hub sees an address and the hour of each answer.
"""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError

from keys.errors import KeysError
from keys.identity import PublicIdentity
from keys.opening import Identity, sign_dsse
from keys.signatures import DsseEnvelope, verify_dsse
from service.desk.client import Hub
from service.desk.errors import DeskError, StrangerError
from service.desk.home import Home
from service.desk.records import Kind, put_down
from service.desk.rooms import Room
from service.protocol.canonical import sha256_hex
from service.protocol.wire import Digest, DsseText, Identifier, IdentityText, Message, Token

LOW, HIGH = 1, 7
"""The scale: from not at all to entirely."""

MOST_QUESTIONS = 12
MOST_PEOPLE = 200

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Of a token: none is easily taken for another."""

_LENGTH, _GROUP = 16, 4
"""79 bits: too many to try, few enough to type."""

Question = Annotated[str, StringConstraints(min_length=1, max_length=200)]


@unique
class Moment(StrEnum):
    """When it is asked."""

    BEFORE = "before"
    AFTER = "after"


class Wave(Message):
    """What an organiser asks at one moment.

    Args:
        hub: address of the hub.
        room: the room's public key, `RoomPublic.to_json()`, to which answers are sealed.
        survey: the same before and after.
        tokens: digests of the tokens that count.
        links: submission links, which serve until `until`.
    """

    hub: str
    session: Identifier
    room: str
    survey: Identifier
    moment: Moment
    title: Question
    questions: tuple[Question, ...] = Field(min_length=1, max_length=MOST_QUESTIONS)
    tokens: tuple[Digest, ...] = Field(max_length=MOST_PEOPLE)
    links: tuple[Token, ...] = Field(min_length=1)
    until: date

    def accepts(self, token: str) -> bool:
        """Whether this token counts."""
        return self.digest(token) in self.tokens

    def digest(self, secret: str) -> str:
        """What stands for a token in the wave: it says nothing without the token."""
        return sha256_hex(f"{self.survey}:{self.moment.value}:{normal(secret)}".encode())


class Invitation(Message):
    """The file that every participant gets: a wave, and who signed it."""

    organiser: IdentityText
    signed: DsseText


@dataclass(frozen=True)
class Plan:
    """What is to be asked. `people` is how many slips are made; none for a fresh file alone."""

    moment: Moment
    title: str
    questions: tuple[str, ...]
    people: int
    survey: str


@dataclass(frozen=True)
class Drawn:
    """A wave that was drawn up, and its tokens, which are nowhere else."""

    wave: Wave
    tokens: tuple[str, ...]


def draw_up(hub: Hub, home: Home, room: Room, identity: Identity, plan: Plan) -> Drawn:
    """Make the tokens and links, and keep the wave in the room, signed.

    Raises:
        DeskError: there is no question, or too many people or questions.
        UnreachableError: the hub does not answer; nothing was made that counts.
    """
    if not 0 <= plan.people <= MOST_PEOPLE:
        raise DeskError(
            f"A survey has at most {MOST_PEOPLE} slips at a time.", hint="Draw up another set."
        )
    tokens = tuple(new_token() for _ in range(plan.people))
    link = hub.link(room.session.session)
    links = [link.token]
    while len(links) * link.notes < plan.people + 1:
        links.append(hub.link(room.session.session).token)
    try:
        wave = Wave(
            hub=home.connection().hub,
            session=room.session.session,
            room=room.secret.public.to_json(),
            survey=plan.survey,
            moment=plan.moment,
            title=plan.title,
            questions=plan.questions,
            tokens=(),
            links=tuple(links),
            until=link.expires,
        )
    except ValidationError:
        raise DeskError(
            f"A survey has a title and 1 to {MOST_QUESTIONS} questions of up to 200 characters.",
            hint="Write a question a line.",
        ) from None
    wave = wave.model_copy(update={"tokens": tuple(sorted(map(wave.digest, tokens)))})
    put_down(hub, home, room, identity, Kind.SURVEY, wave)
    return Drawn(wave, tokens)


def merged(waves: Iterable[Wave]) -> Wave:
    """The waves of one moment as one: the newest links, and all tokens."""
    ordered = sorted(waves, key=lambda wave: (wave.until, wave.links))
    tokens = sorted({token for wave in ordered for token in wave.tokens})
    return ordered[-1].model_copy(update={"tokens": tuple(tokens)})


def invitation(wave: Wave, identity: Identity) -> bytes:
    """The file to hand to every participant."""
    payload = wave.model_dump_json().encode()
    signed = sign_dsse(payload, Kind.SURVEY.payload_type, identity).to_json()
    return Invitation(organiser=identity.public.to_json(), signed=signed).model_dump_json().encode()


def read_invitation(content: bytes, known: frozenset[str]) -> Wave:
    """The wave of an invitation's file.

    Raises:
        DeskError: it is no such file.
        StrangerError: nobody signed it whom this desk knows.
    """
    try:
        file = Invitation.model_validate_json(content)
        organiser = PublicIdentity.from_json(file.organiser)
        signed = DsseEnvelope.from_json(file.signed)
        payload = verify_dsse(signed, [organiser], 1, Kind.SURVEY.payload_type).payload
        wave = Wave.model_validate_json(payload)
    except (ValidationError, KeysError):
        raise DeskError(
            "This is not the file of a survey, or it was altered.",
            hint="Ask the organiser for the file once more.",
        ) from None
    if organiser.key_id not in known:
        raise StrangerError(organiser.key_id)
    return wave


def new_token() -> str:
    """Random letters in groups, for a slip or a code."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def normal(token: str) -> str:
    """A token as it counts: capitals, hyphens and spaces do not matter."""
    return re.sub(r"[\s-]+", "", token).upper()
