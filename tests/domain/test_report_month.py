"""The report of a month: never typed, frozen when submitted, restated and never changed (11.5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

from domain.history import Rejected
from domain.report_month import (
    FiguresIncomplete,
    LowerReportsMissing,
    NotAZeroReport,
    NothingToRestate,
    NotYourLevel,
    OnlyTheDistrictIsLocked,
    ReportAlreadyLocked,
    ReportAlreadySubmitted,
    ReportAreaNotUnderstood,
    ReportedChange,
    ReportedFigure,
    ReportedMonthNotOver,
    ReportIsRestatedInstead,
    ReportMonth,
    ReportMonthLocked,
    ReportMonthRestated,
    ReportMonthSubmitted,
    ReportNotLocked,
    ReportNotSubmitted,
    ZeroReportNotConfirmed,
)
from domain.report_month import digest_of as digest
from domain.words import Role
from support.histories import given, recorded
from support.walks import walk

MAY = date(2022, 5, 1)
FIGURES = (ReportedFigure("M04", 1, 812), ReportedFigure("M05", 1, 597, of=626))
CORRECTED = (replace(FIGURES[0], value=811), FIGURES[1])
SUBMITTED = ReportMonthSubmitted(
    area="320371",
    month=MAY,
    position=9,
    figures=FIGURES,
    digest=digest(FIGURES, (), area="320371", month=MAY, position=9),
)
LOCKED = ReportMonthLocked(month=MAY)
RESTATED = ReportMonthRestated(
    reason="作废一次走访",
    position=12,
    figures=CORRECTED,
    digest=digest(CORRECTED, (), area="320371", month=MAY, position=12),
    changes=(ReportedChange("M04", 812, 811),),
)


def submitting(report: ReportMonth, **said: Any) -> ReportMonthSubmitted:
    now: dict[str, Any] = {
        "area": "320371",
        "month": date(2022, 5, 17),
        "position": 9,
        "figures": FIGURES,
        "groups": (),
        "complete": True,
        "anything_happened": True,
        "missing": (),
        "role": Role.DISTRICT,
        "on": date(2022, 6, 1),
    }
    return report.submit(**(now | said))


def restating(report: ReportMonth, **said: Any) -> ReportMonthRestated:
    now: dict[str, Any] = {
        "reason": "作废一次走访",
        "position": 12,
        "figures": CORRECTED,
        "groups": (),
        "complete": True,
    }
    return report.restate(**(now | said))


def test_a_month_is_submitted_with_what_was_read_and_where() -> None:
    assert submitting(given(ReportMonth)) == SUBMITTED


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"on": date(2022, 5, 31)}, ReportedMonthNotOver),
        ({"complete": False}, FiguresIncomplete),
        ({"anything_happened": False}, ZeroReportNotConfirmed),
        ({"nothing_happened": True}, NotAZeroReport),
        ({"missing": ("320371005",)}, LowerReportsMissing),
        ({"area": "3203"}, ReportAreaNotUnderstood),
        ({"role": Role.TOWN}, NotYourLevel),
        ({"area": "320371005", "role": Role.DISTRICT}, NotYourLevel),
        ({"area": "320371005001", "role": Role.COMMISSIONER}, NotYourLevel),
    ],
)
def test_what_may_not_be_submitted(said: dict[str, Any], refusal: type[Rejected]) -> None:
    with pytest.raises(refusal):
        submitting(given(ReportMonth), **said)


@pytest.mark.parametrize(
    ("area", "role"),
    [("320371005001", Role.ASSOCIATION), ("320371005", Role.TOWN), ("320371", Role.LEADER)],
)
def test_each_level_is_submitted_by_its_own(area: str, role: Role) -> None:
    assert submitting(given(ReportMonth), area=area, role=role).area == area


def test_nothing_happened_is_reported_too() -> None:
    said = submitting(given(ReportMonth), anything_happened=False, nothing_happened=True)

    assert said.nothing_happened


def test_who_does_not_wait_for_those_below_says_why_and_who_is_missing() -> None:
    said = submitting(given(ReportMonth), missing=("320371005",), missing_reason="停电")

    assert (said.missing, said.missing_reason) == (("320371005",), "停电")


def test_what_was_submitted_is_submitted_once() -> None:
    with pytest.raises(ReportAlreadySubmitted):
        submitting(given(ReportMonth, SUBMITTED))


def test_the_district_locks_and_restates_and_both_numbers_stay() -> None:
    assert given(ReportMonth, SUBMITTED).lock() == LOCKED
    assert restating(given(ReportMonth, SUBMITTED, LOCKED)) == RESTATED
    restated = given(ReportMonth, SUBMITTED, LOCKED, RESTATED)
    assert (restated.figures, restated.position) == (CORRECTED, 12)
    assert restating(restated, figures=FIGURES).changes == (ReportedChange("M04", 811, 812),)


def test_what_cannot_be_locked_or_restated() -> None:
    village = replace(SUBMITTED, area="320371005001")
    with pytest.raises(ReportNotSubmitted):
        given(ReportMonth).lock()
    for below in (village, replace(SUBMITTED, area="320371005")):
        with pytest.raises(OnlyTheDistrictIsLocked):
            given(ReportMonth, below).lock()
    with pytest.raises(ReportAlreadyLocked):
        given(ReportMonth, SUBMITTED, LOCKED).lock()
    with pytest.raises(ReportNotSubmitted):
        restating(given(ReportMonth))
    with pytest.raises(ReportNotLocked):
        restating(given(ReportMonth, SUBMITTED))
    with pytest.raises(FiguresIncomplete):
        restating(given(ReportMonth, SUBMITTED, LOCKED), complete=False)
    with pytest.raises(NothingToRestate):
        restating(given(ReportMonth, SUBMITTED, LOCKED), figures=FIGURES)


def test_a_measure_that_was_not_reported_before_counts_from_nothing() -> None:
    new = (*CORRECTED, ReportedFigure("M06", 1, 2))

    changes = restating(given(ReportMonth, SUBMITTED, LOCKED), figures=new).changes

    assert changes == (ReportedChange("M04", 812, 811), ReportedChange("M06", 0, 2))


def test_nobody_corrects_or_voids_a_figure() -> None:
    """统计法: the software must not offer to adjust a figure anywhere (11.5)."""
    report = given(ReportMonth, SUBMITTED)

    with pytest.raises(ReportIsRestatedInstead):
        report.void(reason="误报")
    with pytest.raises(ReportIsRestatedInstead):
        report.correct(
            original=recorded(SUBMITTED),
            whole=SUBMITTED,
            field="figures",
            old=None,
            new=None,
            reason="改数",
        )


@pytest.mark.parametrize(
    "other",
    [
        {"area": "320371005"},
        {"month": date(2022, 6, 1)},
        {"position": 10},
        {"figures": CORRECTED},
    ],
)
def test_the_digest_says_all_of_it(other: dict[str, Any]) -> None:
    said: dict[str, Any] = {
        "figures": FIGURES,
        "groups": (),
        "area": "320371",
        "month": MAY,
        "position": 9,
    }

    def of(*, figures: Any, groups: Any, **where: Any) -> str:
        return digest(figures, groups, **where)

    assert of(**said) == SUBMITTED.digest
    assert of(**(said | other)) != SUBMITTED.digest


@hypothesis.settings(deadline=None)
@hypothesis.given(st.data())
def test_a_report_walked_at_random_is_decided_or_refused_but_never_broken(
    chance: st.DataObject,
) -> None:
    moves = (
        lambda report, _: submitting(report),
        lambda report, _: report.lock(),
        lambda report, _: restating(report),
        lambda report, _: restating(report, figures=FIGURES),
    )
    walk(ReportMonth, (SUBMITTED, LOCKED, RESTATED), moves, chance)
