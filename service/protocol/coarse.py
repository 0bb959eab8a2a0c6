"""Time as coarse as it is kept: a date, never an hour.

An hour beside a size names the author of a note (SECURITY: "Time and size name the author").
"""

from datetime import UTC, date, datetime


def today() -> date:
    """The date in UTC, the same for every machine of a dialogue."""
    return datetime.now(UTC).date()
