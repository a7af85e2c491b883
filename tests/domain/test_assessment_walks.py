"""Whatever people try, in any order: the request, the round, the roster, the document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from hypothesis import given as whatever
from hypothesis import strategies as st

from domain.assessment import (
    AssessmentBatch,
    AssessmentRequest,
    AssessmentStatus,
    BatchCancelReason,
    CertificateReceiver,
    DoctorListed,
    Finding,
    Grading,
    InstitutionDesignated,
    Material,
    NotAcceptedGround,
    RescheduleReason,
    Roster,
    SkipReason,
    StopFacts,
)
from domain.document import Document, DocumentKind
from domain.history import Event, fold
from domain.words import (
    AssessmentKind,
    AssessmentPlace,
    Conclusion,
    DisabilityCategory,
    DisabilityGrade,
    HomeGround,
    NoticeForm,
    Satisfaction,
    StopOutcome,
)
from support.assessments import (
    APPROVED_STORY,
    AT_HOME,
    AT_THE_INSTITUTION,
    CATEGORY,
    DELIVERED,
    DOCTOR,
    FINDINGS,
    GRADE,
    INSTITUTION,
    PROVINCE_STORY,
    RESIDENT,
    REVIEWER,
    ROSTER,
)
from support.calendars import CALENDAR_2022
from support.histories import history, id_of, sealed
from support.walks import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")

SINGLE = tuple(category for category in DisabilityCategory if category.value < 7)
DESIGNATED = InstitutionDesignated(
    name="某区人民医院", categories=SINGLE, valid_from=date(2022, 1, 1)
)
LISTING_ROSTER = fold(
    Roster,
    INSTITUTION,
    history(
        DESIGNATED,
        DoctorListed(doctor=DOCTOR, categories=SINGLE, valid_from=date(2022, 1, 1)),
        stream=INSTITUTION,
    ),
)
REQUESTS = tuple(id_of(f"request {n}") for n in range(4))
DOCTORS = (DOCTOR, id_of("other doctor"))
DAYS = st.dates(date(2022, 4, 1), date(2022, 6, 30))


def one_of(chance: st.DataObject, choices: Iterable[T]) -> T:
    return chance.draw(st.sampled_from(tuple(choices)))


def some_of(chance: st.DataObject, choices: Iterable[T]) -> tuple[T, ...]:
    drawn = st.lists(st.sampled_from(tuple(choices)), unique=True, max_size=3)
    return tuple(chance.draw(drawn))


def maybe(chance: st.DataObject) -> bool:
    return chance.draw(st.booleans())


def on_a_day(chance: st.DataObject) -> dict[str, Any]:
    return {"on": chance.draw(DAYS), "calendar": CALENDAR_2022}


def an_appointment(chance: st.DataObject) -> dict[str, Any]:
    appointment = one_of(chance, (AT_HOME, AT_THE_INSTITUTION))
    return {
        "appointment": replace(appointment, planned_on=chance.draw(DAYS)),
        "institution": ROSTER,
        "categories": some_of(chance, SINGLE),
    }


def a_conclusion(chance: st.DataObject) -> dict[str, Any]:
    finding = Finding(category=one_of(chance, SINGLE), grade=one_of(chance, DisabilityGrade))
    grading = Grading(
        findings=(finding,),
        category=one_of(chance, (finding.category, DisabilityCategory.MULTIPLE)),
        grade=finding.grade,
    )
    return {
        "place": one_of(chance, AssessmentPlace),
        "conclusion": one_of(chance, Conclusion),
        "grading": one_of(chance, (None, grading)),
        "findings": FINDINGS,
        "category": CATEGORY,
        "grade": GRADE,
    }


def apply(request: AssessmentRequest, chance: st.DataObject) -> Event:
    return request.apply(
        resident=RESIDENT,
        kind=one_of(chance, AssessmentKind),
        suspected=maybe(chance),
        at_home=maybe(chance),
        consent=one_of(chance, (None, *NoticeForm)),
        guardian_present=maybe(chance),
        is_minor=maybe(chance),
        suspected_categories=some_of(chance, SINGLE),
        reapply_not_before=None,
        **on_a_day(chance),
    )


def screen(request: AssessmentRequest, chance: st.DataObject) -> Event:
    return request.screen(
        met_person=maybe(chance),
        place=one_of(chance, AssessmentPlace),
        home_ground=one_of(chance, (None, *HomeGround)),
        ground=sealed("ground"),
        ground_reason=None,
        materials=some_of(chance, Material),
        warnings=(),
        acknowledged=(),
        **on_a_day(chance),
    )


def accept(request: AssessmentRequest, chance: st.DataObject) -> Event:
    return request.accept(
        identity_verified=True,
        guardian_verified=maybe(chance),
        photo_verified=True,
        has_id_number=maybe(chance),
        accepting_organisation="320371",
        issuing_organisation="320371",
        **on_a_day(chance),
    )


def decide(request: AssessmentRequest, chance: st.DataObject) -> Event:
    return request.review(
        actor=one_of(chance, (REVIEWER, DOCTOR)),
        approved=maybe(chance),
        reason=sealed("reason"),
        **on_a_day(chance),
    )


def correct_result(request: AssessmentRequest, chance: st.DataObject) -> Event:
    category, grade = one_of(chance, SINGLE), one_of(chance, DisabilityGrade)
    finding = Finding(category=category, grade=grade)
    return request.correct_result(
        grading=Grading(findings=(finding,), category=category, grade=grade),
        findings=FINDINGS,
        category=CATEGORY,
        grade=GRADE,
        scan=id_of("scan"),
        reason=sealed("reason"),
        actor=REVIEWER,
        approver=one_of(chance, (REVIEWER, id_of("approver"))),
    )


REQUEST_MOVES: list[Callable[[AssessmentRequest, st.DataObject], Event]] = [
    apply,
    screen,
    accept,
    decide,
    lambda request, chance: request.return_for_completion(
        missing=some_of(chance, Material), explanation=None, on=chance.draw(DAYS)
    ),
    lambda request, chance: request.resubmit(materials=(), **on_a_day(chance)),
    lambda request, chance: request.not_accept(ground=one_of(chance, NotAcceptedGround)),
    lambda request, chance: request.schedule(**an_appointment(chance)),
    lambda request, chance: request.reschedule(
        reason=one_of(chance, RescheduleReason), **an_appointment(chance)
    ),
    lambda request, chance: request.perform(
        institution=INSTITUTION,
        doctors=some_of(chance, DOCTORS),
        referred_to_treatment=maybe(chance),
        seal_scan=id_of("seal scan"),
        **a_conclusion(chance),
        **on_a_day(chance),
    ),
    lambda request, chance: request.notify_conclusion(form=NoticeForm.VOICE, **on_a_day(chance)),
    lambda request, chance: request.object_to_conclusion(
        objection=sealed("objection"), on=chance.draw(DAYS)
    ),
    lambda request, chance: request.record_city_result(
        document=id_of("city letter"), **a_conclusion(chance), **on_a_day(chance)
    ),
    lambda request, chance: request.object_again(
        objection=sealed("objection"), on=chance.draw(DAYS)
    ),
    lambda request, chance: request.record_province_result(
        document=id_of("province letter"), **a_conclusion(chance), **on_a_day(chance)
    ),
    correct_result,
    lambda request, chance: request.start_publicity(
        is_minor=maybe(chance), place=sealed("board"), text_checked=True, **on_a_day(chance)
    ),
    lambda request, _: request.receive_objection(objector=None, objection=sealed("objection")),
    lambda request, chance: request.resolve_objection(
        finding=sealed("finding"), reassess=maybe(chance), **on_a_day(chance)
    ),
    lambda request, chance: request.end_publicity(photo=id_of("photo"), **on_a_day(chance)),
    lambda request, chance: request.skip_publicity(
        reason=one_of(chance, SkipReason), is_minor=maybe(chance), **on_a_day(chance)
    ),
    lambda request, chance: request.deliver(
        certificate_issued=maybe(chance),
        receiver=one_of(chance, CertificateReceiver),
        at_home=maybe(chance),
        receipt=id_of("receipt"),
    ),
    lambda request, chance: request.rate(satisfaction=one_of(chance, Satisfaction)),
    lambda request, _: request.withdraw(form=NoticeForm.PAPER),
    lambda request, chance: request.record_death(died_on=chance.draw(DAYS)),
    lambda request, chance: request.archive(files_complete=True, on=chance.draw(DAYS)),
]

BATCH_MOVES: list[Callable[[AssessmentBatch, st.DataObject], Event]] = [
    lambda batch, chance: batch.plan(
        planned_on=date(2022, 4, 28),
        institution=INSTITUTION,
        doctors=some_of(chance, DOCTORS),
        stops_max=2,
    ),
    lambda batch, chance: batch.add_stop(
        request=one_of(chance, REQUESTS),
        resident=one_of(chance, REQUESTS),
        commissioner=id_of("commissioner"),
    ),
    lambda batch, chance: batch.remove_stop(request=one_of(chance, REQUESTS)),
    lambda batch, _: batch.reorder_stops(
        requests=tuple(stop.request for stop in reversed(batch.stops))
    ),
    lambda batch, chance: batch.confirm(
        stops=tuple(
            StopFacts(
                request=stop.request,
                status=one_of(chance, AssessmentStatus),
                place=AssessmentPlace.HOME,
                in_district=True,
                categories=(DisabilityCategory.PHYSICAL,),
            )
            for stop in batch.stops
        ),
        institution=LISTING_ROSTER,
    ),
    lambda batch, _: batch.start(),
    lambda batch, chance: batch.visit_stop(
        request=one_of(chance, REQUESTS), outcome=one_of(chance, StopOutcome)
    ),
    lambda batch, _: batch.finish(distance_km=46, duration_hours=7),
    lambda batch, chance: batch.cancel(reason=one_of(chance, BatchCancelReason)),
]


def a_period(chance: st.DataObject) -> dict[str, Any]:
    first = chance.draw(DAYS)
    last = first + timedelta(days=chance.draw(st.integers(-1, 30)))
    return {"valid_from": first, "valid_to": one_of(chance, (None, last))}


ROSTER_MOVES: list[Callable[[Roster, st.DataObject], Event]] = [
    lambda roster, chance: roster.designate(
        name="某区人民医院", categories=some_of(chance, SINGLE), **a_period(chance)
    ),
    lambda roster, chance: roster.end_designation(last_day=chance.draw(DAYS)),
    lambda roster, chance: roster.list_doctor(
        doctor=one_of(chance, DOCTORS), categories=some_of(chance, SINGLE), **a_period(chance)
    ),
    lambda roster, chance: roster.delist_doctor(
        doctor=one_of(chance, DOCTORS), last_day=chance.draw(DAYS)
    ),
]

DOCUMENT_MOVES: list[Callable[[Document, st.DataObject], Event]] = [
    lambda document, chance: document.attach(
        case=id_of("request"),
        kind=one_of(chance, DocumentKind),
        digest="sha256:5e",
        size_bytes=chance.draw(st.integers(0, 2)),
        media_type="image/png",
        dated_on=chance.draw(DAYS),
    ),
    lambda document, _: document.withdraw(),
]


@whatever(st.data())
def test_a_request_survives_whatever_people_try(chance: st.DataObject) -> None:
    walk(AssessmentRequest, (*APPROVED_STORY, DELIVERED), REQUEST_MOVES, chance)


@whatever(st.data())
def test_an_objection_survives_whatever_people_try(chance: st.DataObject) -> None:
    walk(AssessmentRequest, PROVINCE_STORY, REQUEST_MOVES, chance)


@whatever(st.data())
def test_a_round_survives_whatever_people_try(chance: st.DataObject) -> None:
    walk(AssessmentBatch, (), BATCH_MOVES, chance)


@whatever(st.data())
def test_a_roster_survives_whatever_people_try(chance: st.DataObject) -> None:
    walk(Roster, (DESIGNATED,), ROSTER_MOVES, chance)


@whatever(st.data())
def test_a_document_survives_whatever_people_try(chance: st.DataObject) -> None:
    walk(Document, (), DOCUMENT_MOVES, chance)
