"""What dbos may write down: ids, numbers, and of an exception its type and code.

Anything that could be a word of somebody's raises before it reaches a table.
"""

import json
import re
from typing import Any

from dbos import Serializer

_ID = re.compile(r"[A-Za-z0-9_.:-]{0,128}")


class WorkError(Exception):
    """What is left of an exception that a workflow ended with."""

    def __init__(self, kind: str, code: str) -> None:
        super().__init__(f"{kind} {code}".strip())


class IdsOnly(Serializer):
    """JSON of ids, numbers, truth values, and lists and records of these."""

    def name(self) -> str:
        """How dbos marks what this wrote."""
        return "sealedroom-ids"

    def serialize(self, data: Any) -> str:
        """Write. Raises TypeError for anything that is not an id."""
        return json.dumps(_plain(data), sort_keys=True, separators=(",", ":"))

    def deserialize(cls, serialized_data: str) -> Any:  # noqa: N805 (as dbos names it)
        """Read what `serialize` wrote."""
        return json.loads(serialized_data, object_hook=_revive)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {_plain(key): _plain(part) for key, part in value.items()}
    if isinstance(value, BaseException):
        code = getattr(value, "code", "")
        return {"error": type(value).__name__, "code": str(code) if _is_id(code) else ""}
    raise TypeError("Only ids and numbers go into the tables of dbos.")


def _is_id(code: object) -> bool:
    return isinstance(code, str) and _ID.fullmatch(code) is not None


def _revive(record: dict[str, Any]) -> Any:
    if record.keys() == {"error", "code"}:
        return WorkError(record["error"], record["code"])
    if record.keys() == {"args", "kwargs"}:
        return {"args": tuple(record["args"]), "kwargs": record["kwargs"]}
    return record
