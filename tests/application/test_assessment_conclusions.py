"""From the conclusion on: grading, publicity, certificate and delivery at the desk."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from application.opening import plain
from application.refusals import (
    BirthDateUnknown,
    RequestNotApprovedForThisPerson,
    ResultNeedsTwoPersons,
)
from domain.assessment import (
    ApplicantDied,
    ApplicantIsNotMinor,
    AssessmentRequest,
    AssessmentStatus,
    CertificateNotIssued,
    GradeIsNotMostSevere,
    MinorsAreNotPublicised,
    ResultCorrectedByOnePerson,
)
from domain.resident import ResidentAlive
from domain.words import Conclusion
from support.assessing import (
    GRADING,
    SOURCE,
    a_suspect,
    approved,
    card,
    deliver,
    issue,
    perform,
    publicise,
    qualified,
    scheduled,
    with_guardian,
)
from support.casework import (
    NOTICE,
    a_paper,
    a_request,
    a_resident,
    an_accepted_request,
    an_association,
)
from support.office import COMMISSIONER, LEADER, OFFICER, Front, identity_number

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
        document=a_paper(front, request),
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


# --- the result typed wrong


def test_the_corrected_grading_is_kept_closed(front: Front, adult: UUID) -> None:
    request = qualified(front, adult)
    correct_result(front, request)
    opened = plain(front.last(request).event, front.vault)
    assert [opened[name] for name in ("findings", "category", "grade")] == [
        "肢体残疾三级",
        "4",
        "3",
    ]


def test_one_person_alone_does_not_correct_a_result(front: Front, adult: UUID) -> None:
    """`domain.md` 10.2, Corrections: with scan, two persons; so not by a plain correction either."""
    request = qualified(front, adult)
    with pytest.raises(ResultCorrectedByOnePerson):
        correct_result(front, request, approver=OFFICER.id)
    version = front.last(request).version
    for field in ("findings", "category", "grade"):
        with pytest.raises(ResultNeedsTwoPersons):
            front.give(
                "assessments/correct",
                request,
                version=version,
                field=field,
                new="3",
                reason="录错",
            )


def correct_result(front: Front, request: UUID, *, approver: UUID = LEADER.id) -> None:
    front.give(
        "assessments/correct-result",
        request,
        grading={"findings": ({"category": 4, "grade": 3},), "category": 4, "grade": 3},
        scan=a_paper(front, request),
        reason="等级录错一级",
        approver=approver,
    )
