"""Days of what has happened already: they may be any day but one that is still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.history import Rejected

if TYPE_CHECKING:
    from datetime import date


class DayNotYetCome(Rejected):
    """所填日期尚未到来, 请核对日期。 | That day has not come yet; check the date."""


def refuse_future(*days: date, on: date) -> None:
    """Refuse any of `days` that lies after the business date `on` (`domain.md` 10.0, rule 1)."""
    for day in days:
        if day > on:
            raise DayNotYetCome(day=day)
