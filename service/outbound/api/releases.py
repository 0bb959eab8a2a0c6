"""Bundles in, bundles out."""

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from service.outbound import releases
from service.outbound.api.dependencies import DigestInPath, Here
from service.outbound.store import Outbound
from service.protocol.outbound import ReleaseReceipt

router = APIRouter(prefix="/releases")

NAME_DIGITS = 12
"""Digits of the digest in a downloaded file's name: enough to tell releases apart by eye."""


@router.post("", status_code=201)
async def post_release(request: Request, here: Here) -> ReleaseReceipt:
    """Take a bundle. Who sends it does not matter: it proves itself."""
    return await run_in_threadpool(_receive, here, await request.body())


@router.get("/{digest}/bundle")
def get_bundle(digest: DigestInPath, here: Here) -> Response:
    """The bundle as it arrived, to be verified elsewhere."""
    with here.database.read() as db:
        bundle = releases.bundle_of(db, digest)
    name = f"release-{digest[:NAME_DIGITS]}.json"
    return Response(
        bundle,
        media_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _receive(here: Outbound, bundle: bytes) -> ReleaseReceipt:
    with here.database.write() as db:
        return releases.receive(db, here.trust, bundle)
