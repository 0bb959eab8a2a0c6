"""Words that give nobody away whatever found them.

They are what a rewriting puts in place of people, and words that only link or report what somebody
says, which the detector takes along from the names that it has seen them beside.
"""

import re

from redaction.findings import Finding

_COUNT = r"(?:one|another|an?|some|several|many|most|all|other)"
_NEUTRAL = re.compile(
    r"(?:take |by |from |of |for |with )?"
    rf"(?:(?:{_COUNT} |the )*participants?"
    rf"|(?:{_COUNT} )+(?:experts?|voices?|groups?|people|persons?"
    r"|delegations?|organisations?|institutions?|officials?)|those present)(?:['’]s?)?\W*",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:of|at|in|from|for|to|with|by|on|and|or|the|as"
    r"|sa(?:id|ys)|ask(?:ed|s)|add(?:ed|s)|answer(?:ed|s)|repl(?:ied|ies)|remark(?:ed|s)|not(?:ed|es)"
    r"|observ(?:ed|es)|argu(?:ed|es)|warn(?:ed|s)|recall(?:ed|s)|suggest(?:ed|s)|propos(?:ed|es)"
    r"|mention(?:ed|s)|agree(?:d|s)|insist(?:ed|s)|explain(?:ed|s)|object(?:ed|s))\b\W*",
    re.ASCII,
)
_NAMING = frozenset({"CH1", "CH2", "CH3"})


def links(word: str) -> bool:
    """Return whether a word only links or reports, and so is no reason to hide anything."""
    return bool(_LINK.fullmatch(word))


def is_neutral(text: str, finding: Finding) -> bool:
    """Return whether a finding in `text` consists of nothing but such words."""
    if finding.family in {"CH8", "CH9"}:
        return False
    words = [_NEUTRAL]
    if finding.family in _NAMING and not finding.persons:
        words.append(_LINK)
    return any(one.fullmatch(text, finding.start, finding.end) for one in words)
