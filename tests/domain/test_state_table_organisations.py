"""From which states associations and appointments accept their commands (`domain.md` 10.7, 10.8)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pytest

from domain.appointment import AppointmentStatus, AppointmentVoided, CommissionerAppointment
from domain.association import (
    AreaRemoved,
    Association,
    AssociationDissolved,
    AssociationsMerged,
    AssociationStatus,
    AssociationSuspended,
    AssociationVoided,
    BrandRegistered,
    PlateApproved,
    PlateHung,
)
from domain.words import ApprovalLevel, DutyResult, MemberEndReason, TrainingResult
from support import appointments
from support.associations import (
    ACTIVE,
    AREA,
    AREA_ASSIGNED,
    BEFORE_ACTIVATION,
    CHAIR,
    ON,
    OTHER_AREA,
    OTHER_ASSOCIATION,
    PAPER,
    PROPOSED,
    appoint,
)
from support.histories import TOWN, VILLAGE, id_of
from support.state_tables import NEW, VOIDED, Histories, accepting, is_reached, starts

if TYPE_CHECKING:
    from collections.abc import Callable

ADMITTED = PlateApproved(document_number=PAPER, approved_by="组织部")
WITHOUT_AREA = (*ACTIVE, AreaRemoved(area=AREA, reason="调整"))
FURNISHED = (
    *ACTIVE,
    ADMITTED,
    PlateHung(place="党群服务中心"),
    BrandRegistered(title="十心", slogan="意", description="无"),
)
SUSPENDED = AssociationSuspended(reason="换届", document_number=PAPER)
MERGED = AssociationsMerged(into=OTHER_ASSOCIATION, document_number=PAPER)
DISSOLVED = AssociationDissolved(reason="撤村", document_number=PAPER)

STATES: Final[dict[str, Histories]] = {
    NEW: ((),),
    "PROPOSED": ((PROPOSED, AREA_ASSIGNED),),
    "APPROVED": (BEFORE_ACTIVATION,),
    "ACTIVE": (ACTIVE, WITHOUT_AREA, (*ACTIVE, ADMITTED), FURNISHED),
    "SUSPENDED": ((*WITHOUT_AREA, SUSPENDED), (*FURNISHED, SUSPENDED)),
    "MERGED": ((*FURNISHED, MERGED),),
    "DISSOLVED": ((*FURNISHED, AreaRemoved(area=AREA, reason="调整"), DISSOLVED),),
    VOIDED: ((*FURNISHED, AssociationVoided(reason="误录")),),
}
FROM: Final = starts("associations", STATES)

COMMANDS: Final[dict[str, Callable[[Association], object]]] = {
    "associations/": lambda association: association.propose(
        name="甲村残协", code=VILLAGE, town=TOWN
    ),
    "associations/approve": lambda association: association.approve(document_number=PAPER),
    "associations/activate": lambda association: association.activate(on=ON),
    "associations/approve-plate": lambda association: association.approve_plate(
        document_number=PAPER, approved_by="组织部"
    ),
    "associations/hang-plate": lambda association: association.hang_plate(
        place="党群服务中心", photo=id_of("photo")
    ),
    "associations/remove-plate": lambda association: association.remove_plate(reason="清理牌子"),
    "associations/appoint-member": lambda association: appoint(association, id_of("newcomer")),
    "associations/end-member": lambda association: association.end_member(
        person=CHAIR, last_day=date(2022, 4, 10), reason=MemberEndReason.TERM
    ),
    "associations/assign-area": lambda association: association.assign_area(
        area=OTHER_AREA, name="二组"
    ),
    "associations/remove-area": lambda association: association.remove_area(
        area=AREA, reason="调整"
    ),
    "associations/change-code": lambda association: association.change_code(
        code="320371005002", town=TOWN, valid_from=ON, document_number=PAPER
    ),
    "associations/record-population": lambda association: association.record_population(
        count=3200, as_of=ON, source="公安户籍"
    ),
    "associations/register-brand": lambda association: association.register_brand(
        title="十心", slogan="意", description="无"
    ),
    "associations/retire-brand": lambda association: association.retire_brand(reason="更换"),
    "associations/suspend": lambda association: association.suspend(
        reason="换届", document_number=PAPER
    ),
    "associations/resume": lambda association: association.resume(document_number=PAPER),
    "associations/merge": lambda association: association.merge(
        into=OTHER_ASSOCIATION, into_is_active=True, document_number=PAPER
    ),
    "associations/dissolve": lambda association: association.dissolve(
        reason="撤村", document_number=PAPER, open_cases=0, commissioners=0
    ),
}

POSTS: Final[dict[str, Histories]] = {
    NEW: ((),),
    "NOMINATED": (appointments.IN_POST[:2],),
    "APPROVED": (appointments.IN_POST[:3],),
    "ACTIVE": (appointments.IN_POST,),
    "ON_LEAVE": ((*appointments.IN_POST, appointments.ON_LEAVE),),
    "ENDED": ((*appointments.IN_POST, appointments.ENDED),),
    VOIDED: ((*appointments.IN_POST, AppointmentVoided(reason="误录")),),
}
POSTS_FROM: Final = starts("appointments", POSTS)


def correct_period(appointment: CommissionerAppointment) -> object:
    """Correct the first day; the last one is said of a post that has ended, and of no other."""
    has_ended = appointment.status is AppointmentStatus.ENDED
    return appointments.correct_period(
        appointment, last_day=date(2022, 4, 10) if has_ended else None
    )


POST_COMMANDS: Final[dict[str, Callable[[CommissionerAppointment], object]]] = {
    "appointments/": appointments.nominate,
    "appointments/approve": lambda appointment: appointments.approve(
        appointment, ApprovalLevel.DISTRICT
    ),
    "appointments/start": lambda appointment: appointment.start(
        start_on=date(2022, 3, 1), pledge_signed_on=date(2022, 2, 28)
    ),
    "appointments/set-bank-account": appointments.set_account,
    "appointments/start-leave": appointments.leave,
    "appointments/end-leave": lambda appointment: appointment.end_leave(last_day=date(2022, 3, 25)),
    "appointments/record-training": lambda appointment: appointment.record_training(
        title="走访方法", hours=4, result=TrainingResult.PASSED
    ),
    "appointments/assess-duty": lambda appointment: appointment.assess_duty(
        first_day=date(2022, 3, 1), last_day=date(2022, 3, 31), result=DutyResult.BASIC
    ),
    "appointments/override-rate": appointments.override_rate,
    "appointments/end": appointments.end,
    "appointments/correct-period": correct_period,
}


@pytest.mark.parametrize("path", COMMANDS)
def test_an_association_accepts_a_command_from_the_states_of_its_row_only(path: str) -> None:
    assert accepting(Association, STATES, COMMANDS[path]) == FROM[path]


@pytest.mark.parametrize("path", POST_COMMANDS)
def test_an_appointment_accepts_a_command_from_the_states_of_its_row_only(path: str) -> None:
    assert accepting(CommissionerAppointment, POSTS, POST_COMMANDS[path]) == POSTS_FROM[path]


@pytest.mark.parametrize("state", STATES)
def test_the_histories_of_associations_end_where_they_say(state: str) -> None:
    assert all(is_reached(Association, state, history) for history in STATES[state])


@pytest.mark.parametrize("state", POSTS)
def test_the_histories_of_appointments_end_where_they_say(state: str) -> None:
    assert all(is_reached(CommissionerAppointment, state, history) for history in POSTS[state])


def test_no_state_and_no_row_of_the_tables_is_left_out() -> None:
    assert set(STATES) == {status.name for status in AssociationStatus} | {NEW, VOIDED}
    assert set(POSTS) == {status.name for status in AppointmentStatus} | {NEW, VOIDED}
    assert (set(COMMANDS), set(POST_COMMANDS)) == (set(FROM), set(POSTS_FROM))
