"""What dbos has to say goes into the hub's log as a place in its code, without the words.

Its messages hold what an exception says, and the arguments of what failed.
"""

import logging

import structlog


class PlacesOnly(logging.Handler):
    """Says where dbos complained, and what kind of exception it had."""

    def emit(self, record: logging.LogRecord) -> None:
        """See `logging.Handler.emit`."""
        kind = record.exc_info[0] if record.exc_info else None
        structlog.get_logger().error(
            "dbos complains",
            place=f"{record.filename}:{record.lineno}",
            error=kind.__name__ if kind else None,
        )


def quieten() -> None:
    """Take the place of the handler that dbos would install."""
    logger = logging.getLogger("dbos")
    logger.propagate = False
    logger.handlers = [PlacesOnly(logging.ERROR)]
