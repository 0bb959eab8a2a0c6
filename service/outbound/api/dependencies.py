"""What an address may ask for."""

from typing import Annotated

from fastapi import Depends, Path, Request

from service.outbound.store import Outbound
from service.protocol.wire import Digest, Identifier
from service.web.bearer import bearer_token


def _outbound(request: Request) -> Outbound:
    outbound = request.app.state.outbound
    assert isinstance(outbound, Outbound)
    return outbound


Here = Annotated[Outbound, Depends(_outbound)]
Token = Annotated[str, Depends(bearer_token)]
DigestInPath = Annotated[Digest, Path()]
IdentifierInPath = Annotated[Identifier, Path()]
