"""What the pages say of the series, the review clock and releases on their way, in plain words."""

from collections.abc import Mapping
from datetime import date

from service.protocol.series import Label, SeriesView
from service.protocol.work import DeliveryState, DeliveryView, Mark, MarkState, MarkView

MARKS: Mapping[Mark, str] = {
    Mark.DRAFT: "A draft is due",
    Mark.OBJECTIONS: "Participants may object until then",
    Mark.RELEASE: "The release is due",
    Mark.WARNING: "Warning that the notes’ end is near",
    Mark.RETENTION: "The notes are no longer needed",
    Mark.SHREDDING: "The room’s keys are destroyed",
}

_SETTLED: Mapping[tuple[Mark, MarkState], str] = {
    (Mark.DRAFT, MarkState.DONE): "A draft was there",
    (Mark.DRAFT, MarkState.MISSED): "No draft was there",
    (Mark.OBJECTIONS, MarkState.DONE): "Over",
    (Mark.RELEASE, MarkState.DONE): "Released",
    (Mark.RELEASE, MarkState.MISSED): "Nothing had been released",
    (Mark.WARNING, MarkState.DONE): "Given",
    (Mark.RETENTION, MarkState.DONE): "The day has come",
    (Mark.SHREDDING, MarkState.DONE): "Destroyed: nobody can open the notes any more",
}

_PROBLEMS: Mapping[str, str] = {
    "unreachable": "the outbound side did not answer",
    "busy": "the outbound side was busy",
}

_LABELS: Mapping[Label, str] = {
    Label.TRACK_TWO: "Track II",
    Label.TRACK_ONE_AND_A_HALF: "Track 1.5",
    Label.BACKCHANNEL: "A backchannel",
}


def series(view: SeriesView) -> str:
    """How far a series is written down, agreed and disclosed."""
    told = sum(one.disclosed is not None for one in view.funders)
    shared = sum(one.shared for one in view.goals)
    seated = sum(one.acknowledged for one in view.seats)
    parts = (
        _LABELS[view.charter.label] if view.charter else "",
        _counted(len(view.delegations), "delegation"),
        _of(shared, len(view.goals), "goal", "shared"),
        _of(told, len(view.funders), "funder", "disclosed"),
        f"The Rule is acknowledged by {_counted(len(view.acknowledged), 'member') or 'no member'}",
        _of(seated, len(view.seats), "seat", "acknowledged it"),
        _counted(len(view.breaches), "entry", "entries", " in the register of breaches"),
    )
    return ". ".join(filter(None, parts)) + "."


def state(view: MarkView, today: date) -> str:
    """How a date of the clock stands."""
    if view.state is MarkState.HELD:
        return "Stopped by the legal hold"
    if view.state is MarkState.WAITING:
        return "Overdue: no worker has come to it yet" if view.due < today else "To come"
    return _SETTLED.get((view.mark, view.state), view.state.capitalize())


def delivery(view: DeliveryView | None) -> str:
    """How a release stands on its way to the outbound side."""
    if view is None:
        return "Nobody asked this hub to deliver it"
    if view.state is DeliveryState.DELIVERED:
        return "Delivered"
    why = _PROBLEMS.get(view.problem or "", f"the outbound side answered “{view.problem}”")
    if view.state is DeliveryState.REFUSED:
        return f"Refused, and not tried again: {why}"
    if not view.attempts:
        return "Waits for its first try"
    return f"Waits; the last try failed: {why}. {_next_try(view.due or 0)}"


def _next_try(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return f"Tried again within {minutes} minutes" if minutes > 1 else "Tried again within a minute"


def _counted(number: int, one: str, several: str = "", rest: str = "") -> str:
    return f"{number} {one if number == 1 else several or f'{one}s'}{rest}" if number else ""


def _of(some: int, number: int, one: str, done: str) -> str:
    return f"{some} of {_counted(number, one)} {done}" if number else ""
