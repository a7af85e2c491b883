"""Visits: who was met and how, and the risks found on the way (`domain.md` 10.5, 11.2, 11.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from domain.history import standing
from domain.visit import (
    CompanionTwiceInVisit,
    MetOnlyInPerson,
    MetWithReasonNotMet,
    NobodyVisited,
    NotMetWithoutReason,
    ResidentSeen,
    ResidentTwiceInVisit,
    StateNotChecked,
    Visit,
    VisitAlreadyPlanned,
    VisitAlreadyRecorded,
    VisitCorrected,
    VisitPlanned,
    VisitRecorded,
    VisitStatus,
    VisitVoided,
    VisitVoidReverted,
)
from domain.words import Met, Need, NotMetReason, VisitMode, VisitPurpose
from support.histories import SEALED, given, history, sealed
from support.visits import (
    AWAY_B,
    HOUSEHOLD,
    MET_A,
    MET_B,
    ON,
    PLANNED,
    RECORDED,
    A,
    B,
    X,
    Y,
    plan,
    record,
)

if TYPE_CHECKING:
    from uuid import UUID


def test_a_visit_is_planned_for_a_day() -> None:
    assert plan(given(Visit)) == PLANNED
    planned = given(Visit, PLANNED)
    assert (planned.status, planned.visitor, planned.residents) == (VisitStatus.PLANNED, X, (A,))


@pytest.mark.parametrize(
    ("residents", "refusal"), [((), NobodyVisited), ((A, A), ResidentTwiceInVisit)]
)
def test_a_visit_is_planned_to_somebody_and_to_each_once(
    residents: tuple[UUID, ...], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        given(Visit).plan(
            visitor=X, residents=residents, planned_on=ON, purpose=VisitPurpose.PAIRING
        )


def test_a_visit_is_not_planned_twice() -> None:
    with pytest.raises(VisitAlreadyPlanned):
        plan(given(Visit, PLANNED))


@pytest.mark.parametrize("earlier", [(), (PLANNED,)])
def test_a_visit_is_recorded_whether_planned_or_not(earlier: tuple[VisitPlanned, ...]) -> None:
    assert record(given(Visit, *earlier), MET_A) == RECORDED


def test_a_household_of_two_is_one_visit_to_two_residents() -> None:
    visit = given(Visit)

    event = visit.record(
        visitor=X,
        mode=VisitMode.HOME,
        purpose=VisitPurpose.PAIRING,
        residents=(MET_A, MET_B),
        household=HOUSEHOLD,
        next_step=SEALED,
    )

    assert event == VisitRecorded(
        visitor=X,
        mode=VisitMode.HOME,
        purpose=VisitPurpose.PAIRING,
        residents=(MET_A, MET_B),
        household=HOUSEHOLD,
        next_step=SEALED,
    )


def test_two_people_going_together_are_one_visit_with_one_lead_visitor() -> None:
    event = record(given(Visit), MET_A, companions=(Y,))

    assert (event.visitor, event.companions) == (X, (Y,))


@pytest.mark.parametrize("companions", [(X,), (Y, Y)])
def test_a_companion_is_somebody_else_and_named_once(companions: tuple[UUID, ...]) -> None:
    with pytest.raises(CompanionTwiceInVisit):
        record(given(Visit), MET_A, companions=companions)


def test_a_visit_is_recorded_once() -> None:
    with pytest.raises(VisitAlreadyRecorded):
        record(given(Visit, RECORDED), MET_A)


def test_a_void_visit_is_not_recorded_again() -> None:
    with pytest.raises(VisitAlreadyRecorded):
        record(given(Visit, RECORDED, VisitVoided(reason="重复录入")), MET_A)


def test_a_visit_is_to_at_least_one_resident() -> None:
    with pytest.raises(NobodyVisited):
        record(given(Visit))


def test_no_resident_is_in_a_visit_twice() -> None:
    with pytest.raises(ResidentTwiceInVisit):
        record(given(Visit), MET_A, MET_A)


@pytest.mark.parametrize("mode", [VisitMode.HOME, VisitMode.FACE, VisitMode.VIDEO])
def test_at_home_face_to_face_and_by_video_people_are_met_in_person(mode: VisitMode) -> None:
    assert record(given(Visit), MET_A, mode=mode).mode is mode


@pytest.mark.parametrize("mode", [VisitMode.PHONE, VisitMode.PROXY])
def test_a_call_or_word_from_the_family_is_not_meeting_the_person(mode: VisitMode) -> None:
    with pytest.raises(MetOnlyInPerson) as refusal:
        record(given(Visit), MET_A, mode=mode)

    assert refusal.value.details == {"mode": mode}


@pytest.mark.parametrize("mode", list(VisitMode))
def test_the_family_may_be_reached_in_any_way(mode: VisitMode) -> None:
    family = ResidentSeen(resident=A, met=Met.FAMILY, state_checked=False)

    assert record(given(Visit), family, mode=mode).residents == (family,)


def test_whoever_is_not_met_is_not_met_for_a_reason() -> None:
    assert record(given(Visit), AWAY_B).residents == (AWAY_B,)
    with pytest.raises(NotMetWithoutReason):
        record(given(Visit), ResidentSeen(resident=B, met=Met.NO, state_checked=False))


@pytest.mark.parametrize("met", [Met.YES, Met.FAMILY])
def test_whoever_is_met_has_no_reason_for_not_being_met(met: Met) -> None:
    seen = ResidentSeen(
        resident=A, met=met, state_checked=True, not_met_reason=NotMetReason.REFUSED
    )

    with pytest.raises(MetWithReasonNotMet):
        record(given(Visit), seen)


def test_not_a_text_is_demanded_but_a_tick_that_the_state_was_checked() -> None:
    with pytest.raises(StateNotChecked):
        record(given(Visit), ResidentSeen(resident=A, met=Met.YES, state_checked=False))


def test_what_was_heard_and_has_changed_is_kept_closed() -> None:
    seen = ResidentSeen(
        resident=A,
        met=Met.YES,
        state_checked=True,
        needs=(Need.REHABILITATION, Need.CARE),
        referred_to_treatment=True,
        heard=sealed("heard"),
        changes=sealed("changes"),
    )

    assert record(given(Visit), seen).residents == (seen,)


def test_a_void_visit_does_not_stand_until_the_void_is_taken_back() -> None:
    voided = VisitVoided(reason="重复录入")
    reverted = VisitVoidReverted(version=2, reason="误作废")

    assert list(standing(history(RECORDED, voided))) == []
    assert given(Visit, RECORDED, voided).is_void
    assert [entry.event for entry in standing(history(RECORDED, voided, reverted))] == [RECORDED]


def test_a_visit_is_corrected_whole() -> None:
    original = history(RECORDED)[0]
    whole = record(given(Visit), AWAY_B)

    event = given(Visit, RECORDED).correct(
        original=original,
        whole=whole,
        field="residents",
        old="见到本人",
        new="未见",
        reason="记错对象",
    )

    assert isinstance(event, VisitCorrected)
    assert [entry.event for entry in standing(history(RECORDED, event))] == [whole]


def test_the_states_are_shown_in_the_words_of_section_10_5() -> None:
    assert [status.chinese for status in VisitStatus] == ["已计划", "已走访"]
