"""Whatever anybody tries on an appointment, in any order: decided or refused, never broken."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import hypothesis
import pytest
from hypothesis import strategies as st

from domain.appointment import (
    AppointmentVoided,
    CommissionerAppointment,
)
from domain.history import Rejected
from domain.words import (
    ApprovalLevel,
    DutyResult,
    HandOver,
    Role,
    TrainingResult,
)
from support.appointments import (
    IN_POST,
    ON_LEAVE,
    approve,
    correct_period,
    end,
    leave,
    nominate,
    override_rate,
    set_account,
)
from support.histories import ACTOR, given, id_of
from support.walks import walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.history import Event


DAYS = st.sampled_from([date(2022, 2, 1), date(2022, 3, 14), date(2022, 3, 25)])

MOVES: tuple[Callable[[CommissionerAppointment, st.DataObject], Event], ...] = (
    lambda appointment, chance: nominate(
        appointment,
        is_adult=chance.draw(st.booleans()),
        is_employed_elsewhere=chance.draw(st.booleans()),
    ),
    lambda appointment, chance: approve(
        appointment,
        chance.draw(st.sampled_from(ApprovalLevel)),
        role=chance.draw(st.sampled_from([Role.TOWN, Role.DISTRICT])),
    ),
    lambda appointment, chance: set_account(
        appointment, holder_is_person=chance.draw(st.booleans())
    ),
    lambda appointment, chance: override_rate(
        appointment,
        fen_per_month=chance.draw(st.integers(19_000, 21_000)),
        valid_from=chance.draw(DAYS),
    ),
    lambda appointment, chance: correct_period(
        appointment,
        start_on=chance.draw(DAYS),
        last_day=chance.draw(st.none() | DAYS),
        approver=chance.draw(st.sampled_from([ACTOR, id_of("approver")])),
    ),
    lambda appointment, chance: appointment.start(
        start_on=date(2022, 3, 1), pledge_signed_on=chance.draw(DAYS)
    ),
    lambda appointment, chance: leave(
        appointment, start_on=chance.draw(DAYS), expected_last_day=chance.draw(DAYS)
    ),
    lambda appointment, chance: appointment.end_leave(last_day=chance.draw(DAYS)),
    lambda appointment, chance: appointment.record_training(
        title="走访方法", hours=chance.draw(st.integers(0, 8)), result=TrainingResult.PASSED
    ),
    lambda appointment, chance: appointment.assess_duty(
        first_day=chance.draw(DAYS), last_day=chance.draw(DAYS), result=DutyResult.BASIC
    ),
    lambda appointment, chance: end(
        appointment, last_day=chance.draw(DAYS), hand_over=chance.draw(st.sampled_from(HandOver))
    ),
)


@hypothesis.settings(deadline=None)
@hypothesis.given(st.data())
def test_an_appointment_walked_at_random_is_decided_or_refused_but_never_broken(
    chance: st.DataObject,
) -> None:
    walk(CommissionerAppointment, (*IN_POST, ON_LEAVE), MOVES, chance)


@pytest.mark.parametrize("move", MOVES)
@hypothesis.settings(deadline=None)
@hypothesis.given(chance=st.data())
def test_a_void_appointment_takes_no_more_commands(
    move: Callable[[CommissionerAppointment, st.DataObject], Event], chance: st.DataObject
) -> None:
    void = given(CommissionerAppointment, *IN_POST, AppointmentVoided(reason="误录"))

    with pytest.raises(Rejected):
        move(void, chance)
