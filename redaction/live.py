"""Findings while a text is being written: only what an edit touches is worked out anew.

A block is read again when its words, its speaker or those beside it change, or when what earlier
blocks tell about people does; a window of the detector when any of its words, or anything the rest
of the document says about them, does.  So the findings are those of a first reading.
"""

from __future__ import annotations

from threading import Lock

from redaction.detector import Detector
from redaction.findings import Finding
from redaction.memory import Memory
from redaction.policy import Policy
from redaction.readers import read_text
from redaction.redactor import Redactor
from redaction.roster import Roster


class Live:
    """One text under one roster, as it is typed; it may be asked from several threads.

    It holds the text's parts in the clear until the next state of the text, or its own end.
    """

    def __init__(
        self, roster: Roster, policy: Policy | None = None, detector: Detector | None = None
    ) -> None:
        self._roster = roster
        self._redactor = Redactor(roster, policy, detector)
        self._memory = Memory()
        self._lock = Lock()

    def find(self, text: str) -> tuple[Finding, ...]:
        """Return the findings in the text as it stands now, in code points of `text`."""
        with self._lock:
            self._memory.turn()
            return self._redactor.find(read_text(text, self._roster), self._memory)
