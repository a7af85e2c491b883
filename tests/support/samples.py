"""Values of any type an event may have: one fixed example of each, or any by hypothesis."""

from __future__ import annotations

import dataclasses
import enum
import types
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from hypothesis import strategies as st

from domain.appeal import AppealClosed
from domain.catalogue import EVENTS
from domain.history import Corrected, Event, Sealed, Voided, VoidReverted, Whole
from domain.words import Outcome
from support.histories import id_of, sealed

WHOLE = Whole(AppealClosed(outcome=Outcome.RESOLVED, round=1))


@cache
def fields_of(kind: type) -> dict[str, Any]:
    """Give the names and types of the facts of an event or a value, in order."""
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in dataclasses.fields(kind)}


def sample(kind: type[Event]) -> Event:
    """Give an event of this class with every fact filled in, the same each time."""
    return kind(**{name: _sample(hint, name) for name, hint in fields_of(kind).items()})


def _sample(kind: Any, name: str) -> Any:  # noqa: ANN401, PLR0911  (values of any type)
    if get_origin(kind) in {Union, types.UnionType}:
        return _sample(_last_of_union(kind), name)
    if get_origin(kind) is tuple:
        return tuple(_sample(each, name) for each in get_args(kind) if each is not Ellipsis)
    if kind is Sealed:
        return sealed(name)
    if kind is Whole:
        return WHOLE
    if dataclasses.is_dataclass(kind):
        assert isinstance(kind, type)
        return kind(**{part: _sample(hint, part) for part, hint in fields_of(kind).items()})
    if issubclass(kind, enum.Enum):
        return list(kind)[-1]
    return {
        str: f"{name} 例",
        int: len(name),
        bool: True,
        date: date(2022, 4, 5),
        datetime: datetime(2022, 4, 5, 8, 30, tzinfo=UTC),
        UUID: id_of(name),
    }[kind]


def _last_of_union(kind: Any) -> Any:  # noqa: ANN401  (types of types)
    return [each for each in get_args(kind) if each is not types.NoneType][-1]


def any_event() -> st.SearchStrategy[Event]:
    """Give any event of the catalogue."""
    return st.sampled_from(EVENTS).flatmap(any_event_of)


@cache
def any_event_of(kind: type[Event]) -> st.SearchStrategy[Event]:
    """Give any event of one class."""
    return st.builds(kind, **{name: _any(hint) for name, hint in fields_of(kind).items()})


def _any(kind: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401  (types of types)
    if get_origin(kind) in {Union, types.UnionType}:
        return st.one_of([_any(each) for each in get_args(kind)])
    if get_origin(kind) is tuple:
        items = [each for each in get_args(kind) if each is not Ellipsis]
        if Ellipsis in get_args(kind):
            return st.lists(_any(items[0]), max_size=3).map(tuple)
        return st.tuples(*[_any(each) for each in items])
    if kind is Whole:
        return st.sampled_from(CORRECTABLE).flatmap(any_event_of).map(Whole)
    if dataclasses.is_dataclass(kind):
        assert isinstance(kind, type)
        return st.builds(kind, **{name: _any(hint) for name, hint in fields_of(kind).items()})
    if issubclass(kind, enum.Enum):
        return st.sampled_from(kind)
    return _PLAIN[kind]


CORRECTABLE = tuple(
    each for each in EVENTS if not issubclass(each, (Corrected, Voided, VoidReverted))
)

# A lone half of a character pair is no text: nothing that comes from outside may hold one.
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    types.NoneType: st.none(),
    str: _TEXT,
    int: st.integers(-(2**63), 2**63 - 1),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    UUID: st.uuids(),
}
