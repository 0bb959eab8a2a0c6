"""Where the hub keeps its files and where it listens."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class HubSettings(BaseSettings):
    """Read from the environment: `SEALEDROOM_HUB_FOLDER`, and so on."""

    model_config = SettingsConfigDict(env_prefix="SEALEDROOM_HUB_", frozen=True)

    folder: Path = Field(default=Path("hub"), description="Holds the database and the log's key.")
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8470, ge=0, le=65535, description="Port to listen on.")
    origin: str = Field(
        default="sealedroom.example/log",
        pattern=r"^[a-z0-9./-]{3,120}$",
        description="The log's name in its checkpoints; say your own domain. Used by `init` only.",
    )

    address: str | None = Field(
        default=None,
        pattern=r"^https://[a-z0-9.:-]+$",
        description="https://..., as people type it; without it the hub answers on this machine "
        "only.",
    )
    database: SecretStr = Field(
        default=SecretStr(""),
        description="postgresql+psycopg://USER:PASSWORD@HOST/NAME; an SQLite file if empty.",
    )
    outbound: str | None = Field(
        default=None,
        pattern=r"^(https://[a-z0-9.:-]+|http://(127\.0\.0\.1|localhost)(:[0-9]+)?)$",
        description="https://..., where workers deliver releases; without it desks do.",
    )
    witnesses: tuple[str, ...] = Field(
        default=(), description="Verification keys of the log's witnesses, as a JSON list."
    )
    metrics: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="Port on this machine for Prometheus; none without it.",
    )
    openapi: bool = Field(
        default=False, description="Serve the description of the API at /openapi.json."
    )
    keys: Path | None = Field(
        default=None,
        description="Folder of the key store on SQLite, best on media of its own; `folder`/keys.",
    )

    @property
    def on_sqlite(self) -> bool:
        """Whether the database is a file."""
        return not self.database.get_secret_value()

    @property
    def sqlite_file(self) -> Path:
        """The data, on SQLite."""
        return self.folder / "hub.sqlite"

    @property
    def keys_file(self) -> Path:
        """The keys of rooms, on SQLite."""
        return (self.keys or self.folder / "keys") / "keys.sqlite"

    @property
    def workers(self) -> Path:
        """Who works in this folder."""
        return self.folder / "workers"

    @property
    def log_key(self) -> Path:
        """The key that signs checkpoints."""
        return self.folder / "log.key"

    @property
    def sign_in_key(self) -> Path:
        """The secret of sign-in."""
        return self.folder / "sign-in.key"
