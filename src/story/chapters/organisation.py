"""First days of March: 89 associations are founded, their members appointed, commissioners begin."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from application.office import SHANGHAI
from domain.document import DocumentKind
from domain.words import (
    ApprovalLevel,
    CommissionerEndReason,
    DisabilityCategory,
    DutyResult,
    HandOver,
    MemberPost,
    TrainingResult,
)
from story import numbers
from story.chapters.papers import sheet
from story.chapters.texts import BRANDS, PLEDGES
from story.days import workday

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random
    from typing import Any

    from application.actor import Actor
    from story.cast.cast import Cast
    from story.cast.places import Place
    from story.cast.team import Service
    from story.diary import Diary

FOUNDED: Final = numbers.FIRST_DAY
SECOND_DAY: Final = date(2022, 3, 2)
THIRD_DAY: Final = date(2022, 3, 3)
MORNING: Final = datetime(2022, 3, 1, 8, 5, tzinfo=SHANGHAI)
PAPER: Final = "演示残发〔2022〕1号"
TOWN_PAPER: Final = "演示镇办〔2022〕3号"
PLATE_PAPER: Final = "演示组〔2022〕2号"
VICE_CHAIRS: Final = 2
BRANDS_IN: Final = 31
TRAINED_ON: Final = date(2022, 3, 10)
DUTY_ASSESSED_ON: Final = date(2022, 6, 29)


def found(diary: Diary, cast: Cast) -> None:
    """Tell how the associations come to be."""
    random = cast.chance.of("organisation")
    with_brand = {place.association for place in random.sample(cast.places, BRANDS_IN)}
    for n, place in enumerate(cast.places):
        _found_one(diary, cast, place, MORNING + timedelta(seconds=50 * n))
        _settle_one(diary, cast, place, random)
        if place.association in with_brand:
            title, slogan, description = random.choice(BRANDS)
            values = {"title": title, "slogan": slogan, "description": description}
            officer = cast.team.officer(place)
            diary.write(
                THIRD_DAY, officer, "associations/register-brand", place.association, values
            )
    for place in cast.places:
        for post in cast.team.posts[place.association]:
            _serve(diary, cast, place, post[0], nominated_on=FOUNDED)
            for leaver, follower in pairwise(post):
                assert leaver.last_day is not None
                _serve(diary, cast, place, follower, nominated_on=leaver.last_day)
                _leave(diary, cast, place, leaver, follower)
    _designate(diary, cast)


def _found_one(diary: Diary, cast: Cast, place: Place, at: datetime) -> None:
    """Tell the first morning: proposed, areas listed, approved, members appointed, at work."""
    clerk, officer = cast.team.clerk(), cast.team.officer(place)
    stream = place.association

    def write(actor: Actor, name: str, values: Mapping[str, Any]) -> None:
        diary.write(FOUNDED, actor, f"associations/{name}", stream, values, at=at)

    write(officer, "", {"name": place.title, "code": place.code, "town": place.town.code})
    for area in place.areas:
        write(clerk, "assign-area", {"area": area.id, "name": area.name})
    write(clerk, "approve", {"document_number": PAPER})
    for n, worker in enumerate(cast.team.members[stream]):
        post = MemberPost.VICE_CHAIR if n <= VICE_CHAIRS else MemberPost.MEMBER
        appointed = {
            "person": worker.id,
            "post": post if n else MemberPost.CHAIR,
            "start_on": FOUNDED,
            "document_number": TOWN_PAPER,
            "is_party_secretary": n == 0,
            "name": worker.name,
        }
        if n == 1:
            appointed["disabled_or_relative"] = "残疾人亲友"
        write(officer, "appoint-member", appointed)
    write(officer, "activate", {})


def _settle_one(diary: Diary, cast: Cast, place: Place, random: Random) -> None:
    """Tell the next two days: population, plate, term, pledge."""
    clerk, officer, chair = cast.team.clerk(1), cast.team.officer(place, 1), cast.team.chair(place)
    stream = place.association
    population = {"count": place.population, "as_of": date(2021, 12, 31), "source": "演示统计"}
    diary.write(SECOND_DAY, officer, "associations/record-population", stream, population)
    plate = {"document_number": PLATE_PAPER, "approved_by": "区委组织部"}
    diary.write(SECOND_DAY, clerk, "associations/approve-plate", stream, plate)
    term = {"number": 1, "planned_last_day": date(2027, 2, 28)}
    diary.write(SECOND_DAY, officer, "associations/start-term", stream, term)
    photo = cast.chance.id("photo of the plate", stream)
    shown = sheet(stream, DocumentKind.PHOTO, THIRD_DAY)
    diary.write(THIRD_DAY, officer, "documents", photo, shown)
    hung = {"place": f"{place.name}党群服务中心", "photo": photo}
    diary.write(THIRD_DAY, officer, "associations/hang-plate", stream, hung)
    pledge = {"text": random.choice(PLEDGES)}
    diary.write(THIRD_DAY, chair, "associations/publish-pledge", stream, pledge)


def _serve(diary: Diary, cast: Cast, place: Place, service: Service, *, nominated_on: date) -> None:
    """Tell how a commissioner is nominated, approved, begins and is trained."""
    stream, officer = service.appointment, cast.team.officer(place)
    nominated = {
        "person": service.worker.id,
        "association": place.association,
        "is_adult": True,
        "related_to_chair": False,
        "name": service.worker.name,
    }
    diary.write(nominated_on, cast.team.chair(place), "appointments", stream, nominated)
    by_town = {"level": ApprovalLevel.TOWN, "document_number": TOWN_PAPER}
    diary.write(nominated_on, officer, "appointments/approve", stream, by_town)
    by_district = {"level": ApprovalLevel.DISTRICT, "document_number": PAPER}
    diary.write(service.start_on, cast.team.clerk(), "appointments/approve", stream, by_district)
    begun = {"start_on": service.start_on, "pledge_signed_on": service.start_on}
    diary.write(service.start_on, officer, "appointments/start", stream, begun)
    trained_on = max(TRAINED_ON, workday(3, service.start_on))
    training = {"title": "残协专委业务培训", "hours": 6, "result": TrainingResult.PASSED}
    diary.write(trained_on, officer, "appointments/record-training", stream, training)
    if service.covers(DUTY_ASSESSED_ON) and service.start_on < DUTY_ASSESSED_ON:
        excellent = service.worker.id.int % 4 == 0
        result = DutyResult.EXCELLENT if excellent else DutyResult.QUALIFIED
        days = {"first_day": service.start_on, "last_day": DUTY_ASSESSED_ON, "result": result}
        diary.write(DUTY_ASSESSED_ON, officer, "appointments/assess-duty", stream, days)


def _leave(diary: Diary, cast: Cast, place: Place, leaver: Service, follower: Service) -> None:
    """Tell how a commissioner leaves and names who takes the residents over."""
    assert leaver.last_day is not None
    left = {
        "last_day": leaver.last_day,
        "reason": CommissionerEndReason.RESIGNED,
        "hand_over": HandOver.ACCEPTED,
        "successor": follower.worker.id,
    }
    officer = cast.team.officer(place)
    diary.write(leaver.last_day, officer, "appointments/end", leaver.appointment, left)


def _designate(diary: Diary, cast: Cast) -> None:
    """Tell which institutions may assess, and which doctors they send."""
    single = tuple(each for each in DisabilityCategory if each is not DisabilityCategory.MULTIPLE)
    since = date(2022, 1, 1)
    clerk = cast.team.clerk(2)
    for institution in cast.team.institutions:
        values = {"name": institution.name, "categories": single, "valid_from": since}
        diary.write(SECOND_DAY, clerk, "institutions", institution.id, values)
        for doctor in institution.doctors:
            listed = {"doctor": doctor, "categories": single, "valid_from": since}
            diary.write(SECOND_DAY, clerk, "institutions/list-doctor", institution.id, listed)
