"""What follows from a visit: the form, the risks, and whatever anybody tries (`domain.md` 10.5)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import hypothesis
import pytest
from hypothesis import strategies as st

from domain.history import Rejected
from domain.visit import (
    FormAlreadyCompleted,
    ResidentNotInVisit,
    RiskAlreadyFlagged,
    RiskNotOpen,
    RiskResolved,
    SurveyFormCompleted,
    Visit,
    VisitNotRecorded,
    VisitVoided,
)
from domain.words import VisitMode
from support.histories import SEALED, given, id_of
from support.visits import (
    AWAY_B,
    FLAGGED,
    MET_A,
    PLANNED,
    RECORDED,
    RISK,
    A,
    B,
    C,
    flag,
    plan,
    record,
)
from support.walks import walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.history import Event


def test_a_survey_form_is_filled_in_once_for_each_resident() -> None:
    visit = given(Visit, RECORDED)
    completed = SurveyFormCompleted(resident=A, form_version="2022-1", answers=SEALED)

    assert visit.complete_form(resident=A, form_version="2022-1", answers=SEALED) == completed
    with pytest.raises(FormAlreadyCompleted):
        given(Visit, RECORDED, completed).complete_form(
            resident=A, form_version="2022-1", answers=SEALED
        )
    with pytest.raises(ResidentNotInVisit):
        visit.complete_form(resident=C, form_version="2022-1", answers=SEALED)
    with pytest.raises(VisitNotRecorded):
        given(Visit, PLANNED).complete_form(resident=A, form_version="2022-1", answers=SEALED)


def test_a_risk_is_followed_up_on_the_same_day_even_on_a_holiday() -> None:
    event = flag(given(Visit, RECORDED))

    assert event == FLAGGED
    assert event.follow_up.due_on == date(2022, 4, 5)


def test_a_risk_is_flagged_for_a_resident_of_a_recorded_visit() -> None:
    with pytest.raises(VisitNotRecorded):
        flag(given(Visit, PLANNED))
    with pytest.raises(ResidentNotInVisit):
        flag(given(Visit, RECORDED), resident=C)


def test_an_open_risk_is_not_flagged_again() -> None:
    visit = given(Visit, RECORDED, FLAGGED)

    assert visit.open_risks == (FLAGGED,)
    with pytest.raises(RiskAlreadyFlagged):
        flag(visit, risk=id_of("another risk"))


def test_a_resolved_risk_is_no_longer_open_and_the_danger_may_come_back() -> None:
    resolved = given(Visit, RECORDED, FLAGGED).resolve_risk(risk=RISK, measures=SEALED)
    visit = given(Visit, RECORDED, FLAGGED, resolved)

    assert resolved == RiskResolved(risk=RISK, measures=SEALED)
    assert visit.open_risks == ()
    assert flag(visit, risk=id_of("another risk")).risk == id_of("another risk")
    with pytest.raises(RiskAlreadyFlagged):
        flag(visit)
    with pytest.raises(RiskNotOpen):
        visit.resolve_risk(risk=RISK, measures=SEALED)


MOVES: tuple[Callable[[Visit, st.DataObject], Event], ...] = (
    lambda visit, _: plan(visit),
    lambda visit, chance: record(
        visit,
        *chance.draw(st.sampled_from([(MET_A,), (MET_A, AWAY_B), ()])),
        mode=chance.draw(st.sampled_from(VisitMode)),
    ),
    lambda visit, chance: flag(
        visit,
        risk=chance.draw(st.sampled_from([RISK, id_of("second risk")])),
        resident=chance.draw(st.sampled_from([A, B])),
    ),
    lambda visit, _: visit.resolve_risk(risk=RISK, measures=SEALED),
    lambda visit, chance: visit.complete_form(
        resident=chance.draw(st.sampled_from([A, B])), form_version="2022-1", answers=SEALED
    ),
)


@hypothesis.settings(deadline=None)
@hypothesis.given(st.data())
def test_a_visit_walked_at_random_is_decided_or_refused_but_never_broken(
    chance: st.DataObject,
) -> None:
    walk(Visit, (PLANNED, RECORDED, FLAGGED), MOVES, chance)


@pytest.mark.parametrize("move", MOVES)
@hypothesis.settings(deadline=None)
@hypothesis.given(chance=st.data())
def test_a_void_visit_takes_no_more_commands(
    move: Callable[[Visit, st.DataObject], Event], chance: st.DataObject
) -> None:
    void = given(Visit, PLANNED, RECORDED, FLAGGED, VisitVoided(reason="误录"))

    with pytest.raises(Rejected):
        move(void, chance)
