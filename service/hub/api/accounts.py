"""POST /accounts, GET /me."""

from fastapi import APIRouter

from service.hub.accounts import create_account, describe
from service.hub.api.dependencies import HubHere, Token
from service.protocol.accounts import AccountAnswer, AccountRequest, Me

router = APIRouter()


@router.post("/accounts", status_code=201)
def post_account(body: AccountRequest, hub: HubHere) -> AccountAnswer:
    """Redeem an invitation."""
    with hub.database.write() as db:
        answer = create_account(db, hub.journal(db), body)
    hub.database.truncate_wal()
    return answer


@router.get("/me")
def get_me(hub: HubHere, token: Token) -> Me:
    """What the caller may know about their own account."""
    with hub.reading(token) as act:
        return describe(act.db, act.account)
