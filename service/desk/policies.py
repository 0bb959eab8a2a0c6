"""Under which policy a dialogue is held: the one whose digest the hub logged for it (RULE R16)."""

from redaction.policy import Policy
from service.desk.errors import MismatchError

STANDARD = Policy()

SAFETY = Policy(profile="safety", k=5)
"""Where exposure can mean arrest: five people must fit whatever may stay."""

_HELD = {policy.digest(): policy for policy in (STANDARD, SAFETY)}


def policy_of(digest: str) -> Policy:
    """The policy of that digest. Raises MismatchError for one that this version does not know."""
    try:
        return _HELD[digest]
    except KeyError:
        raise MismatchError(
            "The dialogue is held under a policy that this version does not know.",
            hint="Ask the organisers which version they use, and install that one.",
        ) from None
