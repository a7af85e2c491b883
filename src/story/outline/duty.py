"""The monthly duty (M05): whom a helper visits, who is met in the campaign, and who is not met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from story import numbers
from story.days import month_of

if TYPE_CHECKING:
    from uuid import UUID

    from story.chance import Chance
    from story.outline.pairings import Pairing


@dataclass(frozen=True, slots=True)
class MonthOfDuty:
    """One month: the pairings on duty that are visited, those met in the campaign, the others.

    `not_met` holds the residents whom nobody meets in person that month.
    """

    month: int
    visited: tuple[Pairing, ...]
    met_in_campaign: frozenset[UUID]
    not_met: frozenset[UUID]


def duty_of(chance: Chance, pairings: tuple[Pairing, ...]) -> tuple[MonthOfDuty, ...]:
    """Divide those on duty in each month."""
    random = chance.of("duty")
    months = []
    for month, on_duty, met, visited in zip(
        numbers.MONTHS,
        numbers.ON_DUTY,
        numbers.ON_DUTY_MET,
        numbers.PAIRING_VISITS,
        strict=True,
    ):
        present = [each for each in pairings if each.is_on_duty(*month_of(month))]
        assert len(present) == on_duty, (month, len(present))
        random.shuffle(present)
        months.append(
            MonthOfDuty(
                month,
                visited=tuple(present[:visited]),
                met_in_campaign=frozenset(each.resident.id for each in present[visited:met]),
                not_met=frozenset(each.resident.id for each in present[met:]),
            )
        )
    return tuple(months)
