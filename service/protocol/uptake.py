"""What becomes of recommendations."""

from enum import StrEnum, unique


@unique
class Uptake(StrEnum):
    """What became of a recommendation, as its recipient says. There is no duty to adopt."""

    SENT = "sent"
    RECEIVED = "received"
    CONSIDERED = "considered"
    ADOPTED = "adopted"
    DECLINED = "declined"
