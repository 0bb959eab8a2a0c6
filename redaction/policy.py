"""What a dialogue has agreed on: how many must fit a description, how sure a finding must be."""

import hashlib
import json
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Profile = Literal["chatham-house", "safety", "internal"]


class Thresholds(BaseModel):
    """Least score at which a candidate becomes a finding, by label; 0 finds all, 1 nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: float = Field(0.42, ge=0, le=1)
    role: float = Field(0.5, ge=0, le=1)
    affil: float = Field(0.4, ge=0, le=1)
    own: float = Field(0.75, ge=0, le=1)
    presence: float = Field(0.75, ge=0, le=1)
    style: float = Field(0.65, ge=0, le=1)
    fact: float = Field(0.75, ge=0, le=1)
    pron: float = Field(0.5, ge=0, le=1)


class Policy(BaseModel):
    """The rule profile of a segment.

    `k` is how many people on the roster must fit a description that may stay.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    profile: Profile = "chatham-house"
    k: int = Field(3, ge=2, le=20)
    thresholds: Thresholds = Thresholds()

    def canonical(self) -> str:
        """Return the policy as JSON with sorted keys and no spaces: the text that is signed for."""
        return json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))

    def digest(self) -> str:
        """Return the SHA-256, in hex, of `canonical()`."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()
