"""M06: who was assessed at home, and what came of it (`domain.md` 11.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.assessment import AssessmentVoided, CityReassessed, ProvinceConcluded
from domain.resident import CertificateRenewed
from domain.words import AssessmentPlace, Conclusion
from projections.measures.home_assessments import CERTIFICATES, HOME_ASSESSMENTS, REFERRALS
from support import residents
from support.assessments import (
    APPLIED,
    DELIVERED,
    NOT_QUALIFIED,
    QUALIFIED,
    RESIDENT,
    performed,
)
from support.counted import APRIL, MAY, SPRING, YEAR, merged_into, seen, visit
from support.counting import Lines, counted, flow
from support.histories import history, id_of
from support.visits import A, B, X

if TYPE_CHECKING:
    from domain.history import Event
    from support.figures import Book

AT_THE_INSTITUTION = replace(QUALIFIED, place=AssessmentPlace.INSTITUTION)
FIRST, SECOND, THIRD = id_of("first"), id_of("second"), id_of("third")
APRIL_5, MAY_12 = date(2022, 4, 5), date(2022, 5, 12)


def city(conclusion: Conclusion, place: AssessmentPlace = AssessmentPlace.HOME) -> CityReassessed:
    return CityReassessed(
        resident=RESIDENT,
        place=place,
        on=MAY_12,
        conclusion=conclusion,
        findings=None,
        category=None,
        grade=None,
        document=id_of("document"),
        publicise_by=None,
    )


def province(conclusion: Conclusion) -> ProvinceConcluded:
    return ProvinceConcluded(
        resident=RESIDENT,
        place=AssessmentPlace.INSTITUTION,
        on=date(2022, 6, 20),
        conclusion=conclusion,
        findings=None,
        category=None,
        grade=None,
        document=id_of("document"),
        publicise_by=None,
    )


def assessed(*events: Event) -> Lines:
    """Count one request, every event being of 2022-04-05."""
    return counted(HOME_ASSESSMENTS, history(*events))


@pytest.mark.parametrize(
    ("conclusion", "counts"),
    [
        (Conclusion.QUALIFIED, 1),
        (Conclusion.NOT_QUALIFIED, 1),
        (Conclusion.TOO_EARLY, 1),
        (Conclusion.NEEDS_HOSPITAL, 0),
    ],
)
def test_too_early_is_an_assessment_and_needs_hospital_is_none(
    conclusion: Conclusion, counts: int
) -> None:
    assert flow(assessed(APPLIED, performed(conclusion)), "M06", *APRIL) == counts


def test_an_assessment_at_the_institution_is_not_a_home_assessment() -> None:
    lines = assessed(APPLIED, AT_THE_INSTITUTION)

    assert flow(lines, "M06", *APRIL) == 0
    assert flow(lines, "M06b1", *APRIL) == 0


def test_the_city_assesses_on_the_day_it_saw_the_person() -> None:
    lines = assessed(APPLIED, AT_THE_INSTITUTION, city(Conclusion.QUALIFIED))

    assert [flow(lines, "M06", *month) for month in (APRIL, MAY)] == [0, 1]


def test_the_last_conclusion_of_a_request_decides_whether_it_qualified() -> None:
    turned_down = assessed(APPLIED, QUALIFIED, city(Conclusion.NOT_QUALIFIED))
    granted = assessed(APPLIED, NOT_QUALIFIED, city(Conclusion.QUALIFIED))
    at_the_city = assessed(
        APPLIED, NOT_QUALIFIED, city(Conclusion.QUALIFIED, AssessmentPlace.INSTITUTION)
    )

    assert flow(turned_down, "M06b1", *YEAR) == 0
    assert [flow(granted, "M06b1", *month) for month in (APRIL, MAY)] == [0, 1]
    assert flow(at_the_city, "M06b1", *MAY) == 1


def test_the_province_has_the_last_word_on_whether_somebody_qualified() -> None:
    """`domain.md` 10.2: the province's conclusion is final, so it is the last one."""
    steps = (APPLIED, NOT_QUALIFIED, city(Conclusion.NOT_QUALIFIED))
    granted = assessed(*steps, province(Conclusion.QUALIFIED))
    turned_down = assessed(APPLIED, QUALIFIED, province(Conclusion.NOT_QUALIFIED))

    assert flow(granted, "M06b1", *YEAR) == 1
    assert flow(granted, "M06b1", *SPRING) == 0
    assert flow(turned_down, "M06b1", *YEAR) == 0


def test_certificates_that_a_home_assessment_led_to_are_counted_by_person() -> None:
    elsewhere = replace(residents.ASSESSED, at_home=False)
    renewed = CertificateRenewed(
        card=residents.CARD, source=residents.CASE, assessment=residents.ASSESSED
    )

    def certified(*events: Event) -> int:
        return flow(counted(CERTIFICATES, history(*events)), "M06b2", *YEAR)

    assert certified(residents.ISSUED, renewed) == 1
    assert certified(replace(residents.ISSUED, assessment=elsewhere)) == 0
    assert certified(replace(residents.ISSUED, assessment=None)) == 0


def test_who_is_sent_on_to_treatment_counts_at_an_assessment_or_a_visit() -> None:
    sent_on = replace(NOT_QUALIFIED, referred_to_treatment=True)
    found = visit(seen(A, referred_to_treatment=True), seen(B), by=X)

    assert flow(counted(REFERRALS, history(sent_on)), "M06c", *YEAR) == 1
    assert flow(counted(REFERRALS, history(NOT_QUALIFIED)), "M06c", *YEAR) == 0
    assert flow(counted(REFERRALS, history(found)), "M06c", *YEAR) == 1


@pytest.mark.parametrize(
    ("steps", "counts"),
    [
        ((APPLIED, QUALIFIED, DELIVERED), 1),
        ((replace(APPLIED, at_home=False), QUALIFIED, DELIVERED), 0),
        ((APPLIED, AT_THE_INSTITUTION, DELIVERED), 0),
        ((APPLIED, QUALIFIED, replace(DELIVERED, at_home=False)), 0),
        ((APPLIED, performed(Conclusion.NEEDS_HOSPITAL), AT_THE_INSTITUTION, DELIVERED), 0),
        ((APPLIED, DELIVERED), 0),
    ],
)
def test_the_whole_way_without_a_trip_is_application_assessments_and_delivery_at_home(
    steps: tuple[Event, ...], counts: int
) -> None:
    lines = assessed(*steps)

    assert flow(lines, "M06d1", *APRIL) == counts
    assert flow(lines, "M06d2", *APRIL) == 1


def test_without_a_trip_is_shown_with_its_share_of_all_delivered(book: Book) -> None:
    book.record(FIRST, APPLIED, QUALIFIED, DELIVERED, on=APRIL_5)
    book.record(SECOND, APPLIED, AT_THE_INSTITUTION, DELIVERED, on=APRIL_5)
    book.record(THIRD, APPLIED, AT_THE_INSTITUTION, DELIVERED, on=MAY_12)

    figure = book.figure("M06d", SPRING, by="month")

    assert (figure.value, figure.of, figure.percent) == (1, 3, 33.3)
    assert [(part.key, part.value, part.of) for part in figure.parts] == [
        ("2022-04", 1, 2),
        ("2022-05", 0, 1),
    ]


def test_a_person_assessed_at_home_counts_once_whatever_the_files_and_requests(book: Book) -> None:
    """The story's 84 performed less 3 repeated, 2 voided and 2 merged are its 77, in small."""
    other = id_of("the other file")
    book.record(FIRST, APPLIED, NOT_QUALIFIED, on=APRIL_5)
    book.record(SECOND, APPLIED, QUALIFIED, on=MAY_12)
    book.record(THIRD, replace(APPLIED, resident=other), replace(QUALIFIED, resident=other))
    book.record(id_of("fourth"), APPLIED, replace(QUALIFIED, resident=A), on=APRIL_5)
    book.record(id_of("fourth"), AssessmentVoided(reason="评错人"))
    book.record(other, merged_into(RESIDENT))

    assert book.value("M06", SPRING) == 1
    explained = book.explanation("M06", SPRING)
    assert (explained.lines, explained.voided, explained.repeated, explained.merged) == (4, 1, 1, 1)
    assert explained.figure == 1
