"""From which states a dispute accepts each command of its table (`domain.md` 10.6)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pytest

from domain.calendar import Clock
from domain.dispute import (
    AgreementConfirmed,
    ConfirmationApplied,
    Dispute,
    DisputeArchived,
    DisputeEscalated,
    DisputeStatus,
    DisputeVoided,
    DisputeWithdrawn,
    MediationFailed,
    MediationRefused,
    PerformanceChecked,
)
from domain.words import (
    DisputeKind,
    DisputeSource,
    EscalationGround,
    EscalationRisk,
    Performance,
    ReportedTo,
)
from support.calendars import CALENDAR_2022
from support.disputes import (
    ACCEPTED,
    AGREED,
    APPLICANT,
    ASKED,
    BOTH,
    CALM_CLOSED,
    CALMED,
    CONFIRMATIONS,
    CONSENTED,
    MEDIATING,
    MEDIATOR,
    REGISTERED,
    RESPONDENT,
    WRITTEN,
    due,
)
from support.histories import SEALED
from support.state_tables import NEW, VOIDED, Histories, accepting, is_reached, starts

if TYPE_CHECKING:
    from collections.abc import Callable

ON = date(2022, 5, 10)
APPLIED = ConfirmationApplied(court="徐州经济技术开发区人民法院", applied_on=ON)
ESCALATED = DisputeEscalated(
    to=ReportedTo.POLICE,
    ground=EscalationGround.RISK,
    report=SEALED,
    report_by=due(Clock.at()),
)
ARCHIVED = DisputeArchived(
    archive_number="2022-JF-0001",
    register_present=True,
    records_present=True,
    agreement_present=False,
)

STATES: Final[dict[str, Histories]] = {
    NEW: ((),),
    "REGISTERED": ((REGISTERED,), (REGISTERED, CALMED)),
    "CONSENT_PENDING": ((REGISTERED, ASKED), CONSENTED),
    "ACCEPTED": ((*CONSENTED, ACCEPTED),),
    "MEDIATING": (MEDIATING,),
    "CALMED": ((REGISTERED, CALMED, CALM_CLOSED),),
    "AGREED": (AGREED, (*AGREED, APPLIED)),
    "PERFORMED": ((*AGREED, PerformanceChecked(performance=Performance.PERFORMED)),),
    "BREACHED": ((*AGREED, PerformanceChecked(performance=Performance.BREACHED)),),
    "FAILED": ((*MEDIATING, MediationFailed(routes_told=True, reason=SEALED)),),
    "REFUSED": ((REGISTERED, ASKED, MediationRefused(party=RESPONDENT.id)),),
    "ESCALATED": ((REGISTERED, ESCALATED),),
    "CONFIRMED": ((*AGREED, APPLIED, AgreementConfirmed(court_number=SEALED)),),
    "ARCHIVED": ((REGISTERED, CALMED, CALM_CLOSED, ARCHIVED),),
    "WITHDRAWN": ((REGISTERED, DisputeWithdrawn(party=APPLICANT.id, reason=SEALED)),),
    VOIDED: ((*AGREED, DisputeVoided(reason="误录")),),
}
FROM: Final = starts("disputes", STATES)

COMMANDS: Final[dict[str, Callable[[Dispute], object]]] = {
    "disputes/": lambda dispute: dispute.register(
        source=DisputeSource.VISIT,
        kind=DisputeKind.NEIGHBOUR,
        parties=(APPLICANT, RESPONDENT),
        facts=SEALED,
        claims=SEALED,
        risk=EscalationRisk.LOW,
        administrative=False,
        on=ON,
        calendar=CALENDAR_2022,
    ),
    "disputes/calm": lambda dispute: dispute.calm(said=SEALED, by=SEALED),
    "disputes/close-as-calmed": lambda dispute: dispute.close_as_calmed(
        confirmations=CONFIRMATIONS, on=ON, calendar=CALENDAR_2022
    ),
    "disputes/escalate": lambda dispute: dispute.escalate(
        to=ReportedTo.POLICE,
        ground=EscalationGround.RISK,
        report=SEALED,
        on=ON,
        calendar=CALENDAR_2022,
    ),
    "disputes/ask-consent": lambda dispute: dispute.ask_consent(),
    "disputes/give-consent": lambda dispute: dispute.give_consent(party=APPLICANT.id),
    "disputes/refuse": lambda dispute: dispute.refuse(party=RESPONDENT.id),
    "disputes/accept": lambda dispute: dispute.accept(
        committee="某社区人民调解委员会",
        mediators=(MEDIATOR,),
        related=False,
        on=ON,
        calendar=CALENDAR_2022,
    ),
    "disputes/hold-session": lambda dispute: dispute.hold_session(
        place=SEALED, present=SEALED, in_public=False, summary=SEALED
    ),
    "disputes/extend-mediation": lambda dispute: dispute.extend_mediation(
        months=1, both_agree=True, calendar=CALENDAR_2022
    ),
    "disputes/reach-agreement": lambda dispute: dispute.reach_agreement(
        agreement=WRITTEN, on=ON, calendar=CALENDAR_2022
    ),
    "disputes/fail": lambda dispute: dispute.fail(routes_told=True, reason=SEALED),
    "disputes/check-performance": lambda dispute: dispute.check_performance(
        performance=Performance.PERFORMED, on=ON, calendar=CALENDAR_2022
    ),
    "disputes/apply-confirmation": lambda dispute: dispute.apply_confirmation(
        court="徐州经济技术开发区人民法院", applied_by=BOTH, on=ON
    ),
    "disputes/confirm": lambda dispute: dispute.confirm(court_number=SEALED),
    "disputes/deny-confirmation": lambda dispute: dispute.deny_confirmation(
        court_number=SEALED, reason=SEALED
    ),
    "disputes/archive": lambda dispute: dispute.archive(
        archive_number="2022-JF-0001",
        register_present=True,
        records_present=True,
        agreement_present=True,
    ),
}


@pytest.mark.parametrize("path", COMMANDS)
def test_a_dispute_accepts_a_command_from_the_states_of_its_row_only(path: str) -> None:
    assert accepting(Dispute, STATES, COMMANDS[path]) == FROM[path]


@pytest.mark.parametrize("state", STATES)
def test_the_histories_end_where_they_say(state: str) -> None:
    assert all(is_reached(Dispute, state, history) for history in STATES[state])


def test_no_state_and_no_row_of_the_table_is_left_out() -> None:
    assert set(STATES) == {status.name for status in DisputeStatus} | {NEW}
    assert set(COMMANDS) == set(FROM)
