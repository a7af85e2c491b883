"""The campaign 大排查, 大整治, 大提升: opened, three rounds with their lists, closed and locked."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any, Final

from application.office import SHANGHAI
from domain.words import AdditionReason
from story import numbers

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from story.cast.cast import Cast
    from story.diary import Diary
    from story.outline.targets import Target

TITLE: Final = "困难残疾群体大排查、大整治、大提升专项行动(演示)"
DEFINITION: Final = "辖区内家庭困难的残疾人, 不论是否持证"
FORM_VERSION: Final = "2022-03"
EARLY: Final = time(8, 0)
LATE: Final = time(17, 45)


def campaign_id(cast: Cast) -> UUID:
    """Give the id of the campaign."""
    return cast.chance.id("campaign")


def run(diary: Diary, cast: Cast, targets: tuple[Target, ...]) -> None:
    """Tell the campaign; each round fixes its list before anybody sets out."""
    officers = tuple(actor.id for town in cast.team.officers.values() for actor in town)
    stream, clerk = campaign_id(cast), cast.team.clerk()

    def write(day: date, name: str, values: dict[str, Any], at: time = EARLY) -> None:
        moment = datetime.combine(day, at, SHANGHAI)
        diary.write(day, clerk, f"campaigns/{name}".rstrip("/"), stream, values, at=moment)

    first, last = numbers.ROUNDS[0][1], numbers.ROUNDS[-1][2]
    opened = {
        "title": TITLE,
        "target_definition": DEFINITION,
        "start_on": first,
        "planned_last_day": last,
        "form_version": FORM_VERSION,
        "officers": officers,
    }
    write(first, "", opened)
    for number, (title, day, _, _, _) in enumerate(numbers.ROUNDS, start=1):
        write(day, "start-round", {"number": number, "title": title})
        for target in targets:
            if target.rounds[-1] == number - 1:
                removed = {"resident": target.resident.id, "reason": target.removed_for}
                write(day, "remove-target", removed)
        added = tuple(each.resident.id for each in targets if each.rounds[0] == number)
        reason = AdditionReason.LISTED if number == 1 else AdditionReason.HARDSHIP
        write(day, "add-targets", {"residents": added, "reason": reason})
        write(day, "fix-target-list", {})
    write(last, "close", {}, at=LATE)
    write(numbers.LAST_DAY, "lock", {}, at=LATE)
