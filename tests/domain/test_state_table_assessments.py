"""From which states a request for assessment accepts each command of its table (`domain.md` 10.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pytest

from domain.assessment import (
    ApplicantDied,
    AssessmentArchived,
    AssessmentNotAccepted,
    AssessmentRequest,
    AssessmentResubmitted,
    AssessmentReturned,
    AssessmentReviewed,
    AssessmentStatus,
    AssessmentVoided,
    AssessmentWithdrawn,
    CertificateReceiver,
    Material,
    NotAcceptedGround,
    PublicityObjectionReceived,
    RescheduleReason,
    SkipReason,
)
from domain.words import AssessmentKind, AssessmentPlace, Conclusion, DisabilityCategory, NoticeForm
from support.assessments import (
    ACCEPTED,
    ACCEPTED_STORY,
    APPLIED,
    APPROVED,
    APPROVED_STORY,
    AT_THE_INSTITUTION,
    CITY_AGREES,
    CITY_STORY,
    DELIVERED,
    DOCTOR,
    INSTITUTION,
    NOT_QUALIFIED_STORY,
    NOTIFIED,
    NOTIFIED_AGAIN,
    OBJECTED,
    PROVINCE_STORY,
    PUBLICISED,
    PUBLICISED_STORY,
    QUALIFIED_STORY,
    RESIDENT,
    REVIEWABLE_STORY,
    REVIEWER,
    ROSTER,
    SCHEDULED_STORY,
    SCREENED,
    TAKEN_DOWN,
    performed,
    workdays,
)
from support.calendars import CALENDAR_2022
from support.histories import id_of, sealed
from support.state_tables import NEW, VOIDED, Histories, accepting, is_reached, starts

if TYPE_CHECKING:
    from collections.abc import Callable

ON = date(2022, 5, 10)  # the notice has hung, and the time to object still runs
AFTERWARDS = date(2022, 7, 1)  # nobody may object any more
THEN: Final[dict[str, Any]] = {"on": ON, "calendar": CALENDAR_2022}

RETURNED = AssessmentReturned(
    missing=(Material.PHOTOS,), explanation=None, suspended_on=date(2022, 4, 6)
)
RESUBMITTED = AssessmentResubmitted(materials=(), accept_by=workdays(5, date(2022, 4, 7)))
SAID_AGAINST = PublicityObjectionReceived(objector=None, objection=sealed("objection"))
AFTER_CITY = (
    *NOT_QUALIFIED_STORY,
    OBJECTED,
    replace(CITY_AGREES, conclusion=Conclusion.QUALIFIED),
    NOTIFIED_AGAIN,
)
REJECTED = AssessmentReviewed(approved=False, reason=sealed("reason"), deliver_by=None)

STATES: Final[dict[str, Histories]] = {
    NEW: ((),),
    "APPLIED": ((APPLIED,),),
    "SCREENED": ((APPLIED, SCREENED), (APPLIED, RETURNED, RESUBMITTED)),
    "ACCEPTED": (
        ACCEPTED_STORY,
        (replace(APPLIED, kind=AssessmentKind.REISSUE), SCREENED, ACCEPTED),
    ),
    "RETURNED": ((APPLIED, RETURNED),),
    "SCHEDULED": (SCHEDULED_STORY,),
    "ASSESSED": ((*SCHEDULED_STORY, performed(Conclusion.TOO_EARLY), NOTIFIED),),
    "QUALIFIED": (QUALIFIED_STORY, AFTER_CITY),
    "NOT_QUALIFIED": (NOT_QUALIFIED_STORY, CITY_STORY),
    "IN_PUBLICITY": (PUBLICISED_STORY, (*AFTER_CITY, PUBLICISED)),
    "PUBLICITY_OBJECTED": (
        (*PUBLICISED_STORY, SAID_AGAINST),
        (*AFTER_CITY, PUBLICISED, SAID_AGAINST),
    ),
    "PUBLICITY_DONE": (REVIEWABLE_STORY, (*AFTER_CITY, PUBLICISED, TAKEN_DOWN)),
    "APPROVED": (APPROVED_STORY, (*AFTER_CITY, PUBLICISED, TAKEN_DOWN, APPROVED)),
    "REJECTED": ((*REVIEWABLE_STORY, REJECTED),),
    "DELIVERED": ((*APPROVED_STORY, DELIVERED),),
    "RE_CITY": ((*NOT_QUALIFIED_STORY, OBJECTED),),
    "RE_PROVINCE": (PROVINCE_STORY,),
    "WITHDRAWN": ((APPLIED, AssessmentWithdrawn(form=NoticeForm.PAPER, reason=None)),),
    "NOT_ACCEPTED": (
        (
            APPLIED,
            SCREENED,
            AssessmentNotAccepted(ground=NotAcceptedGround.OTHER_PLACE, explanation=None),
        ),
    ),
    "DECEASED": ((APPLIED, ApplicantDied(died_on=ON)),),
    "ARCHIVED": ((*APPROVED_STORY, DELIVERED, AssessmentArchived()),),
    VOIDED: ((*QUALIFIED_STORY, AssessmentVoided(reason="误录")),),
}
NEVER_HERE: Final = {
    "IN_REVIEW": "a review is one step",
    "CERTIFIED": "the certificate is the resident's, and lists show 已制证 from there",
}
OPEN: Final = (
    "APPLIED SCREENED ACCEPTED RETURNED SCHEDULED ASSESSED QUALIFIED NOT_QUALIFIED IN_PUBLICITY "
    "PUBLICITY_OBJECTED PUBLICITY_DONE APPROVED RE_CITY RE_PROVINCE"
)
FROM: Final = starts("assessments", STATES, open_states=OPEN.split())

APPOINTMENT: Final[dict[str, Any]] = {
    "appointment": AT_THE_INSTITUTION,
    "institution": ROSTER,
    "categories": (DisabilityCategory.PHYSICAL,),
}
RESULT: Final[dict[str, Any]] = {
    "place": AssessmentPlace.INSTITUTION,
    "conclusion": Conclusion.NOT_QUALIFIED,
    "grading": None,
    "findings": None,
    "category": None,
    "grade": None,
}


def skip(request: AssessmentRequest) -> object:
    """Skip for what is assessed as a minor's, and for what is not assessed as a re-issue."""
    is_assessed = request.status is AssessmentStatus.QUALIFIED
    reason = SkipReason.MINOR if is_assessed else SkipReason.REISSUE
    return request.skip_publicity(reason=reason, is_minor=is_assessed, **THEN)


COMMANDS: Final[dict[str, Callable[[AssessmentRequest], object]]] = {
    "assessments/": lambda request: request.apply(
        resident=RESIDENT,
        kind=AssessmentKind.FIRST,
        suspected=True,
        at_home=False,
        consent=NoticeForm.PAPER,
        guardian_present=False,
        is_minor=False,
        suspected_categories=(DisabilityCategory.PHYSICAL,),
        reapply_not_before=None,
        **THEN,
    ),
    "assessments/screen": lambda request: request.screen(
        met_person=True,
        place=AssessmentPlace.INSTITUTION,
        home_ground=None,
        ground=None,
        ground_reason=None,
        materials=(),
        warnings=(),
        acknowledged=(),
        **THEN,
    ),
    "assessments/accept": lambda request: request.accept(
        identity_verified=True,
        guardian_verified=True,
        photo_verified=True,
        has_id_number=True,
        accepting_organisation="320371",
        issuing_organisation="320371",
        **THEN,
    ),
    "assessments/return-for-completion": lambda request: request.return_for_completion(
        missing=(Material.PHOTOS,), explanation=None, on=ON
    ),
    "assessments/resubmit": lambda request: request.resubmit(materials=(), **THEN),
    "assessments/not-accept": lambda request: request.not_accept(
        ground=NotAcceptedGround.OTHER_PLACE
    ),
    "assessments/schedule": lambda request: request.schedule(**APPOINTMENT),
    "assessments/reschedule": lambda request: request.reschedule(
        reason=RescheduleReason.ILL, **APPOINTMENT
    ),
    "assessments/perform": lambda request: request.perform(
        institution=INSTITUTION,
        doctors=(DOCTOR,),
        referred_to_treatment=False,
        seal_scan=id_of("seal scan"),
        **RESULT,
        **THEN,
    ),
    "assessments/start-publicity": lambda request: request.start_publicity(
        is_minor=False, place=sealed("board"), text_checked=True, **THEN
    ),
    "assessments/receive-objection": lambda request: request.receive_objection(
        objector=None, objection=sealed("objection")
    ),
    "assessments/resolve-objection": lambda request: request.resolve_objection(
        finding=sealed("finding"), reassess=False, **THEN
    ),
    "assessments/end-publicity": lambda request: request.end_publicity(
        photo=id_of("photo"), **THEN
    ),
    "assessments/skip-publicity": skip,
    "assessments/review": lambda request: request.review(actor=REVIEWER, approved=True, **THEN),
    "assessments/deliver": lambda request: request.deliver(
        certificate_issued=True,
        receiver=CertificateReceiver.HOLDER,
        at_home=True,
        receipt=id_of("receipt"),
    ),
    "assessments/object-to-conclusion": lambda request: request.object_to_conclusion(
        objection=sealed("objection"), on=ON
    ),
    "assessments/record-city-result": lambda request: request.record_city_result(
        document=id_of("city letter"), **RESULT, **THEN
    ),
    "assessments/object-again": lambda request: request.object_again(
        objection=sealed("objection"), on=ON
    ),
    "assessments/record-province-result": lambda request: request.record_province_result(
        document=id_of("province letter"), **RESULT, **THEN
    ),
    "assessments/withdraw": lambda request: request.withdraw(form=NoticeForm.PAPER),
    "assessments/record-death": lambda request: request.record_death(died_on=ON),
    "assessments/archive": lambda request: request.archive(files_complete=True, on=AFTERWARDS),
}


@pytest.mark.parametrize("path", COMMANDS)
def test_a_request_accepts_a_command_from_the_states_of_its_row_only(path: str) -> None:
    assert accepting(AssessmentRequest, STATES, COMMANDS[path]) == FROM[path]


@pytest.mark.parametrize("state", STATES)
def test_the_histories_end_where_they_say(state: str) -> None:
    assert all(is_reached(AssessmentRequest, state, history) for history in STATES[state])


def test_no_state_and_no_row_of_the_table_is_left_out() -> None:
    assert set(STATES) | set(NEVER_HERE) == {status.name for status in AssessmentStatus} | {NEW}
    assert set(COMMANDS) == set(FROM)
