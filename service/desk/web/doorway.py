"""Who may come in. Every request passes these steps, in this order:

1. Host is exactly 127.0.0.1 and our port: a stranger's name that resolves to this machine is not.
2. The path begins with this run's random folder, which no other page knows. The cookie belongs to
   that folder, so that other programs on 127.0.0.1 never get it: cookies know no ports.
3. Origin and Sec-Fetch-Site say that one of our own pages asks, or that a person typed the address;
   whatever changes something comes from our own pages only. No answer carries a CORS header.
4. No multipart body: the framework would spill a large one, readable, into a temporary file.
5. The cookie, which only the link of this run was exchanged for, once.

The style and scripts of the pages hold no secret and pass without step 5, as does the link itself.
"""

import secrets
from http.cookies import CookieError, SimpleCookie
from threading import Lock

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from service.desk.web import templating

HOST = "127.0.0.1"
COOKIE = "desk"
_SAFE = frozenset({"GET", "HEAD"})
_STRANGERS = frozenset({403, 404, 421})
"""Refusals of those who may not know the folder; the page must not tell it."""


class Entrance:
    """The link of one run, and the visitor it was exchanged for."""

    def __init__(self, port: int) -> None:
        self.host = f"{HOST}:{port}"
        self.origin = f"http://{self.host}"
        self.root = f"/{secrets.token_urlsafe(16)}"
        self._key: str | None = secrets.token_urlsafe(32)
        self._visitor = ""
        self._lock = Lock()

    @property
    def link(self) -> str:
        """The address to open, which works once; "" when it was used."""
        return f"{self.origin}{self.root}/enter?key={self._key}" if self._key else ""

    def exchange(self, key: str) -> str | None:
        """The cookie for the link's key, or None when the key is wrong or was used."""
        with self._lock:
            if self._key is None or not secrets.compare_digest(key.encode(), self._key.encode()):
                return None
            self._key = None
            self._visitor = secrets.token_urlsafe(32)
            return self._visitor

    def knows(self, cookie: str) -> bool:
        """Whether this is the visitor who came by the link."""
        return bool(self._visitor) and secrets.compare_digest(
            cookie.encode(), self._visitor.encode()
        )


class Doorway:
    """Let a request through the steps above, or answer with a page that tells nothing."""

    def __init__(self, app: ASGIApp, entrance: Entrance) -> None:
        self._app = app
        self._entrance = entrance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        status = self._refusal(scope["method"], scope["path"], Headers(scope=scope))
        if status is None:
            await self._app(scope, receive, send)
        else:
            known = status not in _STRANGERS
            page = templating.render(
                "outside.html", root=self._entrance.root if known else "", status=status
            )
            await HTMLResponse(page, status_code=status)(scope, receive, send)

    def _refusal(self, method: str, path: str, headers: Headers) -> int | None:
        """The status with which to refuse, or None."""
        root = self._entrance.root
        if headers.getlist("host") != [self._entrance.host]:  # step 1
            return 421
        if not path.startswith(f"{root}/"):  # step 2
            return 404
        entering = path == f"{root}/enter" and method == "GET"
        if not entering and not self._ours(method, headers):  # step 3
            return 403
        if headers.get("content-type", "").startswith("multipart/"):  # step 4
            return 415
        if entering or path.startswith(f"{root}/static/"):
            return None
        return None if self._entrance.knows(_cookie(headers)) else 401  # step 5

    def _ours(self, method: str, headers: Headers) -> bool:
        """Sec-Fetch-Site decides; where a browser sends none, Origin has to be ours.

        Our own forms send "null", because no page of ours tells its address (no-referrer).
        """
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin not in {None, "null", self._entrance.origin}:
            return False
        if method in _SAFE:
            return site in {None, "same-origin", "none"}
        return site == "same-origin" or (site is None and origin == self._entrance.origin)


def _cookie(headers: Headers) -> str:
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return morsel.value if morsel else ""
