"""Whose label is this?"""

import re

from redaction.roster import Roster
from redaction.spelling import key

_NUMBERED = re.compile(
    r"(?:speaker|participant|voice|unknown|unidentified|male|female|interviewer|moderator)"
    r"(?: speaker| voice)?(?: ?(?:\d{1,3}|[A-Z]))?$",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*[(\[][^)\]]*[)\]]")


class Labels:
    """The labels that a transcript may give the people of a roster."""

    def __init__(self, roster: Roster) -> None:
        self._who: dict[str, str] = {}
        families: dict[str, set[str]] = {}
        for person in roster:
            titled = f"{person.honorific} {person.name}"
            for form in (person.id, person.name, titled, *person.also):
                self._who.setdefault(key(form), person.id)
            for word in person.name.split():
                for form in (word, f"{person.honorific} {word}"):
                    families.setdefault(key(form), set()).add(person.id)
        for form, ids in families.items():
            self._who.setdefault(form, next(iter(ids)) if len(ids) == 1 else "")

    def speaker(self, label: str) -> str | None:
        """Return a person's id, "" for a label of nobody known, None for what is no label."""
        plain = _BRACKET.sub("", label).strip()
        who = self._who.get(key(plain))
        if who is None and _NUMBERED.match(plain):
            return ""
        return who
