"""The bearer token of a request."""

from fastapi import Request

from service.web.errors import SignInNeeded


def bearer_token(request: Request) -> str:
    """The token of the Authorization header (RFC 6750). Raises SignInNeeded without one."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise SignInNeeded
    return token
