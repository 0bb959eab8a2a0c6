"""Whether a draft may be laid before anyone: a whole envelope, and a statement that fails nothing.

The hub cannot read the document. It can refuse a statement that is not of the draft's kind, is not
in its one canonical form, speaks of another policy or admits that a leak check failed.
"""

from pydantic import ValidationError

from service.hub.envelopes import coarse_size
from service.hub.errors import BadStatement
from service.protocol.drafts import DraftRequest
from service.protocol.statements import (
    Kind,
    RecommendationStatement,
    ReleaseStatement,
    gate_passed,
    parse_statement,
)


def check_draft(request: DraftRequest, policy: str) -> None:
    """Refuse a draft that could never be released. Raises BadEnvelope, BadStatement."""
    coarse_size(request.document)
    try:
        statement = parse_statement(request.payload, request.kind)
    except ValidationError:
        raise BadStatement from None
    if statement.encode() != request.payload:
        raise BadStatement("The payload is not in its one canonical form.")
    if statement.predicate.policy != policy:
        raise BadStatement("The statement was made under another policy than this dialogue's.")
    if not gate_passed(statement.predicate.checks):
        raise BadStatement("A leak check is missing, or did not pass.")
    _check_subjects(statement, request.kind)


def _check_subjects(statement: ReleaseStatement | RecommendationStatement, kind: Kind) -> None:
    names = [subject.name for subject in statement.subject]
    if kind is Kind.RELEASE:
        fits = names == ["document"]
    else:
        fits = names == ["recommendation", *["envelope"] * (len(names) - 1)] and len(names) > 1
    if not fits:
        raise BadStatement("The statement does not speak about the bytes of its kind.")
