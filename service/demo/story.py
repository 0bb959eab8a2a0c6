"""The story, act by act. Everything is real: two servers, sealed notes, signatures, a log."""

import tempfile
from pathlib import Path

from rich.console import Console

from service.demo.aftermath import audit, empty, leave, search
from service.demo.inside import gather, open_room, submit_notes
from service.demo.leaving import deliver, recommend, release
from service.demo.narrator import Narrator
from service.demo.servers import Server
from service.demo.stage import Stage
from service.hub.settings import HubSettings
from service.hub.setup import init as init_hub
from service.outbound.settings import OutboundSettings
from service.outbound.setup import init as init_outbound


def tell(output: Path, console: Console) -> None:
    """Play the story and leave its results in `output`.

    Raises:
        DeskError: `output` holds something already.
    """
    empty(output)
    with tempfile.TemporaryDirectory(prefix="sealedroom-desks-") as desks:
        stage = Stage(output, Path(desks), Narrator(console))
        _play(stage)


def _play(stage: Stage) -> None:
    output, say = stage.output, stage.narrator
    say.act("A hub and an outbound side, on this machine")
    new_hub = init_hub(HubSettings(folder=output / "hub", origin="demo.sealedroom.org/log"))
    with Server("hub", output / "hub", output / "hub.log") as hub:
        say.tell(
            f"The hub listens on {hub.address}. It can store, count and log, and open nothing."
        )
        cast = gather(stage, hub.address, new_hub.bootstrap_token)
        session = open_room(stage, cast, hub.address)
        submit_notes(stage, cast, session)
        released = release(stage, cast, session)
        far_settings = OutboundSettings(
            folder=output / "outbound", trust=output / "outbound" / "trust.json"
        )
        init_outbound(far_settings)
        far_settings.trust.write_text(released.trust.to_json())
        with Server("outbound", output / "outbound", output / "outbound.log") as far:
            deliver(stage, released, far.address)
            recommend(stage, cast, released, far.address, far_settings)
    audit(stage, released)
    search(stage, released.room.roster)
    leave(stage, released)
