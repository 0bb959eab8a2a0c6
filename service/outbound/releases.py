"""Released documents: a bundle is verified when it arrives, and again whenever it is shown."""

from dataclasses import dataclass

from pydantic import ValidationError
from sqlmodel import Session, col, select

from keys.bundle import Report, verify_bundle
from keys.errors import BundleError
from keys.trust import Trust
from service.outbound.errors import BadBundle, NoLongerVerifies
from service.outbound.tables import ReleasedDocument
from service.protocol.canonical import sha256_hex
from service.protocol.coarse import today
from service.protocol.documents import Document, parse
from service.protocol.outbound import ReleaseReceipt
from service.protocol.statements import ReleasePredicate
from service.web.errors import NotFound


@dataclass(frozen=True)
class Released:
    """A verified release, ready to be shown."""

    digest: str
    document: Document
    report: Report
    predicate: ReleasePredicate
    size: int


def read_bundle(bundle: bytes, trust: Trust) -> Released:
    """Verify a bundle. Raises BadBundle, which names the step that failed."""
    try:
        report = verify_bundle(bundle, trust)
        predicate = ReleasePredicate.model_validate(report.predicate)
        text = report.document.decode()
    except BundleError as error:
        raise BadBundle(f"The bundle does not verify at {error}", hint=error.hint) from None
    except ValidationError:
        raise BadBundle("The signed statement lacks something, or says too much.") from None
    except UnicodeDecodeError:
        raise BadBundle("The released document is not plain text in UTF-8.") from None
    digest = sha256_hex(report.document)
    return Released(digest, parse(text), report, predicate, len(bundle))


def receive(db: Session, trust: Trust, bundle: bytes) -> ReleaseReceipt:
    """Take a bundle; the same document again is answered the same. Raises BadBundle."""
    released = read_bundle(bundle, trust)
    row = db.get(ReleasedDocument, released.digest)
    if row is None:
        row = ReleasedDocument(
            document=released.digest,
            title=released.document.title,
            statements=released.document.statements,
            received=today(),
            bundle=bundle,
        )
        db.add(row)
    return ReleaseReceipt(document=row.document, date=row.received)


def listing(db: Session) -> list[ReleasedDocument]:
    """Every release, the newest first; those of one day in the order of their digests."""
    newest = col(ReleasedDocument.received).desc()
    query = select(ReleasedDocument).order_by(newest, col(ReleasedDocument.document))
    return list(db.exec(query))


def bundle_of(db: Session, digest: str) -> bytes:
    """The bundle as it arrived. Raises NotFound."""
    row = db.get(ReleasedDocument, digest)
    if row is None:
        raise NotFound("There is no release with this digest here.")
    return row.bundle


def show(db: Session, trust: Trust, digest: str) -> Released:
    """A release, verified anew. Raises NotFound, NoLongerVerifies."""
    try:
        released = read_bundle(bundle_of(db, digest), trust)
    except BadBundle:
        raise NoLongerVerifies from None
    if released.digest != digest:
        raise NoLongerVerifies
    return released
