"""All visits of the story in outline: the campaign's, and the helpers' monthly ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from application.actor import Actor
from domain.words import Met, Role, VisitMode
from story import numbers
from story.days import days, month_of, workday
from story.outline import other_lines
from story.outline.survey import LAST_ENTRY, entered, meetings_of
from story.outline.visiting import WEIGHT_OF_A_WORKDAY, Seen, Visit, Visitors

if TYPE_CHECKING:
    from random import Random

    from story.cast.cast import Cast
    from story.cast.residents import SecondFile
    from story.outline.duty import MonthOfDuty
    from story.outline.pairings import Pairing
    from story.outline.targets import Target

MADE_UP_LATER: Final = 25  # 补录, four to nine days after the visit, all before the end
WRONG_DATES: Final = 12  # corrected some days later, within the month
LATE_FROM: Final = date(2022, 7, 25)
LATE_DAYS: Final = (date(2022, 8, 1), date(2022, 8, 2), date(2022, 8, 4), date(2022, 8, 5))


@dataclass(frozen=True, slots=True)
class Visits:
    """The visits of the campaign and of the pairings, and the second files found on them.

    The last of the second files is found in July.
    """

    campaign: tuple[Visit, ...]
    pairings: tuple[Visit, ...]
    second_files: tuple[SecondFile, ...]
    visitors: Visitors


def visits_of(
    cast: Cast,
    targets: tuple[Target, ...],
    pairings: tuple[Pairing, ...],
    duty: tuple[MonthOfDuty, ...],
) -> Visits:
    """Give every visit."""
    random = cast.chance.of("visits")
    visitors = Visitors(cast.team, random)
    paired = frozenset(each.resident.id for each in pairings)
    meetings = meetings_of(targets, duty, visitors, random)
    steady = frozenset(each.resident.id for each in targets if each.stays) - paired
    at_once, second_files = other_lines.two_files_at_once(
        meetings, steady, cast.villagers, visitors, random
    )
    others = [
        *at_once,
        *other_lines.second_visitors(meetings, cast, visitors, random),
        *other_lines.entered_twice(meetings, random),
        *other_lines.mistakes(targets, paired, visitors, random),
        *other_lines.not_found_at_home(targets, duty, visitors, random),
    ]
    helped = _by_helpers(cast, duty, visitors, random)
    touched = {(each.resident.id, visit.day) for visit in others for each in visit.seen}
    plain = [
        visit
        for visit in meetings
        if len(visit.seen) == 1 and (visit.seen[0].resident.id, visit.day) not in touched
    ]
    _enter_late(plain, random)
    _type_wrong_dates(plain, visitors, random)
    return Visits((*meetings, *others), tuple(helped), tuple(second_files), visitors)


def _by_helpers(
    cast: Cast, duty: tuple[MonthOfDuty, ...], visitors: Visitors, random: Random
) -> list[Visit]:
    """Let each helper visit the residents that the month's duty gives them (结对走访)."""
    commissioners = {
        service.worker.id for posts in cast.team.posts.values() for post in posts for service in post
    }
    found = []
    for month in duty:
        first, last = month_of(month.month)
        for pairing in month.visited:
            resident = pairing.resident
            choice = [
                (day, helper)
                for day in days(first, min(last, LAST_ENTRY))
                if (helper := pairing.helper_on(day)) is not None
                and workday(0, after=day) == day
                and visitors.is_free(helper, day, (resident,))
            ]
            day, helper = random.choice(choice)
            visitors.note(helper, day, (resident,))
            role = Role.COMMISSIONER if helper in commissioners else Role.ASSOCIATION
            mode = VisitMode.HOME if random.randrange(10) else VisitMode.FACE
            found.append(
                Visit(
                    Actor(helper, role, resident.place.code),
                    day,
                    mode,
                    (Seen(resident, Met.YES),),
                    entered(day, random),
                )
            )
    return found


def _enter_late(plain: list[Visit], random: Random) -> None:
    """Write some visits down later: six of July's in August, others within the next days."""
    times = Counter(visit.seen[0].resident.id for visit in plain)
    july = [
        visit
        for visit in plain
        if visit.day >= LATE_FROM and times[visit.seen[0].resident.id] > 1
    ]
    for n, visit in enumerate(random.sample(july, numbers.LATE_LINES)):
        visit.recorded_on = LATE_DAYS[n % len(LATE_DAYS)]
    early = [visit for visit in plain if visit.day <= date(2022, 7, 15)]
    for visit in random.sample(early, MADE_UP_LATER):
        visit.recorded_on = workday(random.randint(4, 6), after=visit.day)


def _type_wrong_dates(plain: list[Visit], visitors: Visitors, random: Random) -> None:
    """Let some visits be written down under the day before, in the same month and round."""
    found = 0
    for visit in random.sample(plain, len(plain)):
        before = visit.day - timedelta(days=1)
        seen = (visit.seen[0].resident,)
        on_time = visit.recorded_on == visit.day
        if (
            on_time
            and before.month == visit.day.month
            and any(first <= before <= last for _, first, last, _, _ in numbers.ROUNDS)
            and visit.day.day <= 24  # noqa: PLR2004  (so that it is put right within the month)
            and visitors.is_free(visit.visitor.id, before, seen)
        ):
            visit.typed_on = before
            found += 1
        if found == WRONG_DATES:
            return


assert WEIGHT_OF_A_WORKDAY > 1
