"""Who may do what in a dialogue: permissions are one list, roles only point into it."""

from collections.abc import Mapping
from enum import StrEnum, unique
from types import MappingProxyType


@unique
class Permission(StrEnum):
    """`resource:action`, in alphabetical order."""

    ACKNOWLEDGEMENT_CREATE = "acknowledgement:create"
    ANSWER_CREATE = "answer:create"
    APPROVAL_CREATE = "approval:create"
    BREACH_CREATE = "breach:create"
    DELIVERY_CREATE = "delivery:create"
    DELIVERY_READ = "delivery:read"
    DESTRUCTION_CREATE = "destruction:create"
    DESTRUCTION_READ = "destruction:read"
    DIALOGUE_READ = "dialogue:read"
    DRAFT_CREATE = "draft:create"
    DRAFT_READ = "draft:read"
    HOLD_CREATE = "hold:create"
    HOLD_END = "hold:end"
    INVITATION_CREATE = "invitation:create"
    JOB_CREATE = "job:create"
    JOB_READ = "job:read"
    JOB_WORK = "job:work"
    LINK_CREATE = "link:create"
    MEMBER_CREATE = "member:create"
    MEMBER_END = "member:end"
    MEMBER_READ = "member:read"
    OBJECTION_CREATE = "objection:create"
    OBJECTION_READ = "objection:read"
    PREVIEW_CREATE = "preview:create"
    PREVIEW_READ = "preview:read"
    REJECTION_CREATE = "rejection:create"
    RELEASE_CREATE = "release:create"
    RELEASE_HASTEN = "release:hasten"
    SEAT_CREATE = "seat:create"
    SERIES_CHANGE = "series:change"
    SERIES_READ = "series:read"
    SESSION_CREATE = "session:create"
    SESSION_READ = "session:read"
    SUBMISSION_CREATE = "submission:create"
    SUBMISSION_READ = "submission:read"
    TERMS_CREATE = "terms:create"


@unique
class Role(StrEnum):
    """What a person is in one dialogue."""

    AUDITOR = "auditor"
    CUSTODIAN = "custodian"
    ORGANISER = "organiser"
    PARTICIPANT = "participant"
    RAPPORTEUR = "rapporteur"


_EVERYBODY = frozenset(
    {
        Permission.ACKNOWLEDGEMENT_CREATE,
        Permission.BREACH_CREATE,
        Permission.DIALOGUE_READ,
        Permission.SESSION_READ,
    }
)
"""What every member may do: everybody is bound by the Rule, and may say that it was broken."""

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.AUDITOR: frozenset(
            {
                Permission.ACKNOWLEDGEMENT_CREATE,
                Permission.BREACH_CREATE,
                Permission.DELIVERY_READ,
                Permission.DESTRUCTION_READ,
                Permission.DIALOGUE_READ,
                Permission.DRAFT_READ,
                Permission.MEMBER_READ,
                Permission.SERIES_READ,
                Permission.SESSION_READ,
            }
        ),
        Role.CUSTODIAN: _EVERYBODY,
        Role.ORGANISER: frozenset(Permission),
        Role.PARTICIPANT: _EVERYBODY | {Permission.OBJECTION_CREATE, Permission.PREVIEW_READ},
        Role.RAPPORTEUR: _EVERYBODY | {Permission.SUBMISSION_CREATE},
    }
)


NEEDS_KEYS = frozenset({Role.CUSTODIAN, Role.ORGANISER})
"""Roles that sign or open, which takes an identity made at a desk: no browser alone will do."""

NEEDS_FRESH_SIGN_IN = frozenset(
    {
        Permission.DESTRUCTION_CREATE,
        Permission.HOLD_CREATE,
        Permission.HOLD_END,
        Permission.INVITATION_CREATE,
        Permission.MEMBER_CREATE,
        Permission.MEMBER_END,
        Permission.RELEASE_CREATE,
        Permission.RELEASE_HASTEN,
    }
)
"""What cannot be undone is done by somebody who signed in a moment ago."""


def may(role: Role, permission: Permission) -> bool:
    """Whether the role carries the permission."""
    return permission in ROLE_PERMISSIONS[role]
