"""The end of a room at a desk: what is forgotten here, and the certificate that two people sign."""

from keys._intoto import PAYLOAD_TYPE
from keys.destruction import Destruction, verify_destruction
from keys.errors import FormatError
from keys.opening import Identity, sign
from keys.signatures import DsseEnvelope
from keys.trust import Trust
from service.desk import keeping
from service.desk.errors import DeskError
from service.desk.home import Home
from service.protocol.canonical import sha256_hex

_CERTIFICATES = "certificates"
_FORGOTTEN = "forgotten"


def unsigned(certificate: Destruction) -> DsseEnvelope:
    """The certificate as organisers are to sign it."""
    return DsseEnvelope(certificate.to_bytes(), PAYLOAD_TYPE)


def parse_certificate(content: bytes) -> tuple[DsseEnvelope, Destruction]:
    """Read a certificate, signed or not; nobody's signature is checked.

    Raises:
        DeskError: it is no certificate.
    """
    try:
        envelope = DsseEnvelope.from_json(content)
        return envelope, Destruction.from_bytes(envelope.payload)
    except FormatError:
        raise DeskError(
            "This is not a destruction certificate.",
            hint="It is what `sealedroom shredding destroy` wrote on the hub's machine.",
        ) from None


def sign_certificate(envelope: DsseEnvelope, identity: Identity) -> DsseEnvelope:
    """The certificate with this organiser's signature. DeskError when it has it already."""
    if any(signature.key_id == identity.public.key_id for signature in envelope.signatures):
        raise DeskError(
            "You have signed this certificate already.",
            hint="Another organiser must sign it too; pass the file on.",
        )
    return envelope.with_signature(sign(envelope.payload, PAYLOAD_TYPE, identity))


def join_certificates(own: DsseEnvelope, other: DsseEnvelope) -> DsseEnvelope:
    """One certificate with the signatures of both. DeskError when they certify something else."""
    if own.payload != other.payload:
        raise DeskError(
            "This certificate is of another destruction.",
            hint="Use the file that the other organiser saved on the page of this very session.",
        )
    present = {signature.key_id for signature in own.signatures}
    for signature in other.signatures:
        if signature.key_id not in present:
            own = own.with_signature(signature)
    return own


def verify_certificate(content: bytes, trust: Trust) -> Destruction:
    """The certificate, if as many different organisers signed it as must approve a release.

    Raises:
        DeskError: it is no certificate.
        keys.errors.SignatureError: fewer signed, or somebody else.
    """
    envelope, _ = parse_certificate(content)
    return verify_destruction(envelope, trust.organisers, trust.threshold)


def keep_certificate(home: Home, session: str, envelope: DsseEnvelope) -> None:
    """Remember a certificate with the signatures it has so far; it holds nothing secret."""
    home.save(_CERTIFICATES, _name(session), envelope.to_json().encode())


def kept_certificate(home: Home, session: str) -> DsseEnvelope | None:
    """What `keep_certificate` stored, if anything."""
    kept = home.load(_CERTIFICATES, _name(session))
    return None if kept is None else parse_certificate(kept)[0]


def hear_of_destruction(home: Home, session: str) -> bool:
    """Forget a room of which the hub says that it was destroyed; False when that was done before.

    Kept answers of the hub go with it, so it is done once and not at every look.
    """
    if home.load(_FORGOTTEN, _name(session)) is not None:
        return False
    forget_room(home, session)
    home.save(_FORGOTTEN, _name(session), b"")
    return True


def forget_room(home: Home, session: str) -> int:
    """Delete what this desk keeps of a room; returns how many files.

    Kept answers of the hub go altogether: among them are wraps of room keys.
    """
    files = [path for path in home.folder.rglob("*") if path.is_file()]
    gone = [
        path
        for path in files
        if path.name.startswith(session) or path.parent == home.folder / keeping.FOLDER
    ]
    for path in gone:
        path.unlink()
    return len(gone)


def _name(session: str) -> str:
    """Of a file that stays when those of the room are forgotten."""
    return sha256_hex(session.encode())
