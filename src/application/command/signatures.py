"""What a method asks for, read from its signature, so that a command is written once.

Signatures name some types for the type checker only; here they are found again at run time.
"""

from __future__ import annotations

import dataclasses
import inspect
import sys
import types
import typing
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Final, Union
from uuid import UUID

from domain import words
from domain.history import Event

if TYPE_CHECKING:
    from collections.abc import Callable

KNOWN_TO_THE_DESK: Final = frozenset({"on", "calendar", "sla", "actor", "role"})


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a command asks for: its type in the domain, and its default if it has one."""

    name: str
    kind: Any
    required: bool
    default: object = None


@cache
def fields_of(decide: Callable[..., Any]) -> tuple[Field, ...]:
    """Give what a method asks for, beside what the desk knows."""
    hints = hints_of(decide)
    empty = inspect.Parameter.empty
    return tuple(
        Field(
            name,
            hints[name],
            required=each.default is empty,
            default=None if each.default is empty else each.default,
        )
        for name, each in inspect.signature(decide).parameters.items()
        if each.kind is inspect.Parameter.KEYWORD_ONLY and name not in KNOWN_TO_THE_DESK
    )


@cache
def known_to_the_desk(decide: Callable[..., Any]) -> tuple[str, ...]:
    """Name the arguments of a method that the desk knows itself."""
    return tuple(name for name in inspect.signature(decide).parameters if name in KNOWN_TO_THE_DESK)


@cache
def events_of(decide: Callable[..., Any]) -> tuple[type[Event], ...]:
    """Give the events a method may decide."""
    return tuple(_event_classes(hints_of(decide)["return"]))


def hints_of(target: Any) -> dict[str, Any]:  # noqa: ANN401  (a class or a function)
    """Give the types a class or function names, also those it imports for the type checker only."""
    return _hints_of(target)


@cache
def _hints_of(target: Any) -> dict[str, Any]:  # noqa: ANN401
    module = sys.modules[target.__module__]
    package = sys.modules[target.__module__.rpartition(".")[0] or target.__module__]
    return typing.get_type_hints(target, _every_name() | vars(package) | vars(module))


@dataclass(frozen=True, slots=True)
class Shape:
    """How values of a type are built: a list of `item`, an object of a class, or neither."""

    kind: Any
    item: Any = None
    is_list: bool = False
    is_object: bool = False


def shape_of(kind: Any) -> Shape:  # noqa: ANN401
    """Tell how values of a type are built, whether they may be absent or not."""
    return _shape_of(kind)


@cache
def _shape_of(kind: Any) -> Shape:  # noqa: ANN401
    inner = without_none(kind)
    if typing.get_origin(inner) is tuple:
        return Shape(inner, item=typing.get_args(inner)[0], is_list=True)
    return Shape(inner, is_object=dataclasses.is_dataclass(inner))


def without_none(kind: Any) -> Any:  # noqa: ANN401  (types of types)
    """Give X of `X | None`; anything else as it is."""
    if typing.get_origin(kind) in {Union, types.UnionType}:
        parts = [part for part in typing.get_args(kind) if part is not type(None)]
        if len(parts) == 1:
            return parts[0]
    return kind


@cache
def _every_name() -> dict[str, Any]:
    """Give the names that commands may use in their signatures."""
    import datetime as dt  # noqa: PLC0415  (only to be found by name)

    import domain.calendar  # noqa: PLC0415
    import domain.history  # noqa: PLC0415

    names = dict(vars(words)) | vars(domain.history) | vars(domain.calendar)
    dates = {"date": dt.date, "datetime": dt.datetime}
    return names | dates | {"UUID": UUID, "Any": Any, "ClassVar": ClassVar}


def _event_classes(kind: Any) -> list[type[Event]]:  # noqa: ANN401
    if isinstance(kind, type) and issubclass(kind, Event):
        return [kind]
    return [found for part in typing.get_args(kind) for found in _event_classes(part)]
