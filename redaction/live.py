"""Findings while a text is being written: only what an edit touches is worked out anew.

A block is read again when its words, its speaker or those beside it change, or when what earlier
blocks tell about people does; a window of the detector when any of its words does.  A word may also
change what the detector is told of the same word far away (it is now written small somewhere, too):
then `find` answers with what those windows gave before, and `settle` reads them as well.  Once
settled the findings are exactly those of a first reading.
"""

from __future__ import annotations

from threading import Lock

from redaction.detector import Detector
from redaction.documents import Document
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
        self._document = Document("")
        self._lock = Lock()

    def find(self, text: str) -> tuple[Finding, ...]:
        """Return the findings in the text as it stands now, in code points of `text`."""
        with self._lock:
            self._document = read_text(text, self._roster)
            self._memory.turn()
            self._memory.hurried = True
            return self._redactor.find(self._document, self._memory)

    @property
    def settled(self) -> bool:
        """Whether the last findings are those of a first reading."""
        return not self._memory.owed

    def settle(self) -> tuple[Finding, ...]:
        """Return the findings of a first reading of the text that `find` was given last."""
        with self._lock:
            self._memory.hurried = False
            self._memory.owed = 0
            return self._redactor.find(self._document, self._memory)
