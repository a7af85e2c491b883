"""Assessments at the desk: what file, roster and grading say to a request."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from application.opening import plain
from domain.assessment import (
    AssessmentApplied,
    AssessmentRequest,
    AssessmentStatus,
    CancelledWithinYear,
    GuardianAbsent,
    IdNumberMissing,
    InstitutionNotDesignated,
)
from domain.resident import ResidentMovedAway
from support.assessing import SOURCE, a_request_on, a_suspect, accept, card, schedule, with_guardian
from support.casework import (
    a_request,
    a_resident,
    a_roster,
    an_accepted_request,
    an_association,
    screen,
)
from support.office import TODAY, Front, identity_number

CHILD_BORN = date(2010, 5, 1)


@pytest.fixture
def association(front: Front) -> UUID:
    return an_association(front)


@pytest.fixture
def adult(front: Front, association: UUID) -> UUID:
    return a_resident(front, association)


@pytest.fixture
def child(front: Front, association: UUID) -> UUID:
    return a_resident(front, association, number=identity_number(CHILD_BORN))


def applied(front: Front, request: UUID) -> AssessmentApplied:
    event = front.log.history(request)[0].event
    assert isinstance(event, AssessmentApplied)
    return event


# --- applying


def test_a_suspected_person_is_told_by_the_file(
    front: Front, association: UUID, adult: UUID
) -> None:
    suspect = a_suspect(front, association)
    assert applied(front, a_request(front, suspect)).suspected
    assert not applied(front, a_request(front, adult)).suspected


def test_a_minor_is_told_by_the_birth_date_and_needs_a_guardian(front: Front, child: UUID) -> None:
    with pytest.raises(GuardianAbsent):
        a_request(front, child)
    with_guardian(front, child)
    assert applied(front, a_request(front, child)).guardian_present


def test_a_guardian_of_the_past_does_not_count(front: Front, child: UUID) -> None:
    with_guardian(front, child, to_on=date(2022, 6, 14))
    with pytest.raises(GuardianAbsent):
        a_request(front, child)


@pytest.mark.parametrize(("on", "is_minor"), [(date(2022, 6, 14), True), (TODAY, False)])
def test_somebody_is_of_age_from_the_eighteenth_birthday(
    front: Front, association: UUID, on: date, is_minor: bool
) -> None:
    resident = a_resident(front, association, number=identity_number(date(2004, 6, 15)))
    if is_minor:
        with pytest.raises(GuardianAbsent):
            a_request_on(front, resident, on)
    else:
        assert not applied(front, a_request_on(front, resident, on)).guardian_present


def test_a_minor_without_a_number_is_told_by_the_birth_date_alone(
    front: Front, association: UUID
) -> None:
    suspect = a_suspect(front, association, birth_date="2012-01-01")
    with pytest.raises(GuardianAbsent):
        a_request(front, suspect)


def test_within_a_year_of_a_cancelled_certificate_nobody_applies(front: Front, adult: UUID) -> None:
    front.give("residents/issue-certificate", adult, card=card(identity_number()), source=SOURCE)
    front.give(
        "residents/cancel-certificate",
        adult,
        reason="voluntary",
        cancelled_on=TODAY,
        source=SOURCE,
    )
    with pytest.raises(CancelledWithinYear) as refused:
        a_request(front, adult)
    assert refused.value.details == {"not_before": date(2023, 6, 15)}


def test_who_has_moved_away_applies_elsewhere(front: Front, adult: UUID) -> None:
    front.give("residents/move-out", adult, moved_on=TODAY, place="外地")
    with pytest.raises(ResidentMovedAway):
        a_request(front, adult)


# --- accepting, scheduling


def test_without_an_id_number_on_file_a_request_is_not_accepted(
    front: Front, association: UUID
) -> None:
    request = a_request(front, a_suspect(front, association))
    screen(front, request)
    with pytest.raises(IdNumberMissing):
        accept(front, request)


def test_an_institution_must_be_on_the_roster_for_the_category_on_that_day(
    front: Front, adult: UUID
) -> None:
    request, institution = an_accepted_request(front, adult), a_roster(front)
    with pytest.raises(InstitutionNotDesignated):
        schedule(front, request, uuid4())
    with pytest.raises(InstitutionNotDesignated):
        schedule(front, request, institution, categories=(5,))
    front.give("institutions/end-designation", institution, last_day=date(2022, 6, 19))
    with pytest.raises(InstitutionNotDesignated):
        schedule(front, request, institution)
    schedule(front, request, a_roster(front))
    assert front.fold(AssessmentRequest, request).status is AssessmentStatus.SCHEDULED


def test_the_ground_of_a_home_visit_is_kept_closed(front: Front, adult: UUID) -> None:
    request = a_request(front, adult)
    screen(front, request, place="home")
    event = front.last(request).event
    assert plain(event, front.vault)["ground"] == "长期卧床"
    assert "卧床" not in repr(event)
