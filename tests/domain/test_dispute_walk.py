"""Whatever anybody tries on a dispute, in any order: it is decided or refused, never broken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.dispute import Agreement, ConfirmationApplied, Dispute, PerformanceChecked
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
    AGREED,
    APPLICANT,
    BOTH,
    CALM_CLOSED,
    CALMED,
    CONFIRMATIONS,
    MEDIATOR,
    ORAL,
    REGISTERED,
    RESPONDENT,
    WRITTEN,
)
from support.histories import SEALED, id_of
from support.walks import walk

if TYPE_CHECKING:
    from uuid import UUID

    from domain.history import Event

DAYS = st.sampled_from([date(2022, 4, 28), date(2022, 5, 10), date(2022, 6, 10)])
PARTIES: st.SearchStrategy[UUID] = st.sampled_from([*BOTH, id_of("stranger")])
AGREEMENTS: st.SearchStrategy[Agreement] = st.sampled_from(
    [WRITTEN, ORAL, replace(WRITTEN, signed_by=()), replace(WRITTEN, committee_sealed=False)]
)
YES = st.booleans()


def register(dispute: Dispute, chance: st.DataObject) -> Event:
    return dispute.register(
        source=chance.draw(st.sampled_from(DisputeSource)),
        kind=chance.draw(st.sampled_from(DisputeKind)),
        parties=chance.draw(st.sampled_from([(APPLICANT, RESPONDENT), (RESPONDENT, RESPONDENT)])),
        facts=SEALED,
        claims=SEALED,
        risk=chance.draw(st.sampled_from(EscalationRisk)),
        administrative=chance.draw(YES),
        on=chance.draw(DAYS),
        calendar=CALENDAR_2022,
        safeguarding=chance.draw(YES),
    )


def calm(dispute: Dispute, _: st.DataObject) -> Event:
    return dispute.calm(said=SEALED, by=SEALED)


def close_as_calmed(dispute: Dispute, chance: st.DataObject) -> Event:
    heard = chance.draw(st.integers(0, 2))
    return dispute.close_as_calmed(
        confirmations=CONFIRMATIONS[:heard], on=chance.draw(DAYS), calendar=CALENDAR_2022
    )


def escalate(dispute: Dispute, chance: st.DataObject) -> Event:
    return dispute.escalate(
        to=ReportedTo.POLICE,
        ground=chance.draw(st.sampled_from(EscalationGround)),
        report=SEALED,
        on=chance.draw(DAYS),
        calendar=CALENDAR_2022,
    )


def ask_consent(dispute: Dispute, _: st.DataObject) -> Event:
    return dispute.ask_consent()


def give_consent(dispute: Dispute, chance: st.DataObject) -> Event:
    return dispute.give_consent(party=chance.draw(PARTIES), lacks_capacity=chance.draw(YES))


def refuse(dispute: Dispute, chance: st.DataObject) -> Event:
    return dispute.refuse(party=chance.draw(PARTIES))


def accept(dispute: Dispute, chance: st.DataObject) -> Event:
    return dispute.accept(
        committee="某社区人民调解委员会",
        mediators=chance.draw(st.sampled_from([(MEDIATOR,), ()])),
        related=chance.draw(YES),
        on=chance.draw(DAYS),
        calendar=CALENDAR_2022,
    )


def assign_mediator(dispute: Dispute, chance: st.DataObject) -> Event:
    mediator = chance.draw(st.sampled_from([MEDIATOR, id_of("second mediator")]))
    return dispute.assign_mediator(mediator=mediator, related=chance.draw(YES))


def hold_session(dispute: Dispute, chance: st.DataObject) -> Event:
    return dispute.hold_session(
        place=SEALED, present=SEALED, in_public=chance.draw(YES), summary=SEALED
    )


def extend_mediation(dispute: Dispute, chance: st.DataObject) -> Event:
    return dispute.extend_mediation(months=1, both_agree=chance.draw(YES), calendar=CALENDAR_2022)


def fail(dispute: Dispute, chance: st.DataObject) -> Event:
    return dispute.fail(routes_told=chance.draw(YES), reason=SEALED)


def reach_agreement(dispute: Dispute, chance: st.DataObject) -> Event:
    return dispute.reach_agreement(
        agreement=chance.draw(AGREEMENTS), on=chance.draw(DAYS), calendar=CALENDAR_2022
    )


def amend_agreement(dispute: Dispute, chance: st.DataObject) -> Event:
    return dispute.amend_agreement(
        agreement=chance.draw(AGREEMENTS),
        reason=SEALED,
        on=chance.draw(DAYS),
        calendar=CALENDAR_2022,
    )


def check_performance(dispute: Dispute, chance: st.DataObject) -> Event:
    return dispute.check_performance(
        performance=chance.draw(st.sampled_from(Performance)),
        on=chance.draw(DAYS),
        calendar=CALENDAR_2022,
    )


def apply_confirmation(dispute: Dispute, chance: st.DataObject) -> Event:
    return dispute.apply_confirmation(
        court="徐州经济技术开发区人民法院",
        applied_by=chance.draw(st.sampled_from([BOTH, BOTH[:1]])),
        on=chance.draw(DAYS),
    )


def confirm(dispute: Dispute, _: st.DataObject) -> Event:
    return dispute.confirm(court_number=SEALED)


def deny_confirmation(dispute: Dispute, _: st.DataObject) -> Event:
    return dispute.deny_confirmation(court_number=SEALED, reason=SEALED)


def withdraw(dispute: Dispute, chance: st.DataObject) -> Event:
    return dispute.withdraw(party=chance.draw(PARTIES), reason=SEALED)


def archive(dispute: Dispute, chance: st.DataObject) -> Event:
    return dispute.archive(
        archive_number="2022-JF-0001",
        register_present=chance.draw(YES),
        records_present=chance.draw(YES),
        agreement_present=chance.draw(YES),
    )


MOVES = [
    register,
    calm,
    close_as_calmed,
    escalate,
    ask_consent,
    give_consent,
    refuse,
    accept,
    assign_mediator,
    hold_session,
    extend_mediation,
    fail,
    reach_agreement,
    amend_agreement,
    check_performance,
    apply_confirmation,
    confirm,
    deny_confirmation,
    withdraw,
    archive,
]

LIVES = [
    (REGISTERED, CALMED, CALM_CLOSED),
    (*AGREED, PerformanceChecked(performance=Performance.BREACHED)),
    (
        *AGREED,
        ConfirmationApplied(court="徐州经济技术开发区人民法院", applied_on=date(2022, 5, 20)),
    ),
]


@settings(max_examples=150, deadline=None)
@given(life=st.sampled_from(LIVES), chance=st.data())
def test_a_dispute_is_never_broken(life: tuple[Event, ...], chance: st.DataObject) -> None:
    walk(Dispute, life, MOVES, chance)
