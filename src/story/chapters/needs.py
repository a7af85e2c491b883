"""What became of the needs found at homes: some went into appeals, most were told what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.words import LinkedKind
from story.chapters.texts import NOTHING_DONE
from story.days import workday
from story.numbers import LAST_BUSINESS_DAY

if TYPE_CHECKING:
    from uuid import UUID

    from story.cast.cast import Cast
    from story.diary import Act, Diary

ANSWERED_IN_100: Final = 74
WITHIN_WORKDAYS: Final = 6


def answer(diary: Diary, cast: Cast) -> None:
    """Tell an answer to most needs of the visits that stand, within days and before July is over."""
    random = cast.chance.of("answering needs")
    acts = diary.acts()
    voided = {act.stream for act in acts if (act.resource, act.name) == ("visits", "void")}
    appeals = _appeals(acts)
    for visit in acts:
        if (visit.resource, visit.name) != ("visits", "") or visit.stream in voided:
            continue
        for line in visit.values["residents"]:
            for need in line.get("needs", ()):
                days, told = random.randint(1, WITHIN_WORKDAYS), random.choice(NOTHING_DONE)
                day = workday(days, after=visit.recorded_on)
                if random.randrange(100) >= ANSWERED_IN_100 or day > LAST_BUSINESS_DAY:
                    continue
                found = {"resident": line["resident"], "need": need}
                appeal = appeals.get(line["resident"])
                if appeal is not None and visit.recorded_on <= appeal.recorded_on <= day:
                    into = {"kind": LinkedKind.APPEAL, "case": appeal.stream}
                else:
                    into = {"reason": told}
                diary.write(day, visit.actor, "visits/answer-need", visit.stream, found | into)


def _appeals(acts: list[Act]) -> dict[UUID, Act]:
    """Give the last appeal of each resident."""
    return {
        act.values["resident"]: act
        for act in acts
        if (act.resource, act.name) == ("appeals", "") and "resident" in act.values
    }
