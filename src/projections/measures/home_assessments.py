"""M06: home assessments 上门评残, and what came of them (`domain.md` 1.6, 10.2, 11.2).

M06b has two lines: M06b1 qualified and M06b2 certificates. M06d is a share, made of M06d1 and M06d2.
A re-assessment by the city or the province is an assessment like any other, dated when the person
was seen.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from domain.assessment import (
    AssessmentApplied,
    AssessmentPerformed,
    CertificateDelivered,
    CityReassessed,
    ProvinceConcluded,
)
from domain.resident import (
    CertificateGradeChanged,
    CertificateIssued,
    CertificateMovedIn,
    CertificateRenewed,
)
from domain.visit import VisitRecorded
from domain.words import AssessmentPlace, Conclusion
from projections.figures.fact import About, Fact, Family, Kind, Measure, Unit
from projections.figures.rate import Share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.history import Event, Recorded

M06 = Measure(
    "M06",
    "上门评残",
    "persons assessed at home",
    Unit.PERSONS,
    Kind.DISTINCT,
    "上门评定残疾的不同残疾人, 同一人多次评定只算一次; 含未到定残时间的, 不含需住院检查的",
    "distinct residents assessed at home, once however often; too early counts, needs hospital"
    " does not",
    about=About.RESIDENTS,
)
M06B1 = Measure(
    "M06b1",
    "上门评残符合标准",
    "of these, qualified",
    Unit.PERSONS,
    Kind.DISTINCT,
    "经上门评定、最后结论为符合标准的不同残疾人, 计在作出结论之日",
    "distinct residents assessed at home whose last conclusion is qualified, on its date",
    about=About.RESIDENTS,
)
M06B2 = Measure(
    "M06b2",
    "上门评残后办证",
    "certificates from a home assessment",
    Unit.PERSONS,
    Kind.DISTINCT,
    "因上门评残而核发、换领或变更残疾人证的不同残疾人, 计在核发之日",
    "distinct residents given a certificate that a home assessment led to, on its date",
    about=About.RESIDENTS,
)
M06C = Measure(
    "M06c",
    "转介救治",
    "referred to treatment",
    Unit.PERSONS,
    Kind.DISTINCT,
    "评残或走访中标记转介救治的不同残疾人",
    "distinct residents marked as referred to treatment at an assessment or a visit",
    about=About.RESIDENTS,
)
M06D = Measure(
    "M06d",
    "办证零跑路",
    "whole way without a trip",
    Unit.PERCENT,
    Kind.RATE,
    "申请、评定、发证都在家中完成的, 占全部发证的比例, 计在发证日",
    "certificates applied for, assessed and delivered at home, of all delivered, on delivery",
)
M06D1 = Measure(
    "M06d1",
    "全程上门发证",
    "certificates delivered without a trip",
    Unit.CASES,
    Kind.FLOW,
    "申请、评定、发证都在家中完成的发证",
    "certificates delivered whose application, assessments and delivery were all at home",
    shown=False,
    about=About.CASES,
)
M06D2 = Measure(
    "M06d2",
    "发证",
    "certificates delivered",
    Unit.CASES,
    Kind.FLOW,
    "已发放的残疾人证",
    "certificates delivered",
    shown=False,
    about=About.CASES,
)

ZERO_TRIPS: Final = Share(M06D, part=M06D1, whole=M06D2)


class AssessmentsCount:
    """One request: where each step was made, what was last concluded, and the delivery."""

    def __init__(self) -> None:
        """Start before the application."""
        self._applied_at_home = False
        self._places: set[AssessmentPlace] = set()
        self._assessed_at_home = False
        self._qualified: Fact | None = None
        self._delivered = False

    def count(self, recorded: Recorded[Event]) -> Iterator[Fact]:
        """Count an assessment, its conclusion, and a delivery."""
        match recorded.event:
            case AssessmentApplied(at_home=at_home):
                self._applied_at_home = at_home
            case AssessmentPerformed(resident=resident, place=place, conclusion=conclusion):
                seen = Fact("M06", resident, occurred_on=recorded.occurred_on)
                yield from self._assessed(seen, place, conclusion, recorded)
            case (
                CityReassessed(resident=resident, place=place, conclusion=conclusion, on=on)
                | ProvinceConcluded(resident=resident, place=place, conclusion=conclusion, on=on)
            ):
                seen = Fact("M06", resident, occurred_on=on)
                yield from self._assessed(seen, place, conclusion, recorded)
            case CertificateDelivered(at_home=at_home) if not self._delivered:
                self._delivered = True
                yield Fact("M06d2", recorded.stream)
                only_at_home = self._places == {AssessmentPlace.HOME}
                if self._applied_at_home and only_at_home and at_home:
                    yield Fact("M06d1", recorded.stream)
            case _:
                pass

    def _assessed(
        self, seen: Fact, place: AssessmentPlace, conclusion: Conclusion, recorded: Recorded[Event]
    ) -> Iterator[Fact]:
        self._places.add(place)
        if place is AssessmentPlace.HOME and conclusion is not Conclusion.NEEDS_HOSPITAL:
            self._assessed_at_home = True
            yield seen
        if self._qualified is not None:
            yield self._qualified.taken_back()
            self._qualified = None
        if self._assessed_at_home and conclusion is Conclusion.QUALIFIED:
            self._qualified = replace(seen, measure="M06b1").made_by(recorded)
            yield self._qualified


class CertificatesCount:
    """Counts each certificate by itself, on the resident's own stream."""

    def count(self, recorded: Recorded[Event]) -> Iterator[Fact]:
        """Count a certificate that doctors at the home led to."""
        match recorded.event:
            case (
                CertificateIssued(assessment=assessment)
                | CertificateRenewed(assessment=assessment)
                | CertificateGradeChanged(assessment=assessment)
                | CertificateMovedIn(assessment=assessment)
            ) if assessment is not None and assessment.at_home:
                yield Fact("M06b2", recorded.stream)
            case _:
                pass


class ReferralsCount:
    """Counts each assessment and visit by itself."""

    def count(self, recorded: Recorded[Event]) -> Iterator[Fact]:
        """Count the residents sent on to treatment."""
        match recorded.event:
            case AssessmentPerformed(resident=resident, referred_to_treatment=True):
                yield Fact("M06c", resident)
            case VisitRecorded(residents=residents):
                for seen in residents:
                    if seen.referred_to_treatment:
                        yield Fact("M06c", seen.resident)
            case _:
                pass


HOME_ASSESSMENTS = Family(
    "home assessments",
    (M06, M06B1, M06D1, M06D2),
    frozenset(
        event.topic
        for event in (
            AssessmentApplied,
            AssessmentPerformed,
            CityReassessed,
            ProvinceConcluded,
            CertificateDelivered,
        )
    ),
    AssessmentsCount,
)
CERTIFICATES = Family(
    "certificates",
    (M06B2,),
    frozenset(
        event.topic
        for event in (
            CertificateIssued,
            CertificateRenewed,
            CertificateGradeChanged,
            CertificateMovedIn,
        )
    ),
    CertificatesCount,
    stateless=True,
)
REFERRALS = Family(
    "referrals",
    (M06C,),
    frozenset({AssessmentPerformed.topic, VisitRecorded.topic}),
    ReferralsCount,
    stateless=True,
)
