"""Everything cryptographic: bytes in, bytes out. Knows no files, no web and no language.

Public rooms, which anybody may import:

- `keys.identity`      the public half of a person
- `keys.sealing`       envelopes to a room or a person
- `keys.announcement`  room keys that an organiser vouches for
- `keys.signatures`    DSSE with Ed25519 and ML-DSA-65 together; counts people, not keys
- `keys.merkle`        the RFC 6962 tree: inclusion and consistency
- `keys.checkpoint`    signed tree heads (C2SP signed notes)
- `keys.witness`       cosignatures of those who watch the log
- `keys.extension`     what a witness is asked to cosign
- `keys.entry`         an entry of the log, and the blinded actor behind it
- `keys.logproof`      the proof that an entry is in the log
- `keys.tiles`         the log as files that never change
- `keys.waivers`       a person lets a name or a quotation out
- `keys.bundle`        the release bundle and its offline verification
- `keys.trust`         what a verifier must know beforehand
- `keys.verdict`       an auditor's word on a release
- `keys.store`         where the keys of rooms are kept, apart from the data
- `keys.shredding`     destroying a room's keys
- `keys.destruction`   the certificate of it
- `keys.errors`        everything that is raised

Secret operations live in `keys.opening` alone: what may not import it cannot open or sign.
The formats are specified in FORMATS.md.
"""
