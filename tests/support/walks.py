"""Random walks: from anywhere in a life, try whatever people may try, in any order.

What holds for every aggregate: a command either returns an event or refuses with a `Rejected` that
speaks both languages, and changes nothing; `evolve` takes every event; folding the whole history
gives the state reached step by step; any entry may be voided, and the void taken back.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, TypeVar

from hypothesis import strategies as st

from domain.history import Aggregate, Event, Recorded, Rejected, fold
from support.histories import CASE, history

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

A = TypeVar("A", bound=Aggregate[Any])

STEPS_MAX = 15


def walk(
    kind: type[A],
    life: Sequence[Event],
    moves: Sequence[Callable[[A, st.DataObject], Event]],
    chance: st.DataObject,
) -> None:
    """Begin anywhere in `life`, then try `moves` and voids, and hold what must hold."""
    events = list(life[: chance.draw(st.integers(0, len(life)), label="events before")])
    for _ in range(chance.draw(st.integers(1, STEPS_MAX), label="steps")):
        aggregate = fold(kind, CASE, history(*events))
        before = copy(aggregate)
        move = chance.draw(st.sampled_from([*moves, None]), label="move")
        try:
            event = move(aggregate, chance) if move else _verb(aggregate, chance, history(*events))
        except Rejected as refusal:
            _demand_both_languages(refusal)
            continue
        finally:
            assert aggregate == before
        if move and not aggregate.is_void:
            aggregate.take(event)
            aggregate.version += 1
            assert aggregate == fold(kind, CASE, history(*events, event))
        events.append(event)


def _demand_both_languages(refusal: Rejected) -> None:
    assert refusal.chinese
    assert refusal.english
    assert refusal.chinese != refusal.english


def _verb(aggregate: Aggregate[Any], chance: st.DataObject, past: list[Recorded[Event]]) -> Event:
    taking_back = chance.draw(st.booleans(), label="take a void back")
    if past and taking_back:
        original = chance.draw(st.sampled_from(past), label="void to take back")
        return aggregate.revert_void(original=original, reason="误作废")
    version = chance.draw(st.none() | st.integers(1, len(past) + 1), label="entry to void")
    return aggregate.void(reason="误录", version=version)
