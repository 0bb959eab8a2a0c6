"""A desk signs in by its identity: it answers the hub's challenge with its signature.

What it gets is a token for 30 minutes, kept in the desk's home and readable by its owner only, so
that a person with several things to do types the passphrase once.
"""

from collections.abc import Callable, Generator

import httpx
from pydantic import ValidationError

from keys.opening import Identity, sign
from service.desk.errors import RefusedError, UnreachableError
from service.desk.home import Home
from service.protocol.problems import Problem
from service.protocol.signing_in import (
    SIGN_IN_TYPE,
    Challenge,
    SignInAnswer,
    SignInRequest,
    SignInStatement,
)
from service.protocol.wire import Message

Flow = Generator[httpx.Request, httpx.Response, str]


class SignIn(httpx.Auth):
    """Puts the token on every request; signs in when there is none, or it does not serve.

    Args:
        home: where the token is kept.
        unlock: gives the identity; it may ask for the passphrase. Called only when it is needed:
            the token has run out, or the hub wants somebody who signed in a moment ago.
    """

    requires_response_body = True

    def __init__(self, home: Home, unlock: Callable[[], Identity]) -> None:
        self._home = home
        self._unlock = unlock

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send the request, signed in."""
        token = self._home.token()
        if token is None:
            token = yield from self._sign_in(request.url)
        request.headers["Authorization"] = f"Bearer {token}"
        response = yield request
        if response.status_code == httpx.codes.UNAUTHORIZED:
            token = yield from self._sign_in(request.url)
            request.headers["Authorization"] = f"Bearer {token}"
            yield request

    def _sign_in(self, url: httpx.URL) -> Flow:
        identity = self._unlock()
        challenge = Challenge.model_validate_json(
            (yield from _ask(url.copy_with(raw_path=b"/sign-in/challenges"), None))
        )
        statement = SignInStatement(
            hub=f"{url.scheme}://{url.netloc.decode()}",
            person=identity.public.person,
            challenge=challenge.challenge,
            expires=challenge.expires,
        ).encode()
        request = SignInRequest(
            statement=statement, signature=sign(statement, SIGN_IN_TYPE, identity).to_json()
        )
        answer = SignInAnswer.model_validate_json(
            (yield from _ask(url.copy_with(raw_path=b"/sign-in/desk"), request))
        )
        self._home.keep_token(answer.token, answer.seconds)
        return answer.token


def _ask(url: httpx.URL, body: Message | None) -> Flow:
    """Post a message and return the body of the answer. Raises `RefusedError`."""
    content = b"" if body is None else body.model_dump_json().encode()
    response = yield httpx.Request(
        "POST", url, content=content, headers={"Content-Type": "application/json"}
    )
    if response.is_success:
        return response.text
    try:
        problem = Problem.model_validate_json(response.content)
    except ValidationError:
        raise UnreachableError(
            "The service at this address is not a hub.", hint="Check the address."
        ) from None
    raise RefusedError(problem.code, problem.detail, hint=problem.hint)
