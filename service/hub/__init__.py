"""The hub: a store of sealed notes that whoever hosts it cannot read.

    settings     where it keeps its files, where it listens
    setup        `init` and `invite_host`: run once, by whoever hosts the hub
    app          `create_app` and `serve`
    api/         the HTTP addresses, one module a resource
    accounts     accounts, invitations and signing in
    access       who may do what in which dialogue
    dialogues    dialogues, members and sessions
    submissions  sealed notes and their receipts
    drafts       approvals, rejections, release
    work/        what goes on by itself: dates, shredding, deliveries, jobs
    journal      the Merkle log: append, checkpoint, proofs
    tables       everything it stores
    store        one act: a transaction, a caller, a log

It imports nothing that opens an envelope; a check in CI holds it to that.
"""
