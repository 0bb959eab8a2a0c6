"""What the pages refuse, beside what the desk itself does (`service.desk.errors`)."""

from service.desk.errors import DeskError


class LockedError(DeskError):
    """The desk is locked."""

    hint = "Type your passphrase to open it."


class OtherTextError(DeskError):
    """This is not the text that was shown."""

    hint = "Load the page again, and read it again."


class NothingHereError(DeskError):
    """There is nothing here, or not any more."""

    hint = "Go back to the list of your sessions."
