"""What a command looks up in the read models. Such an answer is advice: it may lag by a moment.

Whatever must not be wrong is a reservation or a version in the append instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Left:
    """What an association still has: open cases, and commissioners in post."""

    open_cases: int
    commissioners: int


class Lookups(Protocol):
    """The questions commands ask; answered from projections by `bootstrap`."""

    def left_at(self, association: UUID) -> Left:
        """Tell what an association still has."""

    def pairings_of(self, helper: UUID) -> int:
        """Count the pairings that a helper carries now."""

    def associations_in(self, district: str) -> tuple[str, ...]:
        """Name the associations of a district, which carry the names of its villages."""

    def open_matters_of(self, resident: UUID) -> int:
        """Count a resident's open cases and pairings."""
