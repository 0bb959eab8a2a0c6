"""The gate in a process of its own: pages stay quick while it reads."""

from collections.abc import Sequence

from redaction.policy import Policy
from redaction.roster import Roster
from service.desk import recommending
from service.desk.gate import Verdict
from service.desk.reading import Note
from service.desk.releasing import Judge, judge
from service.desk.reviewing import Dismissal
from service.desk.waived import Waived
from service.desk.web.checker import Checker
from service.desk.web.worker import Report


def judging(
    _: Report,
    policy: Policy,
    roster: Roster,
    notes: Sequence[Note],
    document: bytes,
    dismissals: Sequence[Dismissal],
    earlier: Sequence[str],
    waived: Sequence[Waived],
) -> Verdict:
    """Run in a worker."""
    return judge(policy, roster, notes, document, dismissals, earlier, waived)


def judge_in(checker: Checker, waived: Sequence[Waived]) -> Judge:
    """A judge that leaves the reading to the checker's process.

    Args:
        waived: what people allow to leave of their own.
    """

    def judged(
        policy: Policy,
        roster: Roster,
        notes: Sequence[Note],
        document: bytes,
        dismissals: Sequence[Dismissal],
        earlier: Sequence[str],
    ) -> Verdict:
        return checker.call(judging, policy, roster, notes, document, dismissals, earlier, waived)

    return judged


def judging_recommendation(
    _: Report,
    policy: Policy,
    roster: Roster,
    notes: Sequence[Note],
    text: bytes,
    points: Sequence[str],
) -> Verdict:
    """Run in a worker."""
    return recommending.judge(policy, roster, notes, text, points)


def judge_recommendation_in(checker: Checker) -> recommending.Judge:
    """The same for a recommendation."""

    def judged(
        policy: Policy,
        roster: Roster,
        notes: Sequence[Note],
        text: bytes,
        points: Sequence[str],
    ) -> Verdict:
        return checker.call(judging_recommendation, policy, roster, notes, text, points)

    return judged
