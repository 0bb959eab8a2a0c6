"""From sealed answers to what may be shown: gathered at an organiser's desk, and closed once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from keys.opening import Identity
from service.desk.client import Hub
from service.desk.errors import DeskError
from service.desk.home import Home
from service.desk.records import Kind, Record, put_down, records, signed_records
from service.desk.rooms import Room
from service.desk.survey import Moment, Question, Wave, merged
from service.desk.survey_answers import Answer
from service.desk.survey_tables import Cell, cells, compared
from service.protocol.wire import Identifier, Message


class Shown(Message):
    """What may be shown of one question: cells that add up to the same people each time."""

    question: Question
    before: tuple[Cell, ...] = ()
    after: tuple[Cell, ...] = ()


class Result(Message):
    """The survey as it was closed. Nothing that comes in later changes it."""

    survey: Identifier
    title: Question
    k: int
    questions: tuple[Shown, ...]

    @property
    def empty(self) -> bool:
        """Whether too few answered for anything to be shown."""
        return not any(one.before or one.after for one in self.questions)


@dataclass(frozen=True)
class Survey:
    """One survey of a room. `unclear` answers do not count: token unknown, or used twice."""

    waves: Mapping[Moment, Wave]
    answers: tuple[Answer, ...]
    unclear: int
    result: Result | None

    @property
    def wave(self) -> Wave:
        """What it asks."""
        return next(iter(self.waves.values()))

    def count(self, moment: Moment) -> int:
        """How many have answered."""
        return sum(one.moment is moment for one in self.answers)


def surveys(hub: Hub, room: Room, known: frozenset[str]) -> tuple[Survey, ...]:
    """The room's surveys, by title. Raises UnreachableError."""
    drawn: dict[str, dict[Moment, list[Wave]]] = defaultdict(lambda: defaultdict(list))
    for _, wave in signed_records(hub, room, known, Kind.SURVEY, Wave):
        if wave.session == room.session.session:
            drawn[wave.survey][wave.moment].append(wave)
    answers = _answers(records(hub, room, Kind.ANSWER))
    results = _results(hub, room, known)
    found = [
        _survey({moment: merged(waves[moment]) for moment in Moment if moment in waves},
                [one for one in answers if one.survey == name], results.get(name))
        for name, waves in drawn.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.wave.title, one.wave.survey)))


def find_survey(hub: Hub, room: Room, known: frozenset[str], survey: str) -> Survey:
    """One survey. Raises `DeskError` when the room has none of this id."""
    for one in surveys(hub, room, known):
        if one.wave.survey == survey:
            return one
    raise DeskError("This room has no such survey.", hint="List them: sealedroom survey list")


def close(hub: Hub, home: Home, room: Room, identity: Identity, survey: Survey, k: int) -> Result:
    """Work out what may be shown and keep it in the room, signed. It is done once.

    Raises:
        DeskError: it was closed before.
    """
    if survey.result is not None:
        raise DeskError(
            "This survey is closed.", hint="What came in since does not count: it could show whose."
        )
    result = tabulate(survey, k)
    put_down(hub, home, room, identity, Kind.RESULT, result)
    return result


def tabulate(survey: Survey, k: int) -> Result:
    """What may be shown of the answers (`service.desk.survey_tables`).

    A survey that asked before and after is counted over those who answered both times.
    """
    said = {
        moment: {one.code: one for one in _once(survey.answers, moment)} for moment in survey.waves
    }
    questions = []
    for at, question in enumerate(survey.wave.questions):
        given = {
            moment: {code: one.answers[at] for code, one in found.items()}
            for moment, found in said.items()
        }
        questions.append(_shown(question, given, k))
    return Result(
        survey=survey.wave.survey, title=survey.wave.title, k=k, questions=tuple(questions)
    )


def _shown(question: str, given: Mapping[Moment, Mapping[str, int | None]], k: int) -> Shown:
    if len(given) == len(Moment):
        after = given[Moment.AFTER]
        both = [
            (before, then)
            for code, before in given[Moment.BEFORE].items()
            if before is not None and (then := after.get(code)) is not None
        ]
        first, second = compared(both, k)
        return Shown(question=question, before=first, after=second)
    ((moment, answers),) = given.items()
    shown = cells([one for one in answers.values() if one is not None], k)
    return Shown(question=question, **{moment.value: shown})


def _once(answers: Iterable[Answer], moment: Moment) -> list[Answer]:
    """The answers of a moment whose code nobody else used."""
    found = [one for one in answers if one.moment is moment]
    codes = Counter(one.code for one in found)
    return [one for one in found if codes[one.code] == 1]


def _survey(waves: Mapping[Moment, Wave], answers: list[Answer], result: Result | None) -> Survey:
    used = Counter((one.moment, one.token) for one in answers)
    asked = len(next(iter(waves.values())).questions)
    good = [
        one
        for one in answers
        if one.moment in waves
        and waves[one.moment].accepts(one.token)
        and used[one.moment, one.token] == 1
        and len(one.answers) == asked
    ]
    return Survey(waves, tuple(good), len(answers) - len(good), result)


def _answers(found: Iterable[Record]) -> list[Answer]:
    """Those that have the form of an answer; anybody can send rubbish."""
    answers = []
    for record in found:
        try:
            answers.append(Answer.model_validate_json(record.content))
        except ValidationError:
            continue
    return answers


def _results(hub: Hub, room: Room, known: frozenset[str]) -> dict[str, Result]:
    """Of two that closed it at the same time, every desk takes the same."""
    found = signed_records(hub, room, known, Kind.RESULT, Result)
    ordered = sorted(found, key=lambda one: one[0].name, reverse=True)
    return {result.survey: result for _, result in ordered}
