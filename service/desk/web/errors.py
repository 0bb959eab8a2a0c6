"""What the pages refuse, beside what the desk itself does (`service.desk.errors`)."""

from service.desk.errors import DeskError


class LockedError(DeskError):
    """The desk is locked."""

    hint = "Type your passphrase to open it."


class NothingHereError(DeskError):
    """There is nothing here, or not any more."""

    hint = "Go back to the list of your sessions."
