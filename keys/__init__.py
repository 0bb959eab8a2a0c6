"""Everything cryptographic: bytes in, bytes out. Knows no files, no web and no language.

Public rooms, which anybody may import:

- `keys.identity`      the public half of a person
- `keys.sealing`       envelopes to a room or a person
- `keys.announcement`  room keys that an organiser vouches for
- `keys.signatures`    DSSE with Ed25519 and ML-DSA-65 together; counts people, not keys
- `keys.merkle`        the RFC 6962 tree: inclusion and consistency
- `keys.checkpoint`    signed tree heads (C2SP signed notes)
- `keys.witness`       cosignatures of those who watch the log
- `keys.logproof`      an entry of the log, and the proof that it is there
- `keys.bundle`        the release bundle and its offline verification
- `keys.trust`         what a verifier must know beforehand
- `keys.errors`        everything that is raised

Secret operations live in `keys.opening` alone: what may not import it cannot open or sign.
The formats are specified in FORMATS.md.
"""
