"""Assessments at the desk: what file, roster and grading say to a request."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.opening import plain
from application.refusals import BirthDateUnknown, RequestNotApprovedForThisPerson
from domain.assessment import (
    ApplicantDied,
    ApplicantIsNotMinor,
    AssessmentApplied,
    AssessmentRequest,
    AssessmentStatus,
    CancelledWithinYear,
    CertificateNotIssued,
    GradeIsNotMostSevere,
    GuardianAbsent,
    IdNumberMissing,
    InstitutionNotDesignated,
    MinorsAreNotPublicised,
)
from domain.resident import ResidentAlive, ResidentMovedAway
from domain.words import Conclusion
from support.casework import (
    NOTICE,
    PHYSICAL,
    START,
    a_request,
    a_resident,
    a_roster,
    an_accepted_request,
    an_association,
    screen,
)
from support.histories import id_of
from support.office import COMMISSIONER, OFFICER, TODAY, TOWN_OFFICER, Front, Said, identity_number

CHILD_BORN = date(2010, 5, 1)
SOURCE: Said = {"origin": "district_entry", "as_of": TODAY}
GRADING: Said = {"findings": ({"category": 4, "grade": 2},), "category": 4, "grade": 2}


@pytest.fixture
def association(front: Front) -> UUID:
    return an_association(front)


@pytest.fixture
def adult(front: Front, association: UUID) -> UUID:
    return a_resident(front, association)


@pytest.fixture
def child(front: Front, association: UUID) -> UUID:
    return a_resident(front, association, number=identity_number(CHILD_BORN))


def with_guardian(front: Front, resident: UUID, *, to_on: date | None = None) -> UUID:
    front.give(
        "residents/set-guardian",
        resident,
        guardian=id_of("a guardian"),
        name="监护人某",
        relation="母亲",
        basis="statutory",
        from_on=START,
        to_on=to_on,
        evidence=uuid4(),
    )
    return resident


def a_suspect(front: Front, association: UUID, **values: Any) -> UUID:
    return front.open(
        "residents/suspect",
        association=association,
        household=id_of("household"),
        name="疑似者",
        address="一组1号",
        suspected_categories="肢体",
        **values,
    )


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


# --- concluding


def test_the_grading_is_compared_and_kept_closed(front: Front, adult: UUID) -> None:
    request = scheduled(front, adult)
    perform(front, request, grading=GRADING)
    event = front.last(request).event
    opened = plain(event, front.vault)
    assert [opened[name] for name in ("findings", "category", "grade")] == [
        "肢体残疾二级",
        "4",
        "2",
    ]
    assert "grading" not in opened


def test_several_findings_are_told_one_after_the_other(front: Front, adult: UUID) -> None:
    request = scheduled(front, adult)
    findings = ({"category": 4, "grade": 3}, {"category": 2, "grade": 1})
    perform(front, request, grading={"findings": findings, "category": 7, "grade": 1})
    opened = plain(front.last(request).event, front.vault)
    assert opened["findings"] == "肢体残疾三级、听力残疾一级"
    assert (opened["category"], opened["grade"]) == ("7", "1")


def test_a_grading_that_contradicts_itself_is_refused(front: Front, adult: UUID) -> None:
    request = scheduled(front, adult)
    with pytest.raises(GradeIsNotMostSevere):
        perform(front, request, grading=GRADING | {"grade": 3})


def test_who_does_not_qualify_has_no_grading(front: Front, adult: UUID) -> None:
    request = scheduled(front, adult)
    perform(front, request, conclusion="not_qualified")
    state = front.fold(AssessmentRequest, request)
    assert state.conclusion is Conclusion.NOT_QUALIFIED
    assert plain(front.last(request).event, front.vault)["category"] is None


def test_the_city_concludes_in_the_same_way(front: Front, adult: UUID) -> None:
    request = scheduled(front, adult)
    perform(front, request, conclusion="not_qualified")
    front.give("assessments/notify-conclusion", request, form="paper")
    front.give("assessments/object-to-conclusion", request, objection="不服")
    front.give(
        "assessments/record-city-result",
        request,
        place="institution",
        conclusion="qualified",
        grading=GRADING,
        document=uuid4(),
    )
    assert plain(front.last(request).event, front.vault)["grade"] == "2"


# --- publicity


def test_a_minor_is_never_publicised_and_an_adult_not_spared(
    front: Front, adult: UUID, child: UUID
) -> None:
    """`domain.md` Appendix B 2."""
    with_guardian(front, child)
    of_child, of_adult = (qualified(front, each) for each in (child, adult))
    with pytest.raises(MinorsAreNotPublicised):
        publicise(front, of_child)
    with pytest.raises(ApplicantIsNotMinor):
        front.give("assessments/skip-publicity", of_adult, reason="minor")
    front.give("assessments/skip-publicity", of_child, reason="minor")
    publicise(front, of_adult)


def test_without_a_birth_date_on_file_nobody_is_publicised(front: Front, association: UUID) -> None:
    suspect = a_suspect(front, association)
    registered = front.give(
        "residents/register",
        suspect,
        association=association,
        household=None,
        name="疑似者",
        identity_number=identity_number(),
        address="一组1号",
        notice=NOTICE,
    )
    request = qualified(front, suspect)
    front.give("residents/void", suspect, version=registered.version - 1, reason="建错了档")
    with pytest.raises(BirthDateUnknown):
        publicise(front, request)


# --- certificate and delivery


def test_a_card_is_delivered_when_it_was_printed_for_this_request(
    front: Front, adult: UUID
) -> None:
    request = approved(front, adult)
    with pytest.raises(CertificateNotIssued):
        deliver(front, request)
    issue(front, adult, request)
    deliver(front, request)
    assert front.fold(AssessmentRequest, request).status is AssessmentStatus.DELIVERED


def test_a_card_that_was_there_before_the_review_is_not_this_requests(
    front: Front, adult: UUID
) -> None:
    front.give("residents/issue-certificate", adult, card=card(identity_number()), source=SOURCE)
    request = approved(front, adult)
    with pytest.raises(CertificateNotIssued):
        deliver(front, request)


def test_a_card_told_of_by_the_national_base_after_the_review_is_this_requests(
    front: Front, adult: UUID
) -> None:
    request = approved(front, adult)
    front.give(
        "residents/issue-certificate",
        adult,
        card=card(identity_number()),
        source=SOURCE | {"origin": "national_import"},
    )
    deliver(front, request)


def test_a_voided_card_was_not_printed(front: Front, adult: UUID) -> None:
    request = approved(front, adult)
    issued = issue(front, adult, request)
    front.give("residents/void", adult, version=issued, reason="录错")
    with pytest.raises(CertificateNotIssued):
        deliver(front, request)


def test_a_card_names_an_approved_request_of_its_holder(
    front: Front, association: UUID, adult: UUID
) -> None:
    waiting = an_accepted_request(front, adult)
    with pytest.raises(RequestNotApprovedForThisPerson):
        issue(front, adult, waiting)
    other = a_resident(front, association, number=identity_number(sequence=13))
    with pytest.raises(RequestNotApprovedForThisPerson):
        issue(front, adult, approved(front, other))


# --- dying


def test_a_request_ends_with_the_death_that_is_on_file(front: Front, adult: UUID) -> None:
    request = a_request(front, adult)
    with pytest.raises(ResidentAlive):
        front.give("assessments/record-death", request)
    died_on = date(2022, 6, 10)
    front.give("residents/record-death", adult, died_on=died_on, evidence="village_statement")
    front.give("assessments/record-death", request, actor=COMMISSIONER)
    assert front.last(request).event == ApplicantDied(died_on=died_on)


# --- the usual steps


def a_request_on(front: Front, resident: UUID, on: date) -> UUID:
    return a_request(front, resident, on=on)


def accept(front: Front, request: UUID) -> None:
    front.give(
        "assessments/accept",
        request,
        identity_verified=True,
        guardian_verified=True,
        photo_verified=True,
        accepting_organisation="320371",
        issuing_organisation="320371",
    )


def schedule(
    front: Front, request: UUID, institution: UUID, *, categories: tuple[int, ...] = PHYSICAL
) -> None:
    appointment = {
        "place": "institution",
        "institution": institution,
        "planned_on": date(2022, 6, 20),
    }
    front.give("assessments/schedule", request, appointment=appointment, categories=categories)


def scheduled(front: Front, resident: UUID) -> UUID:
    request = an_accepted_request(front, resident)
    schedule(front, request, a_roster(front))
    return request


def perform(
    front: Front, request: UUID, *, conclusion: str = "qualified", grading: Said | None = None
) -> None:
    front.give(
        "assessments/perform",
        request,
        actor=OFFICER,
        place="institution",
        institution=uuid4(),
        doctors=(id_of("doctor"),),
        conclusion=conclusion,
        referred_to_treatment=False,
        grading=grading,
    )


def qualified(front: Front, resident: UUID) -> UUID:
    request = scheduled(front, resident)
    perform(front, request, grading=GRADING)
    return request


def publicise(front: Front, request: UUID) -> None:
    front.give(
        "assessments/start-publicity",
        request,
        actor=TOWN_OFFICER,
        place="公开栏",
        text_checked=True,
    )


def approved(front: Front, resident: UUID) -> UUID:
    """Bring a request to its approval; the notice hung since the first of June."""
    request = scheduled(front, resident)
    front.now, now = front.now.replace(day=1), front.now
    perform(front, request, grading=GRADING)
    front.give("assessments/notify-conclusion", request, form="paper")
    publicise(front, request)
    front.now = now
    front.give("assessments/end-publicity", request, actor=TOWN_OFFICER)
    front.give("assessments/review", request, approved=True)
    return request


def card(number: str) -> Said:
    return {
        "number": f"{number}42",
        "category": "4",
        "grade": "2",
        "issuing_organisation": "320371",
        "valid_from": TODAY,
        "valid_to": date(2032, 6, 15),
        "generation": 3,
    }


def issue(front: Front, resident: UUID, request: UUID) -> int:
    receipt = front.give(
        "residents/issue-certificate",
        resident,
        card=card(identity_number()),
        source=SOURCE | {"origin": "case"},
        assessment={"request": request, "at_home": True},
    )
    return receipt.version


def deliver(front: Front, request: UUID) -> None:
    front.give("assessments/deliver", request, actor=COMMISSIONER, receiver="holder", at_home=True)
