"""A case told step by step: each step so many workdays after the one before, until July is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from story import numbers
from story.days import workday

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from application.actor import Actor
    from story.diary import Diary

LAST_WORKDAY: Final = numbers.ROUNDS[-1][2]


class Case:
    """One record and the day it has come to. A step past the end of July is not taken any more."""

    def __init__(self, diary: Diary, resource: str, stream: UUID, day: date) -> None:
        """Begin on a day."""
        self.diary = diary
        self.stream = stream
        self.day = day
        self.is_over = False
        self._resource = resource

    def then(
        self, workdays: int, actor: Actor, name: str, values: Mapping[str, Any] | None = None
    ) -> bool:
        """Let the actor take a step so many workdays later; tell whether it was still taken."""
        self.wait(workdays)
        if not self.is_over:
            command = f"{self._resource}/{name}" if name else self._resource
            self.diary.write(self.day, actor, command, self.stream, values)
        return not self.is_over

    def wait(self, workdays: int) -> None:
        """Let workdays pass."""
        day = workday(workdays, after=self.day) if workdays else self.day
        self.is_over = self.is_over or day > LAST_WORKDAY
        self.day = day

    def until(self, day: date) -> None:
        """Let days pass until a day, if it is not past."""
        self.day = max(self.day, day)
        self.is_over = self.is_over or self.day > LAST_WORKDAY
