"""The association's part of a dispute: register, calm, report, keep the file (`domain.md` 10.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.calendar import Clock
from domain.dispute import (
    AdministrativeDispute,
    Dispute,
    DisputeAlreadyRegistered,
    DisputeArchived,
    DisputeCorrected,
    DisputeEndedOrReported,
    DisputeEscalated,
    DisputeHasAnOutcome,
    DisputeNotEnded,
    DisputeNotRegistered,
    DisputeStatus,
    DisputeVoided,
    DisputeVoidReverted,
    DisputeWithdrawn,
    FileIncomplete,
    MediationFailed,
    NoDisabledParty,
    NotCalmedYet,
    PartiesIncomplete,
    PartyListedTwice,
    PartyUnknown,
    PartyUnnamed,
    PerformanceChecked,
    RegistrationIsVoid,
    ReportFirst,
    SideNotConfirmed,
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
    AGREED,
    APPLICANT,
    CALM_CLOSED,
    CALMED,
    CONFIRMATIONS,
    CONSENTED,
    MEDIATING,
    MEDIATOR,
    ON,
    REGISTERED,
    RESPONDENT,
    due,
)
from support.histories import CASE, SEALED, given, history, id_of, running

if TYPE_CHECKING:
    from domain.dispute import DisputeCalmClosed, DisputeRegistered, Party
    from domain.history import Event

FAILED = MediationFailed(routes_told=True, reason=SEALED)
PERFORMED = PerformanceChecked(performance=Performance.PERFORMED)


# Registering


def register(
    dispute: Dispute | None = None,
    *,
    parties: tuple[Party, ...] = (APPLICANT, RESPONDENT),
    administrative: bool = False,
    safeguarding: bool = False,
) -> DisputeRegistered:
    return (dispute or Dispute(CASE)).register(
        source=DisputeSource.VISIT,
        kind=DisputeKind.NEIGHBOUR,
        parties=parties,
        facts=SEALED,
        claims=SEALED,
        risk=EscalationRisk.LOW,
        administrative=administrative,
        on=ON,
        calendar=CALENDAR_2022,
        safeguarding=safeguarding,
    )


def test_a_dispute_is_looked_after_by_the_next_workday() -> None:
    """First contact WD1 (`domain.md` 10.6): 2022-04-28 gives Friday 04-29."""
    registered = register()
    assert registered == REGISTERED
    assert registered.contact_by.due_on == date(2022, 4, 29)


def test_a_dispute_is_registered_once() -> None:
    with pytest.raises(DisputeAlreadyRegistered):
        register(given(Dispute, REGISTERED))


def test_a_quarrel_with_a_public_body_is_an_appeal() -> None:
    """`domain.md` 4.2."""
    with pytest.raises(AdministrativeDispute):
        register(administrative=True)


def test_it_takes_two_to_quarrel() -> None:
    with pytest.raises(PartiesIncomplete):
        register(parties=(APPLICANT,))


def test_a_party_is_on_file_or_has_a_name() -> None:
    with pytest.raises(PartyUnnamed):
        register(parties=(APPLICANT, replace(RESPONDENT, name=None)))


def test_a_party_stands_on_the_list_once() -> None:
    with pytest.raises(PartyListedTwice):
        register(parties=(APPLICANT, replace(RESPONDENT, id=APPLICANT.id)))
    with pytest.raises(PartyListedTwice):
        register(parties=(APPLICANT, replace(APPLICANT, id=id_of("again"))))


def test_a_disabled_resident_or_their_household_is_a_party() -> None:
    """`domain.md` 10.6: at least one party."""
    neighbour = replace(APPLICANT, disabled=False)
    with pytest.raises(NoDisabledParty):
        register(parties=(neighbour, RESPONDENT))
    household = replace(neighbour, household=True)
    assert register(parties=(household, RESPONDENT)).parties == (household, RESPONDENT)


# Calming


def close_as_calmed(dispute: Dispute, parties_heard: int = 2) -> DisputeCalmClosed:
    return dispute.close_as_calmed(
        confirmations=CONFIRMATIONS[:parties_heard], on=ON, calendar=CALENDAR_2022
    )


def test_calming_is_the_first_contact() -> None:
    calmed = given(Dispute, REGISTERED).calm(said=SEALED, by=SEALED)
    assert calmed == CALMED
    dispute = given(Dispute, REGISTERED, calmed)
    assert (dispute.status, running(dispute)) == (DisputeStatus.REGISTERED, ())


def test_a_calmed_dispute_is_settled_when_each_side_says_so() -> None:
    """Follow-up CD15 (10.6): 2022-04-28 gives 05-13."""
    closed = close_as_calmed(given(Dispute, REGISTERED, CALMED))
    assert closed == CALM_CLOSED
    assert closed.follow_by.due_on == date(2022, 5, 13)
    dispute = given(Dispute, REGISTERED, CALMED, closed)
    assert (dispute.status, running(dispute)) == (DisputeStatus.CALMED, (closed.follow_by,))


def test_one_side_does_not_speak_for_the_other() -> None:
    with pytest.raises(SideNotConfirmed) as refusal:
        close_as_calmed(given(Dispute, REGISTERED, CALMED), parties_heard=1)
    assert refusal.value.details["parties"] == (RESPONDENT.id,)


def test_nothing_is_settled_before_it_was_calmed() -> None:
    with pytest.raises(NotCalmedYet):
        close_as_calmed(given(Dispute, REGISTERED))


def test_a_dispute_in_mediation_is_not_calmed_any_more() -> None:
    dispute = given(Dispute, *MEDIATING)
    with pytest.raises(DisputeNotRegistered):
        dispute.calm(said=SEALED, by=SEALED)
    with pytest.raises(DisputeNotRegistered):
        close_as_calmed(dispute)


def test_suspected_abuse_is_reported_and_neither_settled_nor_mediated() -> None:
    """`domain.md` 4.2."""
    registered = register(safeguarding=True)
    with pytest.raises(ReportFirst):
        close_as_calmed(given(Dispute, registered, CALMED))
    with pytest.raises(ReportFirst):
        given(Dispute, registered).ask_consent()


# Reporting


def report(dispute: Dispute) -> DisputeEscalated:
    return dispute.escalate(
        to=ReportedTo.POLICE,
        ground=EscalationGround.VIOLENCE,
        report=SEALED,
        on=ON,
        calendar=CALENDAR_2022,
    )


@pytest.mark.parametrize("events", [(REGISTERED,), CONSENTED, MEDIATING, AGREED])
def test_violence_is_reported_the_same_day_wherever_the_dispute_stands(
    events: tuple[Event, ...],
) -> None:
    reported = report(given(Dispute, *events))
    assert reported == DisputeEscalated(
        to=ReportedTo.POLICE,
        ground=EscalationGround.VIOLENCE,
        report=SEALED,
        report_by=due(Clock.at()),
    )
    dispute = given(Dispute, *events, reported)
    assert (dispute.status, running(dispute)) == (DisputeStatus.ESCALATED, ())


def test_a_report_is_made_once_and_about_something() -> None:
    with pytest.raises(DisputeEndedOrReported):
        report(Dispute(CASE))
    with pytest.raises(DisputeEndedOrReported):
        report(given(Dispute, REGISTERED, report(given(Dispute, REGISTERED))))


# Withdrawing and archiving


def test_a_party_takes_it_back_before_there_is_an_outcome() -> None:
    withdrawn = given(Dispute, *MEDIATING).withdraw(party=APPLICANT.id, reason=SEALED)
    assert withdrawn == DisputeWithdrawn(party=APPLICANT.id, reason=SEALED)
    assert given(Dispute, *MEDIATING, withdrawn).status is DisputeStatus.WITHDRAWN
    with pytest.raises(DisputeHasAnOutcome):
        given(Dispute, *AGREED).withdraw(party=APPLICANT.id, reason=SEALED)


def test_a_stranger_takes_nothing_back() -> None:
    with pytest.raises(PartyUnknown):
        given(Dispute, REGISTERED).withdraw(party=id_of("stranger"), reason=SEALED)


def archive(
    dispute: Dispute, *, register: bool = True, records: bool = True, agreement: bool = True
) -> DisputeArchived:
    return dispute.archive(
        archive_number="2022-JF-0001",
        register_present=register,
        records_present=records,
        agreement_present=agreement,
    )


def test_an_ended_dispute_is_archived_with_all_its_papers() -> None:
    archived = archive(given(Dispute, *AGREED, PERFORMED))
    assert archived == DisputeArchived(
        archive_number="2022-JF-0001",
        register_present=True,
        records_present=True,
        agreement_present=True,
    )
    assert given(Dispute, *AGREED, PERFORMED, archived).status is DisputeStatus.ARCHIVED


def test_a_paper_that_is_missing_is_found_first() -> None:
    dispute = given(Dispute, *AGREED, PERFORMED)
    with pytest.raises(FileIncomplete):
        archive(dispute, register=False)
    with pytest.raises(FileIncomplete):
        archive(dispute, records=False)
    with pytest.raises(FileIncomplete):
        archive(dispute, agreement=False)


def test_where_no_agreement_was_reached_none_is_missing() -> None:
    assert archive(given(Dispute, *MEDIATING, FAILED), agreement=False)
    assert archive(given(Dispute, REGISTERED, CALMED, CALM_CLOSED), agreement=False)


@pytest.mark.parametrize("events", [(REGISTERED,), MEDIATING, AGREED])
def test_what_has_not_ended_is_not_archived(events: tuple[Event, ...]) -> None:
    with pytest.raises(DisputeNotEnded):
        archive(given(Dispute, *events))


# Put right where it was written down wrong


def test_a_corrected_kind_leaves_the_dispute_where_it_stands() -> None:
    whole = replace(REGISTERED, kind=DisputeKind.LAND)
    corrected = given(Dispute, *AGREED).correct(
        original=history(*AGREED)[0],
        whole=whole,
        field="kind",
        old="neighbour",
        new="land",
        reason="登记有误",
    )
    assert isinstance(corrected, DisputeCorrected)
    assert given(Dispute, *AGREED, corrected).status is DisputeStatus.AGREED


def test_a_voided_dispute_is_as_if_it_had_never_been_until_the_void_is_taken_back() -> None:
    voided = given(Dispute, *AGREED).void(reason="重复录入")
    assert voided == DisputeVoided(reason="重复录入")
    assert given(Dispute, *AGREED, voided).status is None
    reverted = DisputeVoidReverted(version=len(AGREED) + 1, reason="误作废")
    assert given(Dispute, *AGREED, voided, reverted).status is DisputeStatus.AGREED


def test_a_breach_that_was_voided_leaves_the_agreement_in_force() -> None:
    breached = PerformanceChecked(performance=Performance.BREACHED)
    voided = DisputeVoided(version=len(AGREED) + 1, reason="误录")
    assert given(Dispute, *AGREED, breached, voided).status is DisputeStatus.AGREED


def test_without_its_registration_nobody_can_have_agreed() -> None:
    dispute = given(Dispute, *CONSENTED, DisputeVoided(version=1, reason="误录"))
    with pytest.raises(RegistrationIsVoid):
        dispute.accept(
            committee="某社区人民调解委员会",
            mediators=(MEDIATOR,),
            related=False,
            on=ON,
            calendar=CALENDAR_2022,
        )


def test_the_status_words_are_those_of_the_screens() -> None:
    """`domain.md` 10.6, in its order."""
    assert " ".join(status.chinese for status in DisputeStatus) == (
        "已登记 待双方同意 已受理 调解中 疏导化解 达成协议 已履行 未履行 调解不成 一方拒绝 "
        "已报告(公安等) 司法确认 已归档 已撤回 作废"
    )


@pytest.mark.parametrize(
    ("performance", "status", "waits"),
    [
        (Performance.PERFORMED, DisputeStatus.CALMED, False),
        (Performance.PARTLY, DisputeStatus.CALMED, True),
        (Performance.BREACHED, DisputeStatus.BREACHED, False),
    ],
)
def test_a_calmed_dispute_is_followed_up(
    performance: Performance, status: DisputeStatus, *, waits: bool
) -> None:
    """10.6, CloseAsCalmed: follow-up CD15."""
    history = (REGISTERED, CALMED, close_as_calmed(given(Dispute, REGISTERED, CALMED)))
    checked = given(Dispute, *history).check_performance(
        performance=performance, on=date(2022, 5, 12), calendar=CALENDAR_2022
    )

    dispute = given(Dispute, *history, checked)

    assert dispute.status is status
    assert bool(running(dispute)) is waits
