"""Values of any type an event may have: one fixed example of each, or any by hypothesis."""

from __future__ import annotations

import dataclasses
import enum
import types
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from hypothesis import strategies as st

from domain.appeal import AppealClosed
from domain.calendar import Clock
from domain.calendar.clock import LONGEST_CLOCK
from domain.catalogue import EVENTS
from domain.history import Corrected, Event, Sealed, Voided, VoidReverted, Whole
from domain.words import Outcome
from support.histories import id_of, sealed

if TYPE_CHECKING:
    from collections.abc import Callable

E = TypeVar("E", bound=Event)

WHOLE = Whole(AppealClosed(outcome=Outcome.RESOLVED, round=1))


@cache
def fields_of(kind: type) -> dict[str, Any]:
    """Give the names and types of the facts of an event or a value, in order."""
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in dataclasses.fields(kind)}


def sample(kind: type[E]) -> E:
    """Give an event of this class with every fact filled in, the same each time."""
    event: E = _sample(kind, "event")
    return event


def _sample(kind: Any, name: str) -> Any:
    if _is_union(kind):
        *_, last = (each for each in get_args(kind) if each is not types.NoneType)
        return _sample(last, name)
    if get_origin(kind) is tuple:
        return tuple(_sample(each, name) for each in get_args(kind) if each is not Ellipsis)
    if kind in _SAMPLES:
        return _SAMPLES[kind](name)
    if issubclass(kind, enum.Enum):
        return list(kind)[-1]
    return kind(**{part: _sample(hint, part) for part, hint in fields_of(kind).items()})


def any_event_of(kind: Any) -> st.SearchStrategy[Event]:
    """Give any event of one class."""
    return _any_value(kind)


def any_event() -> st.SearchStrategy[Event]:
    """Give any event of the catalogue."""
    return st.sampled_from(EVENTS).flatmap(any_event_of)


def _any(kind: Any) -> st.SearchStrategy[Any]:
    if _is_union(kind):
        return st.one_of([_any(each) for each in get_args(kind)])
    if get_origin(kind) is tuple:
        items = [_any(each) for each in get_args(kind) if each is not Ellipsis]
        if Ellipsis in get_args(kind):
            return st.lists(items[0], max_size=3).map(tuple)
        return st.tuples(*items)
    return _any_value(kind)


@cache
def _any_value(kind: Any) -> st.SearchStrategy[Any]:
    if kind in _ANY:
        return _ANY[kind]
    if issubclass(kind, enum.Enum):
        return st.sampled_from(kind)
    return st.builds(kind, **{name: _any(hint) for name, hint in fields_of(kind).items()})


def _is_union(kind: Any) -> bool:
    return get_origin(kind) in {Union, types.UnionType}


_SAMPLES: dict[Any, Callable[[str], object]] = {
    str: lambda name: f"{name} 例",
    int: len,
    bool: lambda _: True,
    date: lambda _: date(2022, 4, 5),
    datetime: lambda _: datetime(2022, 4, 5, 8, 30, tzinfo=UTC),
    UUID: id_of,
    Sealed: sealed,
    Whole: lambda _: WHOLE,
    Clock: lambda _: Clock.wd(5),
}

CORRECTABLE = tuple(
    each
    for each in EVENTS
    if not issubclass(each, (Corrected, Voided, VoidReverted)) and each.upcast is Event.upcast
)
_UNITS = st.integers(1, LONGEST_CLOCK)
_ANY: dict[Any, st.SearchStrategy[Any]] = {
    types.NoneType: st.none(),
    # A lone half of a character pair is no text: nothing that comes from outside may hold one.
    str: st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    int: st.integers(-(2**63), 2**63 - 1),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    UUID: st.uuids(),
    Whole: st.sampled_from(CORRECTABLE).flatmap(any_event_of).map(Whole),
    Clock: st.one_of(
        st.just(Clock.at()), _UNITS.map(Clock.cd), _UNITS.map(Clock.wd), _UNITS.map(Clock.md)
    ),
}
