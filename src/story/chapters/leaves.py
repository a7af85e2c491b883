"""请假: a few commissioners are away for a week in which they visit nobody.

Every other one names a substitute: a vice chair of the same association.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from story.days import days, workdays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from story.cast.cast import Cast
    from story.cast.places import Place
    from story.cast.team import Service
    from story.diary import Diary
    from story.outline.visiting import Visitors

LEAVES: Final = 5
FIRST_MONDAYS: Final = (date(2022, 3, 14), date(2022, 6, 20))  # the earliest and the latest
MONDAY: Final = 0
A_WEEK: Final = 5


def rest(diary: Diary, cast: Cast, visitors: Visitors) -> None:
    """Tell each leave: noted when it begins, and ended on its last day."""
    random = cast.chance.of("leaves")
    quiet = list(_quiet_weeks(cast, visitors))
    for n, (place, service, monday) in enumerate(random.sample(quiet, LEAVES)):
        officer = cast.team.officer(place)
        friday = monday + timedelta(days=A_WEEK - 1)
        asked: dict[str, Any] = {
            "start_on": monday,
            "expected_last_day": friday,
            "is_paid": True,
            "reason": "家中有事",
        }
        if n % 2 == 0:
            asked["substitute"] = cast.team.members[place.association][1].id
        stream = service.appointment
        diary.write(monday, officer, "appointments/start-leave", stream, asked)
        diary.write(friday, officer, "appointments/end-leave", stream, {"last_day": friday})


def _quiet_weeks(cast: Cast, visitors: Visitors) -> Iterator[tuple[Place, Service, date]]:
    """Give the first week without visits of each commissioner who stays and has one."""
    weeks = [
        (monday, set(days(monday, monday + timedelta(days=A_WEEK - 1))))
        for monday in workdays(*FIRST_MONDAYS)
        if monday.weekday() == MONDAY
    ]
    for place in cast.places:
        for post in cast.team.posts[place.association]:
            busy = set(visitors.days_of(post[0].worker.id))
            quiet = [monday for monday, week in weeks if not busy & week]
            if len(post) == 1 and quiet:
                yield place, post[0], quiet[0]
