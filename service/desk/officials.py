"""The officials one writes to: their public keys, under names that only this desk's owner reads."""

from pydantic import BaseModel, ConfigDict, Field

from keys.errors import FormatError
from keys.identity import PublicIdentity
from keys.opening import Identity, open_envelope
from keys.sealing import Context, seal
from service.desk.errors import DeskError
from service.desk.home import Home

_FOLDER = "recommendations"
_FILE = "officials"
_CONTEXT = Context(_FILE, 0, _FILE, _FILE)


class Official(BaseModel):
    """Somebody who may be sent recommendations."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=200)
    identity: str

    @property
    def keys(self) -> PublicIdentity:
        """What to seal to."""
        return PublicIdentity.from_json(self.identity)


class Officials(BaseModel):
    """Everybody this desk's owner writes to, by person id."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    people: dict[str, Official] = {}

    def add(self, name: str, keys: str) -> "Officials":
        """With one more, or with another name. Raises DeskError when these are no keys."""
        if not name.strip():
            raise DeskError("The official needs a name.", hint="Only you will read it.")
        try:
            identity = PublicIdentity.from_json(keys)
        except FormatError as error:
            raise DeskError(
                f"These are not somebody’s public keys. {error}",
                hint="Ask them for what `sealedroom identity show` prints.",
            ) from None
        official = Official(name=name.strip(), identity=identity.to_json())
        return Officials(people={**self.people, identity.person: official})


def load_officials(home: Home, identity: Identity) -> Officials:
    """Everybody who was kept. Raises `keys.errors.OpeningError`."""
    sealed = home.load(_FOLDER, _FILE)
    if sealed is None:
        return Officials()
    return Officials.model_validate_json(open_envelope(sealed, identity, _CONTEXT).note)


def save_officials(home: Home, identity: Identity, officials: Officials) -> None:
    """Keep them, sealed to their own keeper."""
    sealed = seal(officials.model_dump_json().encode(), {}, identity.public, _CONTEXT)
    home.save(_FOLDER, _FILE, sealed)
