"""One field of an event, named by its path: found, read from plain values, and replaced.

A path is dotted, `reply`, `card.category`, `residents.0.met`; a number counts from 0 into a list.
The place a text is sealed for is the path without the numbers.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from application.command.signatures import hints_of, shape_of
from application.refusals import FieldUnknown, ValueNotUnderstood
from domain.calendar import Deadline
from domain.history import Event, Sealed


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at a path: its value, its type, and the place a text there is sealed for."""

    value: Any
    kind: Any
    place: str


def find(event: Event, path: str) -> Found:
    """Find one field of an event. Raises `FieldUnknown`."""
    value: Any = event
    kind: Any = type(event)
    places = []
    for name in path.split("."):
        if isinstance(value, tuple):
            kind, value = shape_of(kind).item, value[_index(name, value)]
        elif name in _parts_of(value):
            kind, value = hints_of(type(value))[name], getattr(value, name)
            places.append(name)
        else:
            raise FieldUnknown
    return Found(value, kind, ".".join(places))


def replaced(whole: Any, path: str, value: object) -> Any:  # noqa: ANN401  (an event or a part)
    """Give `whole` with another value at `path`."""
    name, _, rest = path.partition(".")
    if isinstance(whole, tuple):
        index = _index(name, whole)
        new = replaced(whole[index], rest, value) if rest else value
        return (*whole[:index], new, *whole[index + 1 :])
    new = replaced(getattr(whole, name), rest, value) if rest else value
    return dataclasses.replace(whole, **{name: new})


def read(value: Any, kind: Any) -> Any:  # noqa: ANN401  (values and types of any kind)
    """Read a plain value as the domain's type. Raises `ValueNotUnderstood`."""
    shape = shape_of(kind)
    if value is None and shape.kind is not kind:
        return None
    if shape.is_list and isinstance(value, list):
        return tuple(read(item, shape.item) for item in value)
    if shape.is_object and isinstance(value, dict):
        return _read_object(value, shape.kind)
    return _read_word(value, shape.kind)


def holds_text(kind: Any) -> bool:  # noqa: ANN401
    """Tell whether a sealed text is anywhere in values of this type."""
    shape = shape_of(kind)
    if shape.is_list:
        return holds_text(shape.item)
    if shape.kind is Sealed:
        return True
    if shape.is_object:
        hints = hints_of(shape.kind)
        return any(holds_text(hints[each.name]) for each in dataclasses.fields(shape.kind))
    return False


def written(value: Any) -> str | None:  # noqa: ANN401
    """Write a clear value down as text, for the reader of a correction."""
    plain = _plain(value)
    if plain is None or isinstance(plain, str):
        return plain
    return json.dumps(plain, ensure_ascii=False)


def _read_object(value: dict[str, Any], kind: type) -> Any:  # noqa: ANN401
    hints = hints_of(kind)
    if not value.keys() <= hints.keys():
        raise ValueNotUnderstood
    try:
        return kind(**{name: read(part, hints[name]) for name, part in value.items()})
    except TypeError as error:
        raise ValueNotUnderstood from error


def _read_word(value: Any, kind: Any) -> Any:  # noqa: ANN401
    if kind in {str, bool, int} and type(value) is kind and value != "":
        return value
    try:
        if kind in {date, datetime} and isinstance(value, str):
            return kind.fromisoformat(value)
        if kind is UUID and isinstance(value, str):
            return UUID(value)
        if isinstance(kind, type) and issubclass(kind, Enum) and type(value) in {str, int}:
            return kind(value)
    except ValueError as error:
        raise ValueNotUnderstood from error
    raise ValueNotUnderstood


def _plain(value: Any) -> Any:  # noqa: ANN401
    match value:
        case Enum():
            return value.value
        case date() | UUID():
            return str(value)
        case tuple():
            return [_plain(each) for each in value]
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {
                each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)
            }
        case _:
            return value


def _parts_of(value: Any) -> set[str]:  # noqa: ANN401
    """Name the parts of a value; a text and a deadline are whole or nothing."""
    if not dataclasses.is_dataclass(value) or isinstance(value, (Sealed, Deadline)):
        return set()
    return {each.name for each in dataclasses.fields(value)}


def _index(name: str, items: tuple[Any, ...]) -> int:
    if not name.isascii() or not name.isdecimal() or int(name) >= len(items):
        raise FieldUnknown
    return int(name)
