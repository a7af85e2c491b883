"""A request is made, screened and accepted (`domain.md` 1.5, 10.2; 残疾人证管理办法 arts 9, 24)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.assessment import (
    ApplicantHasNotConsented,
    ApplicantNotVerified,
    AssessmentAlreadyApplied,
    AssessmentNotAccepted,
    AssessmentRequest,
    AssessmentResubmitted,
    AssessmentReturned,
    AssessmentStatus,
    CancelledWithinYear,
    GuardianAbsent,
    HomeGroundMissing,
    IdNumberMissing,
    Material,
    NotAcceptedGround,
    NothingListed,
    PersonNotMet,
    RequestNotAwaitingAcceptance,
    RequestNotAwaitingScreening,
    RequestNotReturnable,
    RequestNotReturned,
    RequestNotScreened,
    RequestReturnedBefore,
    ScreeningWarning,
    WarningsNotAcknowledged,
)
from domain.history import Event, Rejected
from domain.words import AssessmentKind, AssessmentPlace, DisabilityCategory, HomeGround, NoticeForm
from support.assessments import (
    ACCEPTED,
    ACCEPTED_STORY,
    APPLIED,
    GROUND,
    RESIDENT,
    SCHEDULED_STORY,
    SCREENED,
    workdays,
)
from support.calendars import CALENDAR_2022
from support.histories import given, sealed

RETURNED = AssessmentReturned(
    missing=(Material.PHOTOS, Material.GUARDIAN_PROOF),
    explanation=None,
    suspended_on=date(2022, 4, 7),
)


def apply(request: AssessmentRequest, **changes: object) -> Event:
    application: dict[str, Any] = {
        "resident": RESIDENT,
        "kind": AssessmentKind.FIRST,
        "suspected": True,
        "at_home": True,
        "consent": NoticeForm.PAPER,
        "guardian_present": False,
        "is_minor": False,
        "suspected_categories": (DisabilityCategory.PHYSICAL,),
        "reapply_not_before": None,
        "on": date(2022, 4, 1),
        "calendar": CALENDAR_2022,
    }
    application.update(changes)
    return request.apply(**application)


def screen(request: AssessmentRequest, **changes: object) -> Event:
    seen: dict[str, Any] = {
        "met_person": True,
        "place": AssessmentPlace.HOME,
        "home_ground": HomeGround.BED_BOUND,
        "ground": GROUND,
        "ground_reason": None,
        "materials": (Material.ID_CARD, Material.PHOTOS),
        "warnings": (),
        "acknowledged": (),
        "on": date(2022, 4, 6),
        "calendar": CALENDAR_2022,
    }
    seen.update(changes)
    return request.screen(**seen)


def accept(request: AssessmentRequest, **changes: object) -> Event:
    verified: dict[str, Any] = {
        "identity_verified": True,
        "guardian_verified": True,
        "photo_verified": True,
        "has_id_number": True,
        "accepting_organisation": "320371",
        "issuing_organisation": "320371",
        "on": date(2022, 4, 8),
        "calendar": CALENDAR_2022,
    }
    verified.update(changes)
    return request.accept(**verified)


def test_a_person_applies_and_screening_is_due_in_three_workdays() -> None:
    event = apply(given(AssessmentRequest))

    assert event == APPLIED
    assert APPLIED.screen_by.due_on == date(2022, 4, 7)  # SCREEN_WD = 3 over Qingming, section 14


def test_the_same_request_is_not_made_twice() -> None:
    with pytest.raises(AssessmentAlreadyApplied):
        apply(given(AssessmentRequest, APPLIED))


def test_without_consent_there_is_no_request() -> None:
    with pytest.raises(ApplicantHasNotConsented):
        apply(given(AssessmentRequest), consent=None)


@pytest.mark.parametrize(
    "person",
    [
        {"is_minor": True},
        {"suspected_categories": (DisabilityCategory.INTELLECTUAL,)},
        {"suspected_categories": (DisabilityCategory.PHYSICAL, DisabilityCategory.MENTAL)},
    ],
)
def test_minors_and_categories_5_and_6_need_the_guardian(person: dict[str, Any]) -> None:
    """办法 art 9(1), `domain.md` 1.4."""
    with pytest.raises(GuardianAbsent):
        apply(given(AssessmentRequest), **person)

    apply(given(AssessmentRequest), **person, guardian_present=True)


def test_within_one_year_of_a_cancellation_nobody_applies_again() -> None:
    """CERT_REAPPLY_BAR_YEARS = 1, 办法 art 24: cancelled on 2021-04-02."""
    with pytest.raises(CancelledWithinYear) as refusal:
        apply(given(AssessmentRequest), reapply_not_before=date(2022, 4, 2))

    assert refusal.value.details == {"not_before": date(2022, 4, 2)}
    apply(given(AssessmentRequest), reapply_not_before=date(2022, 4, 2), on=date(2022, 4, 2))


def test_the_commissioner_screens_and_acceptance_is_due_in_five_workdays() -> None:
    event = screen(given(AssessmentRequest, APPLIED))

    assert event == SCREENED
    assert SCREENED.accept_by.due_on == date(2022, 4, 13)  # ACCEPT_WD = 5, section 14


def test_who_was_not_met_is_not_screened() -> None:
    with pytest.raises(PersonNotMet):
        screen(given(AssessmentRequest, APPLIED), met_person=False)


@pytest.mark.parametrize(
    "ground",
    [
        {"home_ground": None},
        {"ground": None},
        {"home_ground": HomeGround.OTHER},
    ],
)
def test_a_home_assessment_has_a_ground_and_other_has_a_reason(ground: dict[str, Any]) -> None:
    """上门事由, `domain.md` 1.6."""
    with pytest.raises(HomeGroundMissing):
        screen(given(AssessmentRequest, APPLIED), **ground)


def test_a_ground_of_another_kind_passes_with_its_reason() -> None:
    screen(
        given(AssessmentRequest, APPLIED),
        home_ground=HomeGround.OTHER,
        ground_reason=sealed("reason"),
    )


def test_nobody_needs_a_ground_to_go_to_the_institution() -> None:
    screen(
        given(AssessmentRequest, APPLIED),
        place=AssessmentPlace.INSTITUTION,
        home_ground=None,
        ground=None,
    )


def test_warnings_are_acknowledged_one_by_one_and_stop_nobody() -> None:
    warnings = (ScreeningWarning.SHORT_COURSE, ScreeningWarning.UNSETTLED)
    request = given(AssessmentRequest, APPLIED)

    with pytest.raises(WarningsNotAcknowledged) as refusal:
        screen(request, warnings=warnings, acknowledged=(ScreeningWarning.UNSETTLED,))

    assert refusal.value.details == {"warnings": (ScreeningWarning.SHORT_COURSE,)}
    screen(request, warnings=warnings, acknowledged=warnings)


def test_a_request_is_screened_once() -> None:
    with pytest.raises(RequestNotAwaitingScreening):
        screen(given(AssessmentRequest, APPLIED, SCREENED))


def test_the_district_accepts_and_scheduling_is_due_in_thirty_days() -> None:
    event = accept(given(AssessmentRequest, APPLIED, SCREENED))

    assert event == ACCEPTED
    # HOME_BATCH_WITHIN_CD = 30, section 14: Sunday 05-08 rolls to Monday.
    assert ACCEPTED.schedule_by.due_on == date(2022, 5, 9)


def test_the_district_may_accept_at_its_counter_without_screening() -> None:
    assert accept(given(AssessmentRequest, APPLIED)) == ACCEPTED


@pytest.mark.parametrize("missing", ["identity_verified", "guardian_verified", "photo_verified"])
def test_what_was_not_verified_is_not_accepted(missing: str) -> None:
    """办法 art 9(2)."""
    with pytest.raises(ApplicantNotVerified) as refusal:
        accept(given(AssessmentRequest, APPLIED, SCREENED), **{missing: False})

    assert refusal.value.details[missing] is False


def test_an_id_number_is_needed_at_acceptance_at_the_latest() -> None:
    """`domain.md` 1.2, rule 5."""
    with pytest.raises(IdNumberMissing):
        accept(given(AssessmentRequest, APPLIED, SCREENED), has_id_number=False)


def test_an_accepted_request_is_not_accepted_again() -> None:
    with pytest.raises(RequestNotAwaitingAcceptance):
        accept(given(AssessmentRequest, *ACCEPTED_STORY))


@pytest.mark.parametrize("story", [(APPLIED,), (APPLIED, SCREENED), ACCEPTED_STORY])
def test_before_scheduling_a_request_is_returned_with_all_that_is_missing(
    story: tuple[Event, ...],
) -> None:
    event = given(AssessmentRequest, *story).return_for_completion(
        missing=(Material.PHOTOS, Material.GUARDIAN_PROOF), explanation=None, on=date(2022, 4, 7)
    )

    assert event == RETURNED
    assert given(AssessmentRequest, *story, event).status is AssessmentStatus.RETURNED


def return_again(request: AssessmentRequest, missing: tuple[Material, ...]) -> None:
    request.return_for_completion(missing=missing, explanation=None, on=date(2022, 4, 20))


def test_a_return_lists_something() -> None:
    with pytest.raises(NothingListed):
        return_again(given(AssessmentRequest, APPLIED), ())


def test_a_request_is_returned_once() -> None:
    resubmitted = AssessmentResubmitted(
        materials=(Material.PHOTOS,), accept_by=workdays(5, date(2022, 4, 12))
    )
    with pytest.raises(RequestReturnedBefore):
        return_again(given(AssessmentRequest, APPLIED, RETURNED, resubmitted), (Material.PHOTOS,))


def test_a_scheduled_request_is_not_returned() -> None:
    with pytest.raises(RequestNotReturnable):
        return_again(given(AssessmentRequest, *SCHEDULED_STORY), (Material.PHOTOS,))


def resubmit(request: AssessmentRequest) -> AssessmentResubmitted:
    return request.resubmit(
        materials=(Material.PHOTOS,), on=date(2022, 4, 12), calendar=CALENDAR_2022
    )


def test_the_clock_of_acceptance_stands_still_while_papers_are_missing() -> None:
    """Returned on 04-07 and resubmitted on 04-12, three workdays later: 04-13 becomes 04-18."""
    event = resubmit(given(AssessmentRequest, APPLIED, SCREENED, RETURNED))

    assert event.materials == (Material.PHOTOS,)
    assert event.accept_by.due_on == date(2022, 4, 18)


@pytest.mark.parametrize("story", [(APPLIED,), ACCEPTED_STORY])
def test_from_another_step_the_clock_of_acceptance_starts_at_the_resubmission(
    story: tuple[Event, ...],
) -> None:
    event = resubmit(given(AssessmentRequest, *story, RETURNED))

    assert event.accept_by == workdays(5, date(2022, 4, 12))


def test_what_was_returned_unscreened_is_screened_after_the_resubmission() -> None:
    request = given(AssessmentRequest, APPLIED, RETURNED)
    resubmitted = resubmit(request)

    assert screen(given(AssessmentRequest, APPLIED, RETURNED, resubmitted)) == SCREENED


def test_only_what_was_returned_is_resubmitted() -> None:
    with pytest.raises(RequestNotReturned):
        resubmit(given(AssessmentRequest, APPLIED))


def test_a_screened_request_is_refused_on_a_ground() -> None:
    event = given(AssessmentRequest, APPLIED, SCREENED).not_accept(
        ground=NotAcceptedGround.OTHER_PLACE
    )

    assert event == AssessmentNotAccepted(ground=NotAcceptedGround.OTHER_PLACE, explanation=None)
    ended = given(AssessmentRequest, APPLIED, SCREENED, event)
    assert (ended.status, ended.due) == (AssessmentStatus.NOT_ACCEPTED, None)


def test_an_accepted_request_is_no_longer_refused() -> None:
    with pytest.raises(RequestNotScreened):
        given(AssessmentRequest, *ACCEPTED_STORY).not_accept(
            ground=NotAcceptedGround.FALSE_INFORMATION
        )


def test_every_refusal_speaks_both_languages() -> None:
    refusals = [
        kind
        for kind in Rejected.__subclasses__()
        if kind.__module__.startswith("domain.assessment")
    ]

    assert len(refusals) > 60
    for kind in refusals:
        assert kind().chinese.endswith("。")
        assert kind().english.endswith(".")
