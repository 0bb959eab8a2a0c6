"""The pages, a file a group.

door       the link, the lock, the closing; style and scripts
welcome    the first run: make keys, bring keys, or look at the sample dialogue
joining    joining a hub by an invitation
sessions   the list of sessions, one session, one's own keys
writing    notes by agenda item, checked while one types, kept sealed, sent
reviewing  originals and proposals side by side, one decision at a time
objecting  a participant reads a draft before it leaves, and objects
hearing    a draft shown to participants, what they object to, and the answers
releasing  the exact text, every check, two signatures, files to hand on
delivering a released draft on its way to the outbound side
recommending released statements to officials, on a channel of their own
organising dialogues, people, new sessions, the roster
closing    the dates of a room, a legal hold, the end of its keys
custody    a room's key in shares, and the ceremony that brings it back
waivers    words that their own person lets leave
survey     what participants think before and after, without a name
outcomes   options raised, explored, taken to officials
voices     how evenly people spoke across a dialogue
"""

from service.desk.web.pages import (
    closing,
    custody,
    delivering,
    door,
    hearing,
    joining,
    objecting,
    organising,
    outcomes,
    recommending,
    releasing,
    reviewing,
    sessions,
    survey,
    voices,
    waivers,
    welcome,
    writing,
)

_GROUPS = (
    door,
    welcome,
    joining,
    sessions,
    writing,
    reviewing,
    objecting,
    hearing,
    releasing,
    delivering,
    recommending,
    organising,
    closing,
    custody,
    waivers,
    survey,
    outcomes,
    voices,
)
ROUTERS = tuple(group.router for group in _GROUPS)
