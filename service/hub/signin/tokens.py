"""Tokens of 256 random bits. Guessing is hopeless, so their plain SHA-256 may be stored."""

import secrets

from service.protocol.canonical import sha256_hex


def new_token() -> str:
    """A fresh token, for its holder only."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What is stored of a token."""
    return sha256_hex(token.encode())
