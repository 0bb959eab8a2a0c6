"""The log of the machine: one line of JSON an event, to standard error.

No address, no id, no name and nothing that was sent ever gets into an event: an error is logged as
its type and the place in our code.
"""

import sys

import structlog


def configure() -> None:
    """Write events as JSON with their time in UTC, for whoever collects them."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
