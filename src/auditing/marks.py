"""Which entries of a history stand corrected or void, and by which later ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.history import Corrected, Voided, VoidReverted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.history import Event, Recorded


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands: entry `about` is void or corrected by the later entry; None is the whole."""

    about: int | None
    by: Recorded[Event]
    is_void: bool


def marks_of(history: Sequence[Recorded[Event]]) -> list[Mark]:
    """Give the marks that stand, in the order in which they were made."""
    reverted = {each.event.version for each in history if isinstance(each.event, VoidReverted)}
    void = {
        each.event.version
        for each in history
        if isinstance(each.event, Voided) and each.version not in reverted
    }
    marks = []
    for each in history:
        if isinstance(each.event, Corrected) and each.version not in void:
            marks.append(Mark(each.event.version, each, is_void=False))
        elif isinstance(each.event, Voided) and each.version not in reverted:
            marks.append(Mark(each.event.version, each, is_void=True))
    return marks
