"""A value as an auditor reads it: what is sealed stays sealed, and a mark stands in its place."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

from domain.history import Sealed, Whole

SEALED: Final = "〔封存〕"
"""Stands for every personal text. Nothing of the text is in it, not even its length."""


def closed(value: Any) -> Any:  # noqa: ANN401  (facts are of any type)
    """Give a value without its sealed texts: objects as dicts, sets and tuples as lists."""
    match value:
        case Sealed():
            return SEALED
        case Whole():
            return {"topic": value.event.topic} | closed(value.event)
        case frozenset():
            return [closed(part) for part in sorted(value, key=str)]
        case tuple():
            return [closed(part) for part in value]
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return _fields(value)
        case _:
            return value


def _fields(value: Any) -> dict[str, Any]:  # noqa: ANN401  (any object of the domain)
    return {each.name: closed(getattr(value, each.name)) for each in dataclasses.fields(value)}
