"""A supposition: one rule that might have been otherwise, and how a history reads under it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeVar

from domain.calendar import Deadline
from domain.history import Corrected, Event, Whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from domain.history import Recorded

E = TypeVar("E", bound=Event)


class Supposition(ABC):
    """What is supposed. What people did stays what they did; only what a rule computed changes."""

    @property
    @abstractmethod
    def chinese(self) -> str:
        """Say in Chinese what is supposed."""

    @property
    @abstractmethod
    def english(self) -> str:
        """Say in English what is supposed."""

    @abstractmethod
    def concerns(self, event: Event) -> bool:
        """Tell whether an event may read otherwise."""

    @abstractmethod
    def retell(self, history: Sequence[Recorded[Event]]) -> list[Recorded[Event]]:
        """Give a stream as it would read. What an entry says depends on no later one."""


def with_deadlines(event: E, other: Callable[[str, Deadline], Deadline]) -> E:
    """Give an event with each deadline it carries as `other` has it, by the name of its field.

    A correction carries a whole event, whose deadlines change as well.
    """
    changes: dict[str, object] = {}
    for each in fields(event):  # type: ignore[arg-type]  # every event is a dataclass
        value = getattr(event, each.name)
        if isinstance(value, Deadline):
            changes[each.name] = other(each.name, value)
    if isinstance(event, Corrected):
        changes["whole"] = Whole(with_deadlines(event.whole.event, other))
    return replace(event, **changes) if changes else event  # type: ignore[type-var]


def has_deadline(event: Event) -> bool:
    """Tell whether an event, or the one inside a correction, carries a deadline."""
    if isinstance(event, Corrected):
        return has_deadline(event.whole.event)
    return any(
        isinstance(getattr(event, each.name), Deadline)
        for each in fields(event)  # type: ignore[arg-type]  # every event is a dataclass
    )
