"""Secret operations: identities, room secrets, opening, signing, custody, grants.

Nothing outside this package holds a private key of a person or a room. The hub and the outbound
service are forbidden to import it.

- `identity`    the secret half of a person, locked by a passphrase
- `locking`     Argon2id, the printed secret key and the identity file
- `guessing`    how long a passphrase lasts
- `sheet`       the page to print (needs `segno`)
- `rooms`       room secrets, wrapped to members
- `envelopes`   opening envelopes, and moving them to a new epoch
- `signing`     DSSE signatures
- `custody`     shares of a room secret for custodians (needs `shamir-mnemonic`)
- `grants`      data keys for one job of a worker
"""

from keys.opening.envelopes import Opened, open_envelope, rewrap_envelope
from keys.opening.identity import Identity
from keys.opening.locking import Argon2Cost, SecretKey, needs_secret_key
from keys.opening.rooms import RoomSecret, announce_room, unwrap_room, wrap_room
from keys.opening.signing import sign, sign_dsse

__all__ = [
    "Argon2Cost",
    "Identity",
    "Opened",
    "RoomSecret",
    "SecretKey",
    "announce_room",
    "needs_secret_key",
    "open_envelope",
    "rewrap_envelope",
    "sign",
    "sign_dsse",
    "unwrap_room",
    "wrap_room",
]
