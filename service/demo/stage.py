"""Where the story plays, who takes part, and what the release leaves behind."""

from dataclasses import dataclass
from pathlib import Path

from keys.trust import Trust
from service.demo.cast import Person
from service.demo.narrator import Narrator
from service.desk.opening import Plan
from service.desk.redacting import Redacted
from service.desk.rooms import Room

SAMPLES = Path(__file__).parent.parent / "desk" / "samples"
PLAN = Plan(
    topic="Early warning and fisheries when the coastal water warms",
    items=(
        "Early warning: who measures, who tells whom",
        "Fishing quotas and surveys in a warm event",
        "Money: funds, insurance and compensation",
        "Law and institutions",
    ),
    funding=(
        "The meeting was funded by the Meridian Fund for Dialogue, without conditions on its "
        "results, which was disclosed in every invitation."
    ),
)


@dataclass(frozen=True)
class Stage:
    """Where the story plays."""

    output: Path
    desks: Path
    narrator: Narrator


@dataclass(frozen=True)
class Cast:
    """Who takes part."""

    first: Person
    second: Person
    speaker: Person
    writer: Person
    auditor: Person


@dataclass(frozen=True)
class Released:
    """What the release left behind."""

    bundle: bytes
    trust: Trust
    room: Room
    redacted: tuple[Redacted, ...]
