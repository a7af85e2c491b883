"""The visits, written down: the campaign's and the helpers', with their mistakes put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from domain.words import Met, RiskKind, VisitMode, VisitPurpose
from story import numbers
from story.chapters.campaign import FORM_VERSION, campaign_id
from story.chapters.texts import (
    CHANGES,
    HEARD,
    MISTAKE,
    NEEDS,
    NEXT_STEPS,
    RISK_MEASURES,
    RISKS,
    WRONG_DATE,
)
from story.days import workday

if TYPE_CHECKING:
    from random import Random
    from uuid import UUID

    from story.cast.cast import Cast
    from story.diary import Diary
    from story.outline.visiting import Seen, Visit
    from story.outline.visits import Visits

HEARD_IN_100: Final = 35
CHANGED_IN_100: Final = 8
NEEDY_IN_100: Final = 22
NEXT_STEP_IN_100: Final = 15
FORMS_IN_100: Final = 12
TREATED_IN_1000: Final = 4
RISKS_FLAGGED: Final = 26
RISK_KINDS: Final = (RiskKind.FIRE, RiskKind.NO_CARER, RiskKind.MEDICATION, RiskKind.HOUSING)
RISKS_OPEN: Final = 2


def write_down(diary: Diary, cast: Cast, visits: Visits) -> None:
    """Tell every visit."""
    random = cast.chance.of("writing visits down")
    campaign = campaign_id(cast)
    for n, visit in enumerate(visits.campaign):
        stream = cast.chance.id("visit", n)
        values = _values(visit, VisitPurpose.SURVEY, random) | {"campaign": campaign}
        _record(diary, cast, visit, stream, values)
        if visit.met_somebody and not visit.voided_on and random.randrange(100) < FORMS_IN_100:
            _fill_in_form(diary, visit, stream)
    for n, visit in enumerate(visits.pairings):
        stream = cast.chance.id("pairing visit", n)
        _record(diary, cast, visit, stream, _values(visit, VisitPurpose.PAIRING, random))
    _see_risks(diary, cast, visits, random)


def _record(diary: Diary, cast: Cast, visit: Visit, stream: UUID, values: dict[str, Any]) -> None:
    """Tell one visit, and how it is corrected or voided later."""
    diary.write(
        visit.recorded_on,
        visit.visitor,
        "visits",
        stream,
        values,
        occurred_on=visit.typed_on or visit.day,
    )
    officer = cast.team.officer(visit.seen[0].resident.place)
    if visit.typed_on is not None:
        corrected = {
            "version": 1,
            "field": "occurred_on",
            "new": visit.day.isoformat(),
            "reason": WRONG_DATE,
        }
        diary.write(workday(2, after=visit.day), officer, "visits/correct", stream, corrected)
    if visit.voided_on is not None:
        diary.write(visit.voided_on, officer, "visits/void", stream, {"reason": MISTAKE})


def _values(visit: Visit, purpose: VisitPurpose, random: Random) -> dict[str, Any]:
    values: dict[str, Any] = {
        "visitor": visit.visitor.id,
        "mode": visit.mode,
        "purpose": purpose,
        "residents": [_line(each, random) for each in visit.seen],
    }
    if len(visit.seen) > 1:
        values["household"] = visit.seen[0].resident.household
    if random.randrange(100) < NEXT_STEP_IN_100:
        values["next_step"] = random.choice(NEXT_STEPS)
    return values


def _line(seen: Seen, random: Random) -> dict[str, Any]:
    """Give what is noted of one resident: often little."""
    line: dict[str, Any] = {"resident": seen.resident.id, "met": seen.met, "state_checked": True}
    if seen.met is Met.NO:
        return line | {"state_checked": False, "not_met_reason": seen.reason}
    if random.randrange(100) < HEARD_IN_100:
        line["heard"] = random.choice(HEARD)
    if random.randrange(100) < CHANGED_IN_100:
        line["changes"] = random.choice(CHANGES)
    if random.randrange(100) < NEEDY_IN_100:
        line["needs"] = random.sample(NEEDS, random.randint(1, 2))
    if random.randrange(1000) < TREATED_IN_1000:
        line["referred_to_treatment"] = True
    return line


def _fill_in_form(diary: Diary, visit: Visit, stream: UUID) -> None:
    """Tell that the visitor filled in the campaign's form for the first resident."""
    resident = visit.seen[0].resident
    answers = "生活自理: 部分自理; 住房: 自有; 主要收入: 补贴和家人供养; 急需: 见走访记录"
    values = {"resident": resident.id, "form_version": FORM_VERSION, "answers": answers}
    diary.write(visit.recorded_on, visit.visitor, "visits/complete-form", stream, values)


def _see_risks(diary: Diary, cast: Cast, visits: Visits, random: Random) -> None:
    """Tell of dangers seen at homes, followed up at once; the last two are still open."""
    homes = [
        (n, visit)
        for n, visit in enumerate(visits.campaign)
        if visit.mode is VisitMode.HOME
        and visit.met_somebody
        and visit.voided_on is None
        and visit.typed_on is None
        and visit.recorded_on == visit.day
    ]
    seen = sorted(random.sample(homes, RISKS_FLAGGED), key=lambda each: each[1].day)
    for number, (n, visit) in enumerate(seen):
        stream, which = cast.chance.id("visit", n), random.randrange(len(RISKS))
        risk = cast.chance.id("risk", n)
        flagged = {
            "risk": risk,
            "kind": RISK_KINDS[which],
            "resident": visit.seen[0].resident.id,
            "note": RISKS[which],
        }
        diary.write(visit.day, visit.visitor, "visits/flag-risk", stream, flagged)
        if number < len(seen) - RISKS_OPEN:
            resolved = {"risk": risk, "measures": RISK_MEASURES[which]}
            day = min(workday(random.randrange(2), after=visit.day), numbers.LAST_BUSINESS_DAY)
            diary.write(day, visit.visitor, "visits/resolve-risk", stream, resolved)
