"""How evenly people spoke across a dialogue: for the organiser's eyes; the export is k-safe."""

import json
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from service.desk.autonomy import Speaking, aggregates
from service.desk.policies import policy_of
from service.desk.series import voices
from service.desk.web.answers import OpenDesk, page
from service.desk.web.desk import Desk

router = APIRouter()

PLOT = 100
"""Units of a plot's width and height."""


@router.get("/dialogues/{number}/voices")
def show(request: Request, desk: OpenDesk, number: int) -> Response:
    """The figures, nobody marked as young."""
    return _shown(request, desk, number, ())


@router.post("/dialogues/{number}/voices")
def mark(
    request: Request, desk: OpenDesk, number: int, young: Annotated[list[str] | None, Form()] = None
) -> Response:
    """The figures with the young participants apart. Who they are is not kept."""
    return _shown(request, desk, number, tuple(young or ()))


@router.post("/dialogues/{number}/voices/export")
def export(
    desk: OpenDesk, number: int, young: Annotated[list[str] | None, Form()] = None
) -> Response:
    """What may be shown elsewhere: figures that enough people stand behind."""
    card = desk.organised(number)
    found = voices(desk.hub, desk.enter, card.dialogue, tuple(young or ()))
    told = json.dumps(aggregates(found, policy_of(card.policy).k), indent=2, ensure_ascii=False)
    headers = {"Content-Disposition": 'attachment; filename="voices.json"'}
    return Response(told, media_type="application/json", headers=headers)


def path(speaking: Speaking) -> str:
    """The Lorenz curve as an SVG path; the origin is at the lower left."""
    points = (f"{x * PLOT:.1f} {PLOT - y * PLOT:.1f}" for x, y in speaking.curve())
    return "M" + "L".join(points)


def _shown(request: Request, desk: Desk, number: int, young: tuple[str, ...]) -> Response:
    shown = desk.organised(number)
    rooms = [card.room for card in shown.sessions if card.room is not None]
    found = voices(desk.hub, desk.enter, shown.dialogue, young)
    people = sorted({person.name for room in rooms for person in room.roster})
    return page(
        request,
        "voices.html",
        number=number,
        sessions=[(one, path(one)) for one in found],
        people=people,
        young=young,
        k=policy_of(shown.policy).k,
    )
