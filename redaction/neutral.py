"""Words that give nobody away whatever found them: what a rewriting puts in place of people."""

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


def is_neutral(text: str, finding: Finding) -> bool:
    """Return whether a finding in `text` consists of nothing but such words."""
    if finding.family in {"CH8", "CH9"}:
        return False
    return _NEUTRAL.fullmatch(text, finding.start, finding.end) is not None
