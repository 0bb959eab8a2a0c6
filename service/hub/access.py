"""Who may do what: every act on a dialogue passes here first."""

from service.hub.errors import Forbidden
from service.hub.signin.errors import FreshSignInNeeded
from service.hub.store import Act
from service.hub.tables import Membership
from service.protocol.roles import NEEDS_FRESH_SIGN_IN, Permission, Role, may
from service.web.errors import NotFound


def authorise(act: Act, dialogue: str, permission: Permission) -> Role:
    """The caller's role in the dialogue.

    Raises NotFound to whoever is no member, as if it did not exist, Forbidden to a member whose
    role lacks the permission, and FreshSignInNeeded for what cannot be undone.
    """
    membership = act.db.get(Membership, (dialogue, act.account.person))
    if membership is None:
        raise NotFound
    if not may(membership.role, permission):
        raise Forbidden
    if permission in NEEDS_FRESH_SIGN_IN:
        require_fresh(act)
    return membership.role


def require_fresh(act: Act) -> None:
    """Refuse whoever signed in longer than five minutes ago. Raises FreshSignInNeeded."""
    if not act.fresh:
        raise FreshSignInNeeded
