"""The database of the far side, and whom it trusts."""

from dataclasses import dataclass

from keys.errors import KeysError
from keys.trust import Trust
from service.outbound.errors import BadTrust, NotInitialised
from service.outbound.settings import OutboundSettings
from service.web.sqlite import Database


@dataclass(frozen=True)
class Outbound:
    """An open outbound service."""

    database: Database
    trust: Trust

    @classmethod
    def open(cls, settings: OutboundSettings) -> "Outbound":
        """Open an initialised folder. Raises NotInitialised, BadTrust."""
        return cls(open_database(settings), _trust(settings))


def open_database(settings: OutboundSettings) -> Database:
    """The database of an initialised folder. Raises NotInitialised."""
    if not settings.database.is_file():
        raise NotInitialised
    return Database(settings.database)


def _trust(settings: OutboundSettings) -> Trust:
    try:
        return Trust.from_json(settings.trust.read_bytes())
    except OSError:
        raise BadTrust from None
    except KeysError as error:
        raise BadTrust(f"The trust file cannot be used: {error}") from None
