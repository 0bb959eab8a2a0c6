"""What a dialogue's options became: raised, explored, taken to officials, taken up.

Made of released material alone: the statements of releases and of recommendations. What an
organiser says of them is kept sealed to oneself, with the statements, which are public: the list
stays when a room is shredded.
"""

from enum import StrEnum, unique

from pydantic import Field

from keys.opening import Identity, open_envelope
from keys.sealing import Context, seal
from service.desk.client import Hub, Outbound
from service.desk.errors import DeskError
from service.desk.home import Home
from service.desk.recommending import recommended_text, tracking_tokens
from service.desk.rooms import Room
from service.desk.series import Enter
from service.protocol.drafts import DraftState, DraftSummary
from service.protocol.purposes import Purpose
from service.protocol.statements import Kind, RecommendationStatement
from service.protocol.uptake import Uptake
from service.protocol.wire import Message

_FOLDER = "options"


@unique
class Stage(StrEnum):
    """How far an option came in the room."""

    NONE = "no option"
    RAISED = "raised"
    EXPLORED = "explored"


class Option(Message):
    """A released statement, where it stands, and what an organiser says of it."""

    text: str
    release: str
    item: str
    stage: Stage = Stage.NONE


class Recommended(Message):
    """A recommendation that left; `uptake` is what each recipient said, as last asked."""

    name: str
    points: tuple[str, ...]
    uptake: tuple[Uptake, ...] = ()


class Board(Message):
    """The options of a dialogue, in the order of their releases."""

    options: tuple[Option, ...] = ()
    recommended: tuple[Recommended, ...] = Field(default=())

    def count(self, *stages: Stage) -> int:
        """How many options came so far."""
        return sum(option.stage in stages for option in self.options)

    def taken(self, option: Option) -> tuple[Recommended, ...]:
        """The recommendations in which it stands word for word."""
        return tuple(one for one in self.recommended if option.text in one.points)

    @property
    def to_officials(self) -> int:
        """How many statements were taken to officials."""
        return sum(bool(self.taken(option)) for option in self.options)

    def mark(self, stages: dict[str, Stage]) -> "Board":
        """The board with what an organiser says, by the text of each statement."""
        marked = (
            one.model_copy(update={"stage": stages.get(one.text, one.stage)})
            for one in self.options
        )
        return self.model_copy(update={"options": tuple(marked)})


def look(hub: Hub, home: Home, identity: Identity, enter: Enter, dialogue: str) -> Board:
    """The board with what was released since, kept.

    A room that is not open to this person, or is shredded, adds nothing new.
    """
    board = load_board(home, identity, dialogue)
    options = {(one.release, one.text): one for one in board.options}
    recommended = {one.name: one for one in board.recommended}
    for session in hub.dialogue(dialogue).sessions:
        left = [one for one in hub.drafts(session).drafts if one.state is DraftState.RELEASED]
        try:
            room = enter(session) if left else None
        except DeskError:
            continue
        for draft in left:
            assert room is not None
            _add(hub, room, draft, options, recommended)
    board = Board(options=tuple(options.values()), recommended=tuple(recommended.values()))
    save_board(home, identity, dialogue, board)
    return board


def ask_uptake(home: Home, board: Board, outbound: str) -> Board:
    """Ask the outbound side what became of the recommendations sent from this desk.

    Raises:
        UnreachableError: it does not answer.
    """
    asked = []
    for one in board.recommended:
        try:
            tokens = tracking_tokens(home, one.name)
        except DeskError:  # another organiser sent it
            asked.append(one)
            continue
        asked.append(one.model_copy(update={"uptake": tuple(_ask(outbound, t) for t in tokens)}))
    return board.model_copy(update={"recommended": tuple(asked)})


def load_board(home: Home, identity: Identity, dialogue: str) -> Board:
    """What is kept of the dialogue's options. Raises `keys.errors.OpeningError`."""
    sealed = home.load(_FOLDER, dialogue)
    if sealed is None:
        return Board()
    return Board.model_validate_json(open_envelope(sealed, identity, _context(dialogue)).note)


def save_board(home: Home, identity: Identity, dialogue: str, board: Board) -> None:
    """Keep it, sealed to its owner."""
    note = board.model_dump_json().encode()
    home.save(_FOLDER, dialogue, seal(note, {}, identity.public, _context(dialogue)))


def statements(document: str) -> tuple[Option, ...]:
    """The statements of a released document with its title and their agenda items."""
    release, item, found = "", "", []
    for line in document.splitlines():
        if line.startswith("# "):
            release = line.removeprefix("# ")
        elif line.startswith("## "):
            item = line.removeprefix("## ")
        elif line.startswith("- "):
            found.append(Option(text=line.removeprefix("- "), release=release, item=item))
    return tuple(found)


def _add(
    hub: Hub,
    room: Room,
    draft: DraftSummary,
    options: dict[tuple[str, str], Option],
    recommended: dict[str, Recommended],
) -> None:
    view = hub.draft(draft.draft)
    if draft.kind is Kind.RELEASE:
        text = room.open(view.document, draft.draft, Purpose.DRAFT).note.decode()
        for option in statements(text):
            options.setdefault((option.release, option.text), option)
        return
    name = RecommendationStatement.model_validate_json(view.payload).predicate.recommendation
    points = tuple(one.text for one in statements(recommended_text(room, view)))
    recommended.setdefault(name, Recommended(name=name, points=points))


def _ask(outbound: str, token: str) -> Uptake:
    with Outbound(outbound, token) as far:
        return far.uptake().status


def _context(dialogue: str) -> Context:
    return Context(dialogue, 0, dialogue, _FOLDER)
