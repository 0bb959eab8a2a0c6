"""What travels between the three applications. Data only: no web, no database, no secrets.

wire         identifiers, digests, bytes as base64, bounded texts; `Message`
canonical    one byte string for one JSON value
coarse       time as coarse as it is kept
roles        `Role`, `Permission` and which role carries which
problems     `Problem`: what a refused request gets
accounts     accounts, invitations, `Me`
dialogues    dialogues, members, sessions, segments
submissions  sealed notes and their receipts
statements   the in-toto statements that two people sign
drafts       drafts, approvals, rejections, release
log          leaves, checkpoints, proofs
outbound     releases and recommendations on the far side
transfers    what a recommendation must prove
purposes     what an envelope was sealed for
"""
