"""Periods and areas to ask figures of, any of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from support.counted import ELSEWHERE, OTHER_TOWN, SAME_TOWN
from support.histories import TOWN, VILLAGE
from support.lives import DAYS, FIRST_DAY

if TYPE_CHECKING:
    from random import Random

DISTRICT = TOWN[:6]
AREAS = (None, None, DISTRICT, TOWN, OTHER_TOWN, VILLAGE, SAME_TOWN.code, ELSEWHERE.code)


def any_period(random: Random) -> tuple[date, date]:
    """Give a month, some months, a year, two years or any days."""
    month = random.randint(3, 7)
    first = date(2022, month, 1)
    after = date(2022, month + random.randint(1, 4), 1)
    day, other = sorted(FIRST_DAY + timedelta(days=random.randrange(DAYS)) for _ in range(2))
    return random.choice(
        (
            (first, date(2022, month + 1, 1) - timedelta(days=1)),
            (first, after - timedelta(days=1)),
            (date(2022, 1, 1), date(2022, 12, 31)),
            (date(2021, 1, 1), date(2022, 12, 31)),
            (day, other),
            (day, day),
        )
    )
