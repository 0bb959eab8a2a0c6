"""A survey before and after: drawn up and closed by an organiser, answered by a participant."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from service.desk.errors import DeskError, UnreachableError
from service.desk.rooms import Room
from service.desk.survey import (
    HIGH,
    LOW,
    MOST_PEOPLE,
    MOST_QUESTIONS,
    Drawn,
    Moment,
    Plan,
    Wave,
    draw_up,
    invitation,
    read_invitation,
)
from service.desk.survey_answers import Kept, answer, load_kept, send_again
from service.desk.survey_results import Survey, close, find_survey, surveys
from service.desk.web.answers import OpenDesk, go, page
from service.desk.web.desk import Desk
from service.desk.web.errors import NothingHereError
from service.desk.web.uploads import taken
from service.protocol.roles import Role
from service.protocol.wire import new_identifier

router = APIRouter()


async def _fields(request: Request) -> dict[str, str]:
    """Every field of the form: how many there are, the survey says."""
    return {name: str(value) for name, value in (await request.form()).items()}


Fields = Annotated[dict[str, str], Depends(_fields)]


@router.get("/rooms/{number}/surveys")
def show(request: Request, desk: OpenDesk, number: int) -> Response:
    """The room's surveys, and what a new one needs."""
    return _listed(request, desk, number)


@router.post("/rooms/{number}/surveys")
def draw(
    request: Request,
    desk: OpenDesk,
    number: int,
    title: Annotated[str, Form()] = "",
    questions: Annotated[str, Form()] = "",
    people: Annotated[int, Form()] = 0,
    moment: Annotated[Moment, Form()] = Moment.BEFORE,
) -> Response:
    """Draw up a survey; the slips are shown this once."""
    asked = tuple(line.strip() for line in questions.splitlines() if line.strip())
    plan = Plan(moment, title.strip(), asked, people, new_identifier())
    try:
        drawn = draw_up(desk.hub, desk.home, _room(desk, number), desk.identity, plan)
    except DeskError as error:
        return _listed(request, desk, number, plan, error)
    return _slips(request, desk, number, drawn)


@router.post("/rooms/{number}/surveys/{handle}/again")
def draw_again(
    request: Request,
    desk: OpenDesk,
    number: int,
    handle: int,
    people: Annotated[int, Form()] = 0,
    moment: Annotated[Moment, Form()] = Moment.AFTER,
) -> Response:
    """Ask afterwards, or make more slips, or a file with fresh links."""
    room, survey = _survey(desk, number, handle)
    wave = survey.wave
    plan = Plan(moment, wave.title, wave.questions, people, wave.survey)
    drawn = draw_up(desk.hub, desk.home, room, desk.identity, plan)
    return _slips(request, desk, number, drawn)


@router.get("/rooms/{number}/surveys/{handle}/file/{moment}")
def file(desk: OpenDesk, number: int, handle: int, moment: Moment) -> Response:
    """The file for every participant."""
    _, survey = _survey(desk, number, handle)
    if moment not in survey.waves:
        raise NothingHereError
    content = invitation(survey.waves[moment], desk.identity)
    headers = {"Content-Disposition": f'attachment; filename="survey-{moment.value}.json"'}
    return Response(content, media_type="application/json", headers=headers)


@router.post("/rooms/{number}/surveys/{handle}/close")
def close_it(
    request: Request, desk: OpenDesk, number: int, handle: int, sure: Annotated[str, Form()] = ""
) -> Response:
    """Work out what may be shown, once."""
    room, survey = _survey(desk, number, handle)
    if not sure:
        raise DeskError(
            "It was not closed.", hint="Tick that everybody had their time, and close it then."
        )
    close(desk.hub, desk.home, room, desk.identity, survey, room.policy.k)
    return go(request, f"/rooms/{number}/surveys")


@router.get("/rooms/{number}/surveys/{handle}/export")
def export(desk: OpenDesk, number: int, handle: int) -> Response:
    """What may be shown elsewhere."""
    result = _survey(desk, number, handle)[1].result
    if result is None:
        raise NothingHereError("This survey is open.", hint="Close it first.")
    content = result.model_dump_json(indent=2, exclude={"survey"})
    headers = {"Content-Disposition": 'attachment; filename="survey.json"'}
    return Response(content, media_type="application/json", headers=headers)


@router.get("/survey")
def ask_for_file(request: Request, desk: OpenDesk) -> Response:
    """Ask for the file that the organiser handed out."""
    return page(request, "survey_file.html")


@router.post("/survey")
def questions(request: Request, desk: OpenDesk, invited: Annotated[str, Form()] = "") -> Response:
    """The questions of the file."""
    wave = read_invitation(taken(invited), desk.home.known())
    return _asked(request, desk, wave, invited)


@router.post("/survey/answer")
def send(request: Request, desk: OpenDesk, form: Fields) -> Response:
    """Seal the answers and send them by a link."""
    invited = form.get("invited", "")
    wave = read_invitation(taken(invited), desk.home.known())
    given = [_number(form.get(f"q{at}", "")) for at in range(len(wave.questions))]
    try:
        kept = answer(
            desk.home, desk.identity, wave, form.get("token", ""), given, form.get("code", "")
        )
    except DeskError as error:
        return _asked(request, desk, wave, invited, form, error)
    return page(request, "survey_sent.html", wave=wave, code=kept.code)


@router.post("/survey/again")
def resend(request: Request, desk: OpenDesk, invited: Annotated[str, Form()] = "") -> Response:
    """Send the answer that waits."""
    wave = read_invitation(taken(invited), desk.home.known())
    try:
        kept = send_again(desk.home, desk.identity, wave)
    except DeskError as error:
        return _asked(request, desk, wave, invited, error=error)
    return page(request, "survey_sent.html", wave=wave, code=kept.code)


def _listed(
    request: Request,
    desk: Desk,
    number: int,
    plan: Plan | None = None,
    error: DeskError | None = None,
) -> Response:
    room = _room(desk, number)
    found: tuple[Survey, ...] = ()
    try:
        found = surveys(desk.hub, room, desk.home.known())
    except UnreachableError as away:
        error = error or away
    return page(
        request,
        "surveys.html",
        status=422 if error else 200,
        number=number,
        room=room,
        surveys=found,
        handle=desk.handle,
        moments=tuple(Moment),
        k=room.policy.k,
        most=MOST_QUESTIONS,
        most_people=MOST_PEOPLE,
        people=len(tuple(room.roster)),
        plan=plan,
        error=error,
        away=desk.away,
    )


def _slips(request: Request, desk: Desk, number: int, drawn: Drawn) -> Response:
    handle = desk.handle(drawn.wave.survey)
    return page(request, "survey_slips.html", number=number, handle=handle, drawn=drawn)


def _asked(
    request: Request,
    desk: Desk,
    wave: Wave,
    invited: str,
    form: dict[str, str] | None = None,
    error: DeskError | None = None,
) -> Response:
    kept = load_kept(desk.home, desk.identity, wave)
    return page(
        request,
        "survey_questions.html",
        status=422 if error else 200,
        wave=wave,
        invited=invited,
        form=form or {},
        error=error,
        state=_state(kept, wave),
        has_code=kept is not None,
        scale=range(LOW, HIGH + 1),
    )


def _state(kept: Kept | None, wave: Wave) -> str:
    if kept is None:
        return "open"
    if wave.moment in kept.answered:
        return "answered"
    return "waiting" if wave.moment in kept.waiting else "open"


def _survey(desk: Desk, number: int, handle: int) -> tuple[Room, Survey]:
    room = _room(desk, number)
    return room, find_survey(desk.hub, room, desk.home.known(), desk.behind(handle))


def _room(desk: Desk, number: int) -> Room:
    card = desk.card(number)
    if card.role is not Role.ORGANISER or desk.is_sample:
        raise NothingHereError
    if card.room is None:
        raise NothingHereError("This room is not open to you.", hint=card.why_closed)
    return card.room


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None
