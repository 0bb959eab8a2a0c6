"""The long work of a review: find, rewrite, propose, for every note of a session. With progress.

How long a part takes is estimated from its words, so that the bar moves; each part's end is real.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic

from redaction.redactor import Redactor
from redaction.roster import Roster
from service.desk.policies import policy_of
from service.desk.reading import Note
from service.desk.redacted import slim
from service.desk.redacting import Redacted, new_review, redact_note
from service.desk.reviewing import Review
from service.desk.rooms import Agenda
from service.desk.web.worker import Progress, Report
from service.protocol.dialogues import SessionView

WORDS_A_SECOND = 1000.0
"""What two laptop cores read; only how fast the bar moves hangs on it."""

_LOADING = 3.0  # seconds until the models are there
_GATE_SHARE = 0.15
_TICK = 0.25


@dataclass(frozen=True)
class Meeting:
    """What the work needs of a room (`service.desk.redacting.Meeting`): no key is among it."""

    session: SessionView
    agenda: Agenda
    roster: Roster


def redact_session(
    report: Report, meeting: Meeting, notes: Sequence[Note]
) -> tuple[tuple[Redacted, ...], Review]:
    """Run in a worker: everything that was found, and a review with nothing decided."""
    words = [len(note.document.text.split()) for note in notes]
    whole = sum(words) / WORDS_A_SECOND + _LOADING
    done = 0.0
    found = []
    redactor = Redactor(meeting.roster, policy_of(meeting.session.policy))
    for number, (note, count) in enumerate(zip(notes, words, strict=True), start=1):
        stage = f"Reading note {number} of {len(notes)}: {count:,} words"
        seconds = count / WORDS_A_SECOND + (_LOADING if number == 1 else 0.0)
        share = (1 - _GATE_SHARE) * seconds / whole
        with _moving(report, stage, done, share, seconds):
            found.append(slim(redact_note(meeting, redactor, note)))
        done += share
    with _moving(report, "Checking every proposal", done, 1 - done, whole * _GATE_SHARE):
        review = new_review(meeting, found)
    return tuple(found), review


@contextmanager
def _moving(
    report: Report, stage: str, start: float, share: float, seconds: float
) -> Iterator[None]:
    """Move the bar over its share, slower the longer it takes, and never past its end."""
    ended = Event()

    def move() -> None:
        begun = monotonic()
        while not ended.wait(_TICK):
            passed = (monotonic() - begun) / max(seconds, _TICK)
            report(Progress(start + share * passed / (passed + 1 / 3), stage))

    report(Progress(start, stage))
    ticking = Thread(target=move, daemon=True)
    ticking.start()
    try:
        yield
    finally:
        ended.set()
        ticking.join()
