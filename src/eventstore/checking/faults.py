"""What a check finds: each fault by its place, and of many only the first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

FAULTS_MAX: Final = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """A place, and what is wrong there in the two languages of the screens, without what a row says."""

    place: str
    what: str


@dataclass(slots=True)
class Faults:
    """Keeps the first faults."""

    first: list[Fault] = field(default_factory=list)

    def note(self, place: str, what: str) -> None:
        """Take the next one."""
        if len(self.first) < FAULTS_MAX:
            self.first.append(Fault(place, what))
