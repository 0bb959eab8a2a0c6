"""Dialogues and their members."""

from sqlmodel import col, select

from service.hub.access import authorise
from service.hub.accounts import invite, join
from service.hub.errors import Conflict, Forbidden
from service.hub.paging import cut, one_more
from service.hub.recording import record
from service.hub.store import Act
from service.hub.tables import Account, Dialogue, MeetingSession, Membership
from service.protocol.accounts import InvitationAnswer, InvitationRequest
from service.protocol.coarse import today
from service.protocol.dialogues import (
    DialogueRequest,
    DialogueView,
    Member,
    MemberRequest,
    Members,
)
from service.protocol.log import Event, commitment
from service.protocol.roles import Permission, Role
from service.web.errors import NotFound


def open_dialogue(act: Act, request: DialogueRequest) -> DialogueView:
    """Open a dialogue whose first organiser is the caller. Raises Forbidden, Conflict."""
    if not act.account.may_open_dialogues:
        raise Forbidden("Only whoever hosts this hub may open a dialogue.")
    row = act.db.get(Dialogue, request.dialogue)
    if row is None:
        act.db.add(Dialogue(**request.model_dump(), opened=today()))
        artefact = commitment(request.dialogue, request.policy, request.sealed_title)
        record(act, Event.DIALOGUE, artefact, today(), request.dialogue)
        join(act.db, act.journal, request.dialogue, act.account.person, Role.ORGANISER)
        act.db.flush()
    elif (row.policy, row.sealed_title) != (request.policy, request.sealed_title):
        raise Conflict
    return view_dialogue(act, request.dialogue)


def view_dialogue(act: Act, dialogue: str) -> DialogueView:
    """The dialogue as any of its members sees it."""
    role = authorise(act, dialogue, Permission.DIALOGUE_READ)
    row = act.db.get_one(Dialogue, dialogue)
    query = select(MeetingSession.session).where(MeetingSession.dialogue == dialogue)
    return DialogueView(
        dialogue=row.dialogue,
        policy=row.policy,
        sealed_title=row.sealed_title,
        opened=row.opened,
        role=role,
        sessions=tuple(sorted(act.db.exec(query))),
    )


def invite_member(act: Act, dialogue: str, request: InvitationRequest) -> InvitationAnswer:
    """An invitation for somebody who has no account yet."""
    authorise(act, dialogue, Permission.INVITATION_CREATE)
    return invite(act.db, dialogue, request.role)


def add_member(act: Act, dialogue: str, request: MemberRequest) -> Member:
    """Give a role to somebody who has an account. Raises NotFound, Conflict."""
    authorise(act, dialogue, Permission.MEMBER_CREATE)
    account = act.db.get(Account, request.person)
    if account is None:
        raise NotFound
    present = act.db.get(Membership, (dialogue, request.person))
    if present is None:
        join(act.db, act.journal, dialogue, request.person, request.role)
    elif present.role is not request.role:
        raise Conflict("This person already has another role in this dialogue.")
    return Member(person=account.person, role=request.role, identity=account.identity)


def list_members(act: Act, dialogue: str, cursor: str = "") -> Members:
    """A page of the members with their public identities, in the order of their random ids."""
    authorise(act, dialogue, Permission.MEMBER_READ)
    query = (
        select(Account, Membership.role)
        .join(Membership, col(Membership.person) == Account.person)
        .where(Membership.dialogue == dialogue, col(Account.person) > cursor)
        .order_by(Account.person)
        .limit(one_more())
    )
    rows, following = cut(act.db.exec(query).all(), lambda row: row[0].person)
    return Members(
        members=tuple(
            Member(person=account.person, role=role, identity=account.identity)
            for account, role in rows
        ),
        next=following,
    )
