"""No event and no aggregate is forgotten in the catalogue."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import pytest

import domain
from domain.catalogue import AGGREGATES, EVENTS, KINDS
from domain.history import Aggregate, Corrected, Event, Voided, VoidReverted

if TYPE_CHECKING:
    from collections.abc import Iterator

VERBS = {Corrected, Voided, VoidReverted}


def _classes() -> Iterator[type]:
    """Give every class that a module of the package defines."""
    for found in pkgutil.walk_packages(domain.__path__, "domain."):
        module = importlib.import_module(found.name)
        for value in vars(module).values():
            if inspect.isclass(value) and value.__module__ == module.__name__:
                yield value


def _is_whole(kind: type) -> bool:
    """Tell an aggregate from the parts that a big one is put together of."""
    return all(hasattr(kind, name) for name in ("corrected", "voided", "void_reverted"))


def test_every_event_is_in_the_catalogue_once() -> None:
    defined = {kind for kind in _classes() if issubclass(kind, Event) and "topic" in vars(kind)}

    assert Counter(EVENTS) == Counter(defined)


def test_every_topic_is_one_event_s_for_ever() -> None:
    topics = Counter(event.topic for event in EVENTS)

    assert [topic for topic, count in topics.items() if count > 1] == []
    assert [topic for topic in topics if not re.fullmatch(r"[a-z_]+\.[a-z_]+", topic)] == []


def test_every_aggregate_is_in_the_catalogue() -> None:
    aggregates = {kind for kind in _classes() if issubclass(kind, Aggregate)}
    parts = {base for kind in aggregates for base in kind.__mro__[1:]}
    whole = {kind for kind in aggregates - parts if _is_whole(kind)}

    assert set(AGGREGATES) == whole
    assert len(AGGREGATES) == len(whole)


@pytest.mark.parametrize("kind", AGGREGATES, ids=lambda kind: kind.__name__)
def test_every_aggregate_has_its_own_three_verbs(kind: type[Aggregate[Any]]) -> None:
    verbs = (kind.corrected, kind.voided, kind.void_reverted)

    assert [verb.__mro__[1] for verb in verbs] == [Corrected, Voided, VoidReverted]
    assert set(verbs) <= set(EVENTS)
    assert len({verb.topic.partition(".")[0] for verb in verbs}) == 1


def test_no_two_aggregates_share_a_verb() -> None:
    verbs = [verb for kind in AGGREGATES for verb in (kind.corrected, kind.voided)]

    assert len(set(verbs)) == len(verbs)


@pytest.mark.parametrize("kind", AGGREGATES, ids=lambda kind: kind.__name__)
def test_every_event_an_aggregate_evolves_by_carries_its_name(kind: type[Aggregate[Any]]) -> None:
    name = kind.corrected.topic.partition(".")[0]
    evolves_by = get_args(get_type_hints(kind.evolve)["event"])

    assert {event.topic.partition(".")[0] for event in evolves_by} == {name}
    assert {event for event in EVENTS if event.topic.startswith(f"{name}.")} == {
        *evolves_by,
        kind.corrected,
        kind.voided,
        kind.void_reverted,
    }


def test_the_topic_a_stream_begins_with_names_an_event_of_its_aggregate() -> None:
    known = {event.topic for event in EVENTS}

    for topic, kind in KINDS.items():
        assert topic in known
        assert topic.partition(".")[0] == kind.corrected.topic.partition(".")[0]
