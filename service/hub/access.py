"""Who may do what: every act on a dialogue passes here first."""

from service.hub.errors import Forbidden
from service.hub.store import Act
from service.hub.tables import Membership
from service.protocol.roles import Permission, Role, may
from service.web.errors import NotFound


def authorise(act: Act, dialogue: str, permission: Permission) -> Role:
    """The caller's role in the dialogue.

    Raises NotFound to whoever is no member, as if it did not exist, and Forbidden to a member whose
    role lacks the permission.
    """
    membership = act.db.get(Membership, (dialogue, act.account.person))
    if membership is None:
        raise NotFound
    if not may(membership.role, permission):
        raise Forbidden
    return membership.role
