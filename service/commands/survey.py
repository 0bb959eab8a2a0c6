"""`sealedroom survey`: an anonymous survey of perceptions, before and after."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service import terminal
from service.commands.common import Session, desk, read_words

if TYPE_CHECKING:
    from service.commands.common import Desk
    from service.desk.survey import Drawn, Plan
    from service.desk.survey_results import Result

app = typer.Typer(
    no_args_is_help=True,
    help="Ask participants before and after, without learning who answered what.",
)

Survey = Annotated[str, typer.Argument(help="The survey's id.", show_default=False)]
SurveyFile = Annotated[
    Path, typer.Argument(help="The survey's file, from the organiser.", show_default=False)
]
After = Annotated[bool, typer.Option("--after", help="Ask afterwards; otherwise before.")]
People = Annotated[int, typer.Option(help="How many slips: one for each participant.")]
Output = Annotated[Path, typer.Option(help="Folder for file and slips; it must not exist yet.")]


@app.command()
def new(
    session: Session,
    title: Annotated[str, typer.Option(help="What participants see above the questions.")],
    questions: Annotated[Path, typer.Option(help="File with a question a line.")],
    people: People,
    output: Output,
    after: After = False,
) -> None:
    """Draw up a survey in SESSION's room: a file for all, and slips to draw from a bowl.

    Each question is answered from 1, not at all, to 7, entirely. Slips are secret until they are on
    paper: print them, then delete the file. Which one somebody draws must be known to nobody.
    """
    from service.desk.survey import Moment, Plan
    from service.protocol.wire import new_identifier

    asked = tuple(line.strip() for line in read_words(questions).splitlines() if line.strip())
    moment = Moment.AFTER if after else Moment.BEFORE
    _draw(session, Plan(moment, title, asked, people, new_identifier()), output)


@app.command()
def again(
    session: Session, survey: Survey, people: People, output: Output, after: After = False
) -> None:
    """Ask SURVEY once more: afterwards, or with more slips; with none, a fresh file alone."""
    from service.desk.survey import Moment, Plan
    from service.desk.survey_results import find_survey

    with desk() as own:
        known = own.home.known()
        wave = find_survey(own.hub, own.enter(session), known, survey).wave
        moment = Moment.AFTER if after else Moment.BEFORE
        plan = Plan(moment, wave.title, wave.questions, people, survey)
        _written(own, _drawn(own, session, plan), output)


@app.command("list")
def list_them(session: Session) -> None:
    """List SESSION's surveys, and how many have answered."""
    from service.desk.survey_results import surveys

    with desk() as own, terminal.working("Opening"):
        found = surveys(own.hub, own.enter(session), own.home.known())
    for one in found:
        terminal.say(f"{one.wave.survey}  {one.wave.title}")
        for moment, wave in one.waves.items():
            terminal.say(f"  {moment:<7} {one.count(moment)} of {len(wave.tokens)} have answered")
        if one.unclear:
            terminal.say(f"  {one.unclear} do not count: a slip unknown, or used twice")
        terminal.say("  closed" if one.result else "  open")
    if not found:
        terminal.say("There is no survey yet.")


@app.command()
def answer(
    file: SurveyFile,
    token_file: Annotated[
        Path | None, typer.Option(help="File with the slip's token; otherwise it is asked for.")
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(help="File with a number a line, - for none; otherwise they are asked for."),
    ] = None,
    code_file: Annotated[
        Path | None, typer.Option(help="File with your code, if you answered on another machine.")
    ] = None,
) -> None:
    """Answer the survey of FILE: sealed here, sent without signing in, tied to nobody."""
    from service.desk.files import take
    from service.desk.home import Home
    from service.desk.process import harden
    from service.desk.survey import read_invitation
    from service.desk.survey_answers import answer as send

    harden()
    home = Home.default()
    wave = read_invitation(take(file).content, home.known())
    identity = home.unlock(terminal.passphrase())
    token = terminal.secret("Token of your slip", token_file)
    given = _from_file(answers) if answers else [_asked(one) for one in wave.questions]
    code = read_words(code_file) if code_file else ""
    kept = send(home, identity, wave, token, given, code)
    terminal.say("Sent. Nobody can tell that it was you, unless somebody saw you draw your slip.")
    terminal.note(f"Your code: {kept.code}")
    terminal.note("This desk keeps it, sealed. It joins before and after; give it to nobody.")


@app.command()
def send(file: SurveyFile) -> None:
    """Send an answer to FILE's survey that waits since the hub did not answer."""
    from service.desk.files import take
    from service.desk.home import Home
    from service.desk.survey import read_invitation
    from service.desk.survey_answers import send_again

    home = Home.default()
    wave = read_invitation(take(file).content, home.known())
    send_again(home, home.unlock(terminal.passphrase()), wave)
    terminal.say("Sent.")


@app.command()
def close(
    session: Session,
    survey: Survey,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Close SURVEY, once: what may be shown is worked out and kept; later answers do not count."""
    from service.desk.survey_results import close as close_it
    from service.desk.survey_results import find_survey

    with desk() as own:
        room = own.enter(session)
        found = find_survey(own.hub, room, own.home.known(), survey)
        if not yes:
            typer.confirm("It is closed once and for all. Close it?", abort=True, err=True)
        _say(close_it(own.hub, own.home, room, own.identity, found, room.policy.k))


@app.command()
def show(
    session: Session,
    survey: Survey,
    export: Annotated[
        Path | None, typer.Option(help="Write what may be shown elsewhere, as JSON.")
    ] = None,
) -> None:
    """Show what a closed SURVEY lets be seen."""
    from service.desk.errors import DeskError
    from service.desk.files import write_new
    from service.desk.survey_results import find_survey

    with desk() as own:
        result = find_survey(own.hub, own.enter(session), own.home.known(), survey).result
    if result is None:
        raise DeskError(
            "This survey is open.", hint=f"Close it: sealedroom survey close {session} {survey}"
        )
    _say(result)
    if export:
        write_new(export, result.model_dump_json(indent=2, exclude={"survey"}).encode())


def _draw(session: str, plan: "Plan", output: Path) -> None:
    with desk() as own:
        _written(own, _drawn(own, session, plan), output)


def _drawn(own: "Desk", session: str, plan: "Plan") -> "Drawn":
    from service.desk.survey import draw_up

    return draw_up(own.hub, own.home, own.enter(session), own.identity, plan)


def _written(own: "Desk", drawn: "Drawn", output: Path) -> None:
    from service.desk.files import write_new_folder
    from service.desk.survey import invitation

    files = {"survey.json": invitation(drawn.wave, own.identity).decode()}
    if drawn.tokens:
        slips = (f"{drawn.wave.title} ({drawn.wave.moment})\n{token}" for token in drawn.tokens)
        files["slips.txt"] = "\n\n- - - - - - - - - -\n\n".join(slips) + "\n"
    write_new_folder(output, files)
    terminal.say(drawn.wave.survey)
    terminal.note(f"In {output}: survey.json for every participant, until {drawn.wave.until}")
    if drawn.tokens:
        terminal.note("Print slips.txt, cut it, delete it; each participant draws one from a bowl.")


def _from_file(path: Path) -> list[int | None]:
    from service.desk.errors import DeskError

    lines = [line.strip() for line in read_words(path).splitlines() if line.strip()]
    try:
        return [None if line == "-" else int(line) for line in lines]
    except ValueError:
        raise DeskError(f"{path}: a number a line, or -.", hint="From 1 to 7.") from None


def _asked(question: str) -> int | None:
    terminal.note(question)
    given = typer.prompt("1 not at all … 7 entirely, 0 no answer", type=int, err=True)
    return given or None


def _say(result: "Result") -> None:
    terminal.say(f"{result.title}, figures that {result.k} or more people stand behind:")
    for one in result.questions:
        terminal.say(one.question)
        for name, cells in (("before", one.before), ("after", one.after)):
            told = (f"{cell.low}-{cell.high}: {cell.people}" for cell in cells)
            if cells:
                terminal.say(f"  {name:<7} {', '.join(told)}")
        if not (one.before or one.after):
            terminal.say("  too few have answered for anything to be shown")
