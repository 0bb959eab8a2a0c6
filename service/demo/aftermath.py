"""Acts afterwards: the audit, the search for names, and what is left behind."""

import shutil
import sys
from pathlib import Path

from keys.bundle import verify_bundle
from keys.errors import BundleError
from redaction.roster import Roster
from service.demo.page import page
from service.demo.stage import SAMPLES, Released, Stage
from service.desk.errors import DeskError


def audit(stage: Stage, released: Released) -> None:
    say = stage.narrator
    say.act("The auditor verifies offline; both servers are stopped")
    report = verify_bundle(released.bundle, released.trust)
    for step in report.steps:
        say.tell(f"   {step.number}  {step.title}: {step.detail}")
    middle = len(released.bundle) // 2
    altered = released.bundle[:middle] + bytes([released.bundle[middle] ^ 1])
    try:
        verify_bundle(altered + released.bundle[middle + 1 :], released.trust)
    except BundleError as error:
        say.tell(f"   One byte changed: {error}")
    else:
        raise DeskError("An altered bundle verified, which it must not.")


def search(stage: Stage, roster: Roster) -> None:
    """Look for every part of every participant's name in whatever the two servers keep."""
    names = {part for one in roster for part in one.name.split()}
    left = [p for p in stage.output.rglob("*") if p.is_file() and p.parent != stage.output]
    logs = [stage.output / "hub.log", stage.output / "outbound.log"]
    hits = [path for path in [*left, *logs] for name in names if name.encode() in path.read_bytes()]
    stage.narrator.tell(
        f"Searched the {len(left) + len(logs)} files of hub and outbound side, logs included, for "
        f"{len(names)} parts of names: {len(hits)} hits."
    )
    if hits:
        raise DeskError("A participant's name was found in a server's file.")


def leave(stage: Stage, released: Released) -> None:
    output, say = stage.output, stage.narrator
    report = verify_bundle(released.bundle, released.trust)
    (output / "outcome.bundle.json").write_bytes(released.bundle)
    (output / "outcome.md").write_bytes(report.document)
    (output / "index.html").write_text(page(report, released.redacted))
    (output / "trust.json").write_text(released.trust.to_json())
    say.act("What is left behind")
    say.tell(
        f"{output}/outcome.md            the sanitised text\n"
        f"{output}/outcome.bundle.json   the same with its proofs\n"
        f"{output}/trust.json            the public keys to verify it with\n"
        f"{output}/recommendation.txt    what the official opened\n"
        f"{output}/index.html            a page to look at\n"
        f"{output}/hub, outbound, *.log  what the servers kept: search them for a name"
    )
    say.tell("\nThree commands to try next:")
    sealedroom = _short(Path(sys.executable).with_name("sealedroom"))
    say.commands(
        f"{sealedroom} check {_short(SAMPLES / 'draft.md')} "
        f"--roster {_short(SAMPLES / 'attendees.csv')}",
        f"{sealedroom} verify {output}/outcome.bundle.json --trust {output}/trust.json",
        f"{sealedroom} outbound serve --folder {output}/outbound",
    )


def _short(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def empty(output: Path) -> None:
    """Refuse to write over anything but an earlier story."""
    marks = {
        "hub",
        "outbound",
        "hub.log",
        "outbound.log",
        "trust.json",
        "index.html",
        "outcome.md",
        "outcome.bundle.json",
        "recommendation.txt",
    }
    if output.exists():
        if any(child.name not in marks for child in output.iterdir()):
            raise DeskError(
                f"{output} holds other files.", hint="Name an empty folder with --output."
            )
        shutil.rmtree(output)
    output.mkdir(parents=True)
