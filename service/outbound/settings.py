"""Where the outbound service keeps its files, where it listens, and whom it trusts."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class OutboundSettings(BaseSettings):
    """Read from the environment: `SEALEDROOM_OUTBOUND_FOLDER`, and so on."""

    model_config = SettingsConfigDict(env_prefix="SEALEDROOM_OUTBOUND_", frozen=True)

    folder: Path = Field(default=Path("outbound"), description="Holds the database.")
    trust: Path = Field(
        default=Path("outbound/trust.json"),
        description="A `keys.trust.Trust`: the log's key and the organisers whose word counts.",
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8471, ge=0, le=65535, description="Port to listen on.")

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "outbound.sqlite"
