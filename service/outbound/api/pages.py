"""The pages people read."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.outbound import pages, releases
from service.outbound.api.dependencies import DigestInPath, Here
from service.web.styles import stylesheet

router = APIRouter(default_response_class=HTMLResponse)


@router.get("/")
def get_index(here: Here) -> HTMLResponse:
    """Every release."""
    with here.database.read() as db:
        return HTMLResponse(pages.index(releases.listing(db)))


@router.get("/releases/{digest}")
def get_release(digest: DigestInPath, here: Here) -> HTMLResponse:
    """One release."""
    with here.database.read() as db:
        released = releases.show(db, here.trust, digest)
    return HTMLResponse(pages.release(released))


@router.get("/verify")
def get_verify(here: Here) -> HTMLResponse:
    """How to check a release without trusting this site."""
    return HTMLResponse(pages.verify(here.trust))


@router.get("/style.css")
def get_style() -> Response:
    """The one stylesheet."""
    return Response(stylesheet("service.outbound"), media_type="text/css")
