"""One-to-one pairing 结对: proposed, agreed to, planned; some rest, some pass to another helper."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from domain.identity.identity_number import ADULT_YEARS
from domain.words import ConsentBy, NoticeForm, SuspensionReason
from story import numbers
from story.chapters.texts import MEASURES, NEEDS
from story.days import workday, workday_before

if TYPE_CHECKING:
    from random import Random

    from story.cast.cast import Cast
    from story.diary import Diary
    from story.outline.pairings import Pairing

PLANNED_IN_100: Final = 55
RESUMED_ON: Final = numbers.SUSPENDED_THROUGH + timedelta(days=1)
LAST_PLAN: Final = date(2022, 7, 22)


def pair(diary: Diary, cast: Cast, pairings: tuple[Pairing, ...]) -> None:
    """Tell every pairing."""
    random = cast.chance.of("writing pairings down")
    for pairing in pairings:
        _begin(diary, cast, pairing)
        _go_on(diary, cast, pairing)
        if pairing.voided_on is None and random.randrange(100) < PLANNED_IN_100:
            _plan(diary, cast, pairing, random)


def _begin(diary: Diary, cast: Cast, pairing: Pairing) -> None:
    """Tell how the association proposes a helper, and the resident agrees the day after."""
    chair = cast.team.chair(pairing.resident.place)
    stream = cast.chance.id("pairing", pairing.resident.id)
    proposed = {
        "resident": pairing.resident.id,
        "helper": pairing.help.helper,
        "association": pairing.resident.place.association,
    }
    diary.write(workday_before(1, pairing.start_on), chair, "pairings", stream, proposed)
    is_minor = pairing.resident.years_on(pairing.start_on) < ADULT_YEARS
    agreed = {
        "consent_by": ConsentBy.GUARDIAN if is_minor else ConsentBy.RESIDENT,
        "consent_form": NoticeForm.VOICE,
        "start_on": pairing.start_on,
    }
    diary.write(pairing.start_on, chair, "pairings/confirm", stream, agreed)


def _go_on(diary: Diary, cast: Cast, pairing: Pairing) -> None:
    """Tell what becomes of it."""
    place = pairing.resident.place
    chair, officer = cast.team.chair(place), cast.team.officer(place)
    stream = cast.chance.id("pairing", pairing.resident.id)
    if pairing.is_suspended:
        rests = {
            "reason": SuspensionReason.EPIDEMIC,
            "expected_last_day": numbers.SUSPENDED_THROUGH,
        }
        diary.write(numbers.SUSPENDED_FROM, chair, "pairings/suspend", stream, rests)
        diary.write(RESUMED_ON, chair, "pairings/resume", stream)
    if pairing.help.changes_on is not None:
        changed = {
            "new_helper": pairing.help.then,
            "consent_by": ConsentBy.RESIDENT,
            "consent_form": NoticeForm.VOICE,
        }
        diary.write(pairing.help.changes_on, officer, "pairings/transfer", stream, changed)
    if pairing.ended_on is not None:
        ended = {"reason": pairing.end_reason}
        diary.write(pairing.ended_on, chair, "pairings/end", stream, ended)
    if pairing.voided_on is not None:
        mistake = {"reason": "对象选错, 该结对作废"}
        diary.write(pairing.voided_on, officer, "pairings/void", stream, mistake)


def _plan(diary: Diary, cast: Cast, pairing: Pairing, random: Random) -> None:
    """Tell what the helper means to do, once the pairing has begun."""
    day = workday(random.randint(1, 8), after=pairing.start_on)
    stays = pairing.ended_on is None and pairing.help.then is None
    if day > LAST_PLAN or not stays or not pairing.is_active(day):
        return
    planned = {
        "needs": random.sample(NEEDS, random.randint(1, 3)),
        "measures": random.choice(MEASURES),
        "review_on": day + timedelta(days=90),
    }
    stream = cast.chance.id("pairing", pairing.resident.id)
    helper = cast.team.helper(pairing.help.helper, pairing.resident.place)
    diary.write(day, helper, "pairings/set-plan", stream, planned)
