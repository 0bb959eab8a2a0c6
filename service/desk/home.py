"""The desk's folder: a locked identity, the connection to a hub, and sealed work in progress.

Nothing in it can be read without the passphrase except the hub's address and, for 30 minutes, the
token of a sign-in, which opens an account on the hub and no note.
"""

import json
import os
import time
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkstemp

from keys.identity import PublicIdentity
from keys.opening import Identity
from service.desk.errors import HomeError

PARTIAL = ".partial"
"""How the name of a file ends that is still being written."""


@dataclass(frozen=True)
class Connection:
    """Where the hub is, its log, and whom it takes nobody's word for.

    `log` is the log's C2SP verification key: a hub that shows another log later is found out.
    `organisers` are fingerprints that were handed over by a way of their own: a room key that none
    of them announced is not written to, and none is wrapped to anybody else.
    """

    hub: str
    log: str
    organisers: tuple[str, ...] = ()


class Home:
    """One person's desk on one machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def default(cls) -> "Home":
        """`$SEALEDROOM_HOME`, or `.sealedroom` in the person's home directory."""
        return cls(Path(os.environ.get("SEALEDROOM_HOME") or Path.home() / ".sealedroom"))

    @property
    def identity_file(self) -> Path:
        """The identity, locked by its passphrase."""
        return self.folder / "identity.json"

    def save_identity(self, identity: Identity, passphrase: str) -> None:
        """Lock and store a new identity. Raises `HomeError` when there is one already."""
        if self.identity_file.exists():
            raise HomeError(
                "This desk has an identity already.",
                hint="Choose another folder with SEALEDROOM_HOME, or keep using this one.",
            )
        self._write("identity.json", identity.lock(passphrase))
        self._write("public.json", identity.public.to_json().encode())

    def change_passphrase(self, identity: Identity, passphrase: str) -> None:
        """Lock the identity again. Raises `keys.errors.PassphraseError` for a short one."""
        self._write("identity.json", identity.lock(passphrase))

    def unlock(self, passphrase: str) -> Identity:
        """Open the identity. Raises `HomeError` or `keys.errors.WrongPassphraseError`."""
        return Identity.unlock(self._read("identity.json"), passphrase)

    def public(self) -> PublicIdentity:
        """The public half, which needs no passphrase."""
        return PublicIdentity.from_json(self._read("public.json"))

    def save_connection(self, connection: Connection) -> None:
        """Remember the hub."""
        self._write("hub.json", json.dumps(vars(connection)).encode())

    def connection(self) -> Connection:
        """The hub this desk has joined. Raises `HomeError` when it has joined none."""
        hint = "Join a hub first: sealedroom identity join HUB"
        kept = json.loads(self._read("hub.json", hint=hint))
        return Connection(kept["hub"], kept["log"], tuple(kept.get("organisers", ())))

    def keep_token(self, token: str, seconds: int) -> None:
        """Keep the token of a sign-in for as long as it may serve."""
        kept = {"token": token, "until": int(time.time()) + seconds}
        self._write("sign-in.json", json.dumps(kept).encode())

    def token(self) -> str | None:
        """The token of a sign-in, if it may still serve; an older one is deleted."""
        path = self.folder / "sign-in.json"
        if not path.exists():
            return None
        kept = json.loads(path.read_bytes())
        if time.time() < kept["until"]:
            return str(kept["token"])
        self.forget_token()
        return None

    def forget_token(self) -> None:
        """Keep no token any more."""
        (self.folder / "sign-in.json").unlink(missing_ok=True)

    def trust(self, fingerprint: str) -> None:
        """Take an organiser's fingerprint as compared."""
        connection = self.connection()
        known = dict.fromkeys([*connection.organisers, fingerprint])
        self.save_connection(replace(connection, organisers=tuple(known)))

    def known(self) -> frozenset[str]:
        """Fingerprints of the organisers this desk relies on, its own among them."""
        return frozenset({*self.connection().organisers, self.public().key_id})

    def save(self, folder: str, name: str, data: bytes) -> Path:
        """Store a receipt or sealed work in progress."""
        return self._write(f"{folder}/{name}", data)

    def load(self, folder: str, name: str) -> bytes | None:
        """What `save` stored, or None."""
        path = self.folder / folder / name
        return path.read_bytes() if path.exists() else None

    def names(self, folder: str) -> tuple[str, ...]:
        """The names of everything that `save` stored in this folder."""
        path = self.folder / folder
        found = path.iterdir() if path.exists() else ()
        return tuple(sorted(one.name for one in found if one.suffix != PARTIAL))

    def forget(self, folder: str, name: str) -> None:
        """Delete what `save` stored, if it is there."""
        (self.folder / folder / name).unlink(missing_ok=True)

    def _read(self, name: str, hint: str = "") -> bytes:
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            raise HomeError(hint=hint) from None

    def _write(self, name: str, data: bytes) -> Path:
        """Replace a file at once or not at all, readable by its owner only.

        Each writing has a partial file of its own: two at once do not take it from each other.
        """
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, partial = mkstemp(suffix=PARTIAL, dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            return Path(partial).replace(path)
        except BaseException:
            Path(partial).unlink(missing_ok=True)
            raise
