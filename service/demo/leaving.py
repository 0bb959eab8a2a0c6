"""Acts of leaving: the gate, two signatures, the public side, the separate channel."""

from collections.abc import Callable

from keys.bundle import verify_bundle
from service.demo.cast import Person, person
from service.demo.inside import review
from service.demo.narrator import Narrator
from service.demo.stage import Cast, Released, Stage
from service.desk import recommending, releasing
from service.desk.client import Outbound
from service.desk.errors import DeskError, RefusedError
from service.desk.rooms import enter
from service.outbound.settings import OutboundSettings
from service.outbound.setup import register_recipient
from service.protocol.uptake import Uptake


def release(stage: Stage, cast: Cast, session: str) -> Released:
    redacted, room, reviewed = review(stage, cast, session)
    say = stage.narrator
    say.act("The gate, and two people")
    with cast.first.hub() as hub:
        proposed = releasing.propose(hub, room, reviewed, cast.first.entering(hub))
    say.tell("The gate runs over the exact bytes that would leave:")
    say.verdict(proposed.verdict)
    say.tell(f"Organiser A proposes them. sha256 {proposed.digest}")
    draft = proposed.view.draft
    _approve(cast.first, session, draft)
    with cast.first.hub() as hub:
        trust = releasing.trust_of(hub, cast.first.home, room.session.dialogue)
        _expect_refusal(
            say, "With one approval", lambda: releasing.release(hub, room, draft, trust)
        )
        _approve(cast.first, session, draft)
        _expect_refusal(
            say,
            "With a second approval by the same person",
            lambda: releasing.release(hub, room, draft, trust),
        )
    _approve(cast.second, session, draft)
    say.tell("Organiser B opens the draft, runs the gate again, compares the bytes, and signs.")
    with cast.first.hub() as hub:
        bundle = releasing.release(hub, room, draft, trust)
    say.tell("The hub counts two people and logs the release. The bundle verifies.")
    say.sees(
        Hub="digests, counts of findings by code, the verdicts of the checks, who approved",
        Auditor="the same, and the log; no word of the notes",
    )
    return Released(bundle, trust, room, redacted)


def _approve(organiser: Person, session: str, draft: str) -> None:
    with organiser.hub() as hub:
        room = enter(hub, organiser.keys, session)
        releasing.approve(
            hub, organiser.identity, releasing.inspect(hub, room, draft, organiser.entering(hub))
        )


def _expect_refusal(say: Narrator, when: str, attempt: Callable[[], object]) -> None:
    try:
        attempt()
    except RefusedError as refused:
        say.tell(f"{when}, it is refused: {refused}")
    else:
        raise DeskError(f"{when} a release went through, which it must not.")


def deliver(stage: Stage, released: Released, address: str) -> None:
    say = stage.narrator
    say.act("Delivery to the outbound side")
    with Outbound(address) as far:
        receipt = far.publish(released.bundle)
        altered = bytes([*released.bundle[:-200], released.bundle[-200] ^ 1])
        _expect_refusal(say, "With one byte of the bundle changed", lambda: far.publish(altered))
    document = verify_bundle(released.bundle, released.trust).document.decode()
    say.document("what the public sees", document)
    say.tell(f"The outbound side verified it by itself and shows it: /releases/{receipt.document}")
    say.sees(Public="the text above, its bundle and its proofs", Outbound_side="nothing more")


def recommend(
    stage: Stage, cast: Cast, released: Released, address: str, settings: OutboundSettings
) -> None:
    say = stage.narrator
    say.act("A recommendation to an official, by a separate channel")
    official = person("Official", stage.desks)
    token = register_recipient(settings, official.identity.public)
    bundles = [released.bundle]
    points = recommending.released_points(bundles, released.trust)[:2]
    draft = recommending.Draft(
        title="Two options that were explored",
        points=points,
        recipients=(official.identity.public,),
    )
    with cast.first.hub() as hub:
        room, trust = released.room, released.trust
        proposed = recommending.propose(hub, room, draft, bundles, trust)
        name = proposed.view.draft
        for organiser in (cast.first, cast.second):
            with organiser.hub() as own:
                seen = recommending.inspect(own, room, name, bundles, trust)
                releasing.approve(own, organiser.identity, seen)
        with Outbound(address) as far:
            sent = recommending.send(hub, cast.first.home, far, room, name)
    say.tell("It is made of released statements only, gated, and signed by both organisers.")
    with Outbound(address, token) as far:
        (collected,) = recommending.collect(far, official.identity, released.trust)
        far.report_uptake(collected.recommendation, Uptake.CONSIDERED)
    (tracking,) = recommending.tracking_tokens(cast.first.home, sent)
    with Outbound(address, tracking) as far:
        status = far.uptake().status
    say.document("what the official opens", collected.text)
    say.tell(f"The official's desk verified both signatures. Its uptake, as they report: {status}.")
    say.sees(
        Outbound_side="an envelope for one official, and that it is being considered",
        Official="the text, and the proof that two organisers approved it",
        Public="nothing",
    )
    (stage.output / "recommendation.txt").write_text(collected.text)
