"""Acts inside the room: people join, a session opens, notes come in, an organiser reviews."""

from service.demo.cast import person
from service.demo.stage import PLAN, SAMPLES, Cast, Stage
from service.desk.files import take
from service.desk.opening import open_dialogue, open_session
from service.desk.reading import read_notes
from service.desk.redacting import Redacted, new_review, redact_notes
from service.desk.reviewing import Review, State, save_review
from service.desk.rooms import Room, enter
from service.desk.submitting import submit
from service.protocol.roles import Role

SHOWN_PROPOSALS = 3
"""Passages shown beside what is proposed of them."""


def gather(stage: Stage, hub: str, bootstrap: str) -> Cast:
    names = ("Organiser A", "Organiser B", "Rapporteur 1", "Rapporteur 2", "Auditor")
    cast = Cast(*(person(name, stage.desks) for name in names))
    cast.first.join(hub, bootstrap)
    stage.narrator.tell(
        "Two organisers, two rapporteurs and an auditor make their keys, each on a desk of their "
        "own, locked by a passphrase. Organiser A joins with the host's invitation."
    )
    return cast


def open_room(stage: Stage, cast: Cast, address: str) -> str:
    say = stage.narrator
    say.act("A dialogue and a session with its own room key")
    with cast.first.hub() as hub:
        dialogue = open_dialogue(hub, cast.first.identity, "The sample dialogue")
        roles = {
            Role.ORGANISER: (cast.second,),
            Role.RAPPORTEUR: (cast.speaker, cast.writer),
            Role.AUDITOR: (cast.auditor,),
        }
        fingerprint = cast.first.identity.public.key_id
        for role, people in roles.items():
            for one in people:
                one.join(address, hub.invite(dialogue, role).token, fingerprint)
        cast.first.home.trust(cast.second.identity.public.key_id)
        session = open_session(hub, cast.first.keys, dialogue, PLAN, take(SAMPLES / "roster.yaml"))
    say.tell(
        "Organiser A invites the others, compares B's fingerprint aloud, and opens a session: an "
        "agenda of four items under the Chatham House Rule, and a roster of fourteen people. Both "
        "are sealed like notes. The room key is announced under A's signature, so that the hub "
        "cannot slip in one of its own, and wrapped to the two organisers alone."
    )
    say.sees(
        Hub="random ids, roles, public keys, how many agenda items, today's date",
        Organisers="everything in the room",
        Rapporteurs="the room's public key, to seal to",
        Auditor="that a session exists",
    )
    return session


def submit_notes(stage: Stage, cast: Cast, session: str) -> None:
    say = stage.narrator
    say.act("Two rapporteurs submit what they have")
    for rapporteur, name in ((cast.speaker, "transcript.vtt"), (cast.writer, "notes.md")):
        with rapporteur.hub() as hub:
            receipt = submit(hub, rapporteur.home, session, take(SAMPLES / name))
        say.tell(
            f"{rapporteur.called} seals {name} on their own machine and sends it. "
            f"The receipt holds: entry {receipt.index} of the log."
        )
    with cast.first.hub() as hub:
        listed = hub.submissions(session).submissions
    sizes = ", ".join(one.size_class for one in listed)
    say.sees(
        Hub=f"two envelopes, padded to {sizes}, and today's date; not who sent which",
        Rapporteurs="their own words and their receipt",
        Organisers="both notes, on their own machines",
    )


def review(stage: Stage, cast: Cast, session: str) -> tuple[tuple[Redacted, ...], Room, Review]:
    say = stage.narrator
    say.act("Organiser A opens, strips and reviews")
    with cast.first.hub() as hub:
        room = enter(hub, cast.first.keys, session)
        notes = read_notes(hub, room)
    redacted = redact_notes(room, notes)
    for one in redacted:
        say.findings(one, room.roster)
    proposed = new_review(room, redacted)
    say.tell(
        f"{len(proposed.proposals)} statements could be made of the notes; "
        f"{proposed.open} are proposed, the rest is set aside with a reason."
    )
    by_note = {one.note.submission: one.note.document.text for one in redacted}
    shown = [p for p in proposed.proposals if p.state is State.OPEN][:SHOWN_PROPOSALS]
    for proposal in shown:
        text = by_note[proposal.submission]
        say.beside("\n".join(text[start:end] for start, end in proposal.sources), proposal)
    reviewed = proposed.accept_open()
    save_review(cast.first.home, cast.first.identity, reviewed)
    say.tell("Organiser A accepts what is proposed. The review is kept sealed on the desk.")
    return redacted, room, reviewed
