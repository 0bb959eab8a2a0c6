"""The far side: released documents on plain pages, and recommendations on their way to officials.

    settings      where it keeps its files, where it listens, whom it trusts
    setup         `init` and `register_recipient`: run by whoever hosts it
    app           `create_app` and `serve`
    api/          the HTTP addresses
    releases      bundles: verified when they arrive and again whenever one is shown
    transfers     recommendations: verified, kept for their recipient, their uptake
    verification  what a recommendation must prove, in numbered steps
    document      the small subset of Markdown that a released document is written in
    pages         the templates and what they show
    tables        everything it stores

It has no path back: it imports nothing of the hub or the desk, and knows only public keys.
"""
