"""`sealedroom worker`: redact on another machine, which holds no key but one short grant."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service import terminal
from service.commands.common import Session

if TYPE_CHECKING:
    from service.desk.working import Job

app = typer.Typer(
    no_args_is_help=True,
    help="Redact on another machine, under a grant for one job and a few minutes.",
)

Folder = Annotated[
    Path, typer.Argument(help="The job's folder, which both machines see.", show_default=False)
]

PAUSE = 0.2
"""Seconds between two looks for the grant."""


@app.command()
def job(
    session: Session,
    output: Annotated[Path, typer.Option(help="The job's folder; it must not exist yet.")],
) -> None:
    """Organiser: put a session's sealed notes into a folder for a worker."""
    from service.commands.common import desk
    from service.desk.files import write_new_folder
    from service.desk.working import JOB, make_job

    with desk() as own:
        made = make_job(own.hub, own.enter(session), own.identity)
        fingerprint = own.identity.public.key_id
    write_new_folder(output, {JOB: made.model_dump_json()})
    terminal.say(f"{len(made.notes)} sealed notes in {output}")
    terminal.note(f"On the worker: sealedroom worker run {output} --organiser {fingerprint}")
    terminal.note(f"Then here:     sealedroom worker grant {output}")


@app.command()
def run(
    folder: Folder,
    organiser: Annotated[str, typer.Option(help="Fingerprint of the organiser who grants.")],
    wait: Annotated[int, typer.Option(help="Minutes to wait for the grant.")] = 15,
) -> None:
    """Worker: make a key, wait for the grant, redact, seal the review to the room, and end."""
    from keys.signatures import DsseEnvelope
    from service.desk.files import take, write_new
    from service.desk.process import harden
    from service.desk.working import GRANT, HELLO, MAX_JOB, RESULT, Worker

    harden()
    worker = Worker(_job(folder), organiser)
    write_new(folder / HELLO, worker.hello.model_dump_json().encode())
    terminal.note(f"This worker's key, to be compared: {worker.hello.fingerprint}")
    _wait(folder / GRANT, wait)
    grant = DsseEnvelope.from_json(take(folder / GRANT, MAX_JOB).content)
    with terminal.working("Redacting"):
        result = worker.run(grant, datetime.now(UTC))
    write_new(folder / RESULT, result.model_dump_json().encode())
    terminal.say("Done: the review is sealed to the room, and this worker's key is gone.")


@app.command()
def grant(
    folder: Folder,
    minutes: Annotated[int, typer.Option(help="How long the grant opens.", min=1, max=120)] = 15,
    yes: Annotated[bool, typer.Option("--yes", help="The keys were compared.")] = False,
) -> None:
    """Organiser: let the worker in FOLDER open this job's notes once, for some minutes."""
    from service.commands.common import desk
    from service.desk.files import take, write_new
    from service.desk.working import GRANT, HELLO, Hello, grant_job, parse

    work = _job(folder)
    hello = parse(Hello, take(folder / HELLO).content)
    terminal.say(f"Worker's key: {hello.fingerprint}")
    if not yes:
        typer.confirm("Is it the one on the worker's screen?", abort=True, err=True)
    expires = datetime.now(UTC) + timedelta(minutes=minutes)
    with desk() as own:
        signed = grant_job(work, hello, own.enter(work.session.session), own.identity, expires)
    write_new(folder / GRANT, signed.to_json().encode())
    terminal.say(f"Granted: {len(work.notes)} notes, once, until {expires:%H:%M} UTC.")


@app.command()
def collect(folder: Folder) -> None:
    """Organiser: open the worker's review and go on with it; the folder can go then."""
    from service.commands.common import desk
    from service.desk.files import take
    from service.desk.reviewing import save_review
    from service.desk.working import MAX_JOB, RESULT, Result, parse
    from service.desk.working import collect as open_review

    work = _job(folder)
    result = parse(Result, take(folder / RESULT, MAX_JOB).content)
    with desk() as own:
        review = open_review(work, result, own.enter(work.session.session))
        save_review(own.home, own.identity, review)
    terminal.say(f"{len(review.proposals)} statements proposed, {review.open} open.")
    terminal.note(f"Next: sealedroom room review {review.session}")


@app.command()
def queue(
    session: Session,
    minutes: Annotated[int, typer.Option(help="How long the grant opens.", min=1, max=15)] = 15,
    wait: Annotated[int, typer.Option(help="Minutes to wait for the review.", min=1)] = 120,
) -> None:
    """Organiser: have the pool redact a session; grants, waits, and keeps the review."""
    from service.commands.common import desk
    from service.desk import pooling
    from service.desk.reviewing import save_review

    with desk() as own:
        room = own.enter(session)
        queued = pooling.queue(own.hub, room, own.identity)
        terminal.note(f"{len(queued.notes)} notes are queued, sealed. Leave this running.")
        for owner in pooling.see_through(own.hub, queued, room, own.keys, (minutes, wait)):
            terminal.note(f"Granted once, to a process on a machine of {owner.person}.")
        review = pooling.fetch(own.hub, queued, room, own.keys)
        save_review(own.home, own.identity, review)
    terminal.say(f"{len(review.proposals)} statements proposed, {review.open} open.")
    terminal.note(f"Next: sealedroom room review {review.session}")


@app.command()
def serve(
    once: Annotated[bool, typer.Option("--once", help="End after one job.")] = False,
) -> None:
    """Machine of the pool: take jobs from the hub, each in a process of its own."""
    from service.commands.common import desk
    from service.desk import pooling
    from service.desk.errors import DeskError

    with desk() as own:
        machine = pooling.Machine(own.hub, own.keys, own.home.folder / "pool")
        terminal.note("Waiting for jobs; Ctrl-C stops it.")
        for job in pooling.waiting_jobs(own.hub):
            try:
                done = pooling.work_on(machine, job)
            except DeskError as error:
                terminal.note(f"{job}: {error}")
                continue
            terminal.note(f"{job}: {'done' if done else 'another machine has it'}")
            if done and once:
                return


def _job(folder: Path) -> "Job":
    from service.desk.files import take
    from service.desk.working import JOB, MAX_JOB, Job, parse

    return parse(Job, take(folder / JOB, MAX_JOB).content)


def _wait(grant: Path, minutes: int) -> None:
    from service.desk.errors import DeskError

    end = time.monotonic() + 60 * minutes
    while not grant.exists():
        if time.monotonic() > end:
            raise DeskError(
                "Nobody granted the job.", hint="Make a new job; this worker's key is gone."
            )
        time.sleep(PAUSE)
