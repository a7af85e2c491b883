"""From which states pairings and campaigns accept their commands (`domain.md` 10.4, 10.5)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pytest

from domain.calendar import Clock
from domain.campaign import (
    CampaignClosed,
    CampaignLocked,
    CampaignOpened,
    CampaignStatus,
    CampaignVoided,
    RoundStarted,
    SurveyCampaign,
    TargetAdded,
)
from domain.pairing import (
    Pairing,
    PairingEnded,
    PairingProposed,
    PairingStarted,
    PairingStatus,
    PairingSuspended,
    PairingVoided,
)
from domain.words import (
    AdditionReason,
    ConsentBy,
    HelperKind,
    Need,
    NoticeForm,
    PairingEndReason,
    RemovalReason,
    Role,
    SuspensionReason,
)
from support.calendars import CALENDAR_2022
from support.histories import SEALED, id_of
from support.state_tables import NEW, VOIDED, Histories, accepting, is_reached, starts

if TYPE_CHECKING:
    from collections.abc import Callable

RESIDENT, HELPER, ASSOCIATION = id_of("resident"), id_of("helper"), id_of("association")
START, ON, LATER = date(2022, 3, 17), date(2022, 4, 4), date(2022, 4, 27)

PROPOSED = PairingProposed(
    resident=RESIDENT,
    helper=HELPER,
    helper_as=HelperKind.COMMISSIONER,
    association=ASSOCIATION,
)
STARTED = PairingStarted(
    resident=RESIDENT,
    helper=HELPER,
    association=ASSOCIATION,
    start_on=START,
    consent_by=ConsentBy.RESIDENT,
    consent_form=NoticeForm.VOICE,
    first_visit=Clock.wd(10).deadline(start_on=START, calendar=CALENDAR_2022),
)
RESTS = PairingSuspended(reason=SuspensionReason.HOSPITAL, expected_last_day=LATER)

PAIRINGS: Final[dict[str, Histories]] = {
    NEW: ((),),
    "PROPOSED": ((PROPOSED,),),
    "ACTIVE": ((PROPOSED, STARTED),),
    "SUSPENDED": ((PROPOSED, STARTED, RESTS),),
    "ENDED": ((PROPOSED, STARTED, PairingEnded(reason=PairingEndReason.MOVED)),),
    VOIDED: ((PROPOSED, STARTED, PairingVoided(reason="误录")),),
}
PAIRINGS_FROM: Final = starts("pairings", PAIRINGS)

PAIRING_COMMANDS: Final[dict[str, Callable[[Pairing], object]]] = {
    "pairings/": lambda pairing: pairing.propose(
        resident=RESIDENT,
        resident_lives_here=True,
        helper=HELPER,
        helper_as=HelperKind.COMMISSIONER,
        helper_is_guardian=False,
        association=ASSOCIATION,
    ),
    "pairings/confirm": lambda pairing: pairing.confirm(
        consent_by=ConsentBy.RESIDENT,
        consent_form=NoticeForm.VOICE,
        start_on=START,
        on=ON,
        calendar=CALENDAR_2022,
    ),
    "pairings/decline": lambda pairing: pairing.decline(by=ConsentBy.RESIDENT),
    "pairings/transfer": lambda pairing: pairing.transfer(
        to=id_of("new pairing"), new_helper=id_of("new helper")
    ),
    "pairings/suspend": lambda pairing: pairing.suspend(
        reason=SuspensionReason.HOSPITAL, expected_last_day=LATER, on=ON
    ),
    "pairings/resume": lambda pairing: pairing.resume(on=LATER, calendar=CALENDAR_2022),
    "pairings/end": lambda pairing: pairing.end(reason=PairingEndReason.MOVED),
    "pairings/set-plan": lambda pairing: pairing.set_plan(
        needs=(next(iter(Need)),),
        measures=SEALED,
        review_on=LATER,
        actor=HELPER,
        role=Role.ASSOCIATION,
        on=ON,
    ),
}

OPENED = (
    CampaignOpened(
        title="大排查",
        target_definition="持证残疾人",
        start_on=START,
        planned_last_day=LATER,
        form_version="2022-03",
        officers=(),
    ),
    RoundStarted(number=1, title="大排查"),
    TargetAdded(round=1, residents=(RESIDENT,), reason=next(iter(AdditionReason))),
)

CAMPAIGNS: Final[dict[str, Histories]] = {
    NEW: ((),),
    "OPEN": (OPENED,),
    "CLOSED": ((*OPENED, CampaignClosed()),),
    "LOCKED": ((*OPENED, CampaignClosed(), CampaignLocked()),),
    VOIDED: ((*OPENED, CampaignVoided(reason="误录")),),
}
CAMPAIGNS_FROM: Final = starts("campaigns", CAMPAIGNS)

CAMPAIGN_COMMANDS: Final[dict[str, Callable[[SurveyCampaign], object]]] = {
    "campaigns/": lambda campaign: campaign.open(
        title="大排查",
        target_definition="持证残疾人",
        start_on=START,
        planned_last_day=LATER,
        form_version="2022-03",
        officers=(),
    ),
    "campaigns/start-round": lambda campaign: campaign.start_round(number=2, title="大整治"),
    "campaigns/add-targets": lambda campaign: campaign.add_targets(
        residents=(id_of("another"),), reason=next(iter(AdditionReason))
    ),
    "campaigns/remove-target": lambda campaign: campaign.remove_target(
        resident=RESIDENT, reason=next(iter(RemovalReason))
    ),
    "campaigns/fix-target-list": lambda campaign: campaign.fix_target_list(),
    "campaigns/close": lambda campaign: campaign.close(),
    "campaigns/reopen": lambda campaign: campaign.reopen(reason="漏户"),
    "campaigns/lock": lambda campaign: campaign.lock(),
}


@pytest.mark.parametrize("path", PAIRING_COMMANDS)
def test_a_pairing_accepts_a_command_from_the_states_of_its_row_only(path: str) -> None:
    assert accepting(Pairing, PAIRINGS, PAIRING_COMMANDS[path]) == PAIRINGS_FROM[path]


@pytest.mark.parametrize("path", CAMPAIGN_COMMANDS)
def test_a_campaign_accepts_a_command_from_the_states_of_its_row_only(path: str) -> None:
    assert accepting(SurveyCampaign, CAMPAIGNS, CAMPAIGN_COMMANDS[path]) == CAMPAIGNS_FROM[path]


@pytest.mark.parametrize("state", PAIRINGS)
def test_the_histories_of_pairings_end_where_they_say(state: str) -> None:
    assert all(is_reached(Pairing, state, history) for history in PAIRINGS[state])


@pytest.mark.parametrize("state", CAMPAIGNS)
def test_the_histories_of_campaigns_end_where_they_say(state: str) -> None:
    assert all(is_reached(SurveyCampaign, state, history) for history in CAMPAIGNS[state])


def test_no_state_and_no_row_of_the_tables_is_left_out() -> None:
    draft = CampaignStatus.DRAFT.name  # what a campaign is before it is opened, as NEW is
    assert set(PAIRINGS) == {status.name for status in PairingStatus} | {NEW, VOIDED}
    assert set(CAMPAIGNS) | {draft} == {status.name for status in CampaignStatus} | {NEW, VOIDED}
    assert set(PAIRING_COMMANDS) == set(PAIRINGS_FROM)
    assert set(CAMPAIGN_COMMANDS) == set(CAMPAIGNS_FROM)
