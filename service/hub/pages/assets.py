"""The stylesheet and the scripts. They hold no secret, and nothing about anybody."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from fastapi import APIRouter
from fastapi.responses import Response

from service.web.errors import NotFound
from service.web.styles import stylesheet

router = APIRouter(include_in_schema=False)

FILES: Mapping[str, str] = MappingProxyType(
    {
        "bytes.js": "text/javascript",
        "join.js": "text/javascript",
        "passkey.js": "text/javascript",
        "print.js": "text/javascript",
        "seal.js": "text/javascript",
        "style.css": "text/css",
        "submit.js": "text/javascript",
        "vendor/hpke.js": "text/javascript",
    }
)
"""What is served, and nothing else of the folder."""


@router.get("/static/{name:path}")
def get_asset(name: str) -> Response:
    """One file."""
    if name not in FILES:
        raise NotFound
    return Response(_read(name), media_type=FILES[name])


@cache
def _read(name: str) -> bytes:
    if name == "style.css":
        return stylesheet(__package__).encode()
    return files(__package__).joinpath("static", *name.split("/")).read_bytes()
