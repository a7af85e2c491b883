"""Survey campaigns: opened, run in rounds over a list of residents, closed (`domain.md` 10.5)."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import hypothesis
import pytest
from hypothesis import strategies as st

from domain.campaign import (
    AlreadyOnTargetList,
    CampaignAlreadyOpened,
    CampaignClosed,
    CampaignDaysOutOfOrder,
    CampaignLocked,
    CampaignNotClosed,
    CampaignNotOpen,
    CampaignOpened,
    CampaignReopened,
    CampaignStatus,
    CampaignVoided,
    NobodyToAdd,
    NoRoundStarted,
    NotOnTargetList,
    OfficerListedTwice,
    RoundNumberNotNext,
    RoundStarted,
    SurveyCampaign,
    TargetAdded,
    TargetListAlreadyFixed,
    TargetListEmpty,
    TargetListFixed,
    TargetRemoved,
    list_digest,
)
from domain.history import Rejected
from domain.words import AdditionReason, RemovalReason
from support.histories import given, id_of
from support.walks import walk

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from domain.history import Event

A, B, C = (id_of(f"resident {name}") for name in "ABC")
OFFICERS = (id_of("officer"), id_of("volunteer"))

OPENED = CampaignOpened(
    title="大排查专项",
    target_definition="在册困难残疾人",
    start_on=date(2022, 3, 3),
    planned_last_day=date(2022, 7, 29),
    form_version="2022-1",
    officers=OFFICERS,
)
ROUND_1 = RoundStarted(number=1, title="大排查")
ROUND_2 = RoundStarted(number=2, title="大整治")
LISTED = TargetAdded(round=1, residents=(A, B), reason=AdditionReason.LISTED)
FIXED = TargetListFixed(round=1, count=2, digest=list_digest(frozenset({A, B})))
CLOSED = CampaignClosed()


def open_campaign(
    campaign: SurveyCampaign,
    *,
    planned_last_day: date = date(2022, 7, 29),
    officers: tuple[UUID, ...] = OFFICERS,
) -> CampaignOpened:
    return campaign.open(
        title="大排查专项",
        target_definition="在册困难残疾人",
        start_on=date(2022, 3, 3),
        planned_last_day=planned_last_day,
        form_version="2022-1",
        officers=officers,
    )


def test_a_draft_is_opened_with_its_target_definition_and_officers() -> None:
    draft = given(SurveyCampaign)

    assert draft.status is CampaignStatus.DRAFT
    assert open_campaign(draft) == OPENED


def test_the_states_are_shown_in_the_words_of_section_10_5() -> None:
    assert [status.chinese for status in CampaignStatus] == ["草拟", "进行中", "已收口", "已锁定"]


def test_a_campaign_is_not_opened_twice() -> None:
    with pytest.raises(CampaignAlreadyOpened):
        open_campaign(given(SurveyCampaign, OPENED))


def test_a_campaign_does_not_end_before_it_begins() -> None:
    with pytest.raises(CampaignDaysOutOfOrder):
        open_campaign(given(SurveyCampaign), planned_last_day=date(2022, 3, 2))


def test_a_campaign_may_last_one_day() -> None:
    event = open_campaign(given(SurveyCampaign), planned_last_day=date(2022, 3, 3))

    assert event.start_on == event.planned_last_day


def test_an_officer_is_listed_once() -> None:
    with pytest.raises(OfficerListedTwice):
        open_campaign(given(SurveyCampaign), officers=(OFFICERS[0], OFFICERS[0]))


def test_rounds_are_numbered_one_after_the_other() -> None:
    campaign = given(SurveyCampaign, OPENED, ROUND_1)

    assert campaign.start_round(number=2, title="大整治") == ROUND_2
    with pytest.raises(RoundNumberNotNext):
        campaign.start_round(number=3, title="大提升")


def test_targets_are_listed_in_the_present_round() -> None:
    campaign = given(SurveyCampaign, OPENED, ROUND_1)

    events = campaign.add_targets(residents=(A, B), reason=AdditionReason.LISTED)

    assert events == (LISTED,)


def test_nobody_is_listed_before_the_first_round() -> None:
    with pytest.raises(NoRoundStarted):
        given(SurveyCampaign, OPENED).add_targets(residents=(A,), reason=AdditionReason.LISTED)


def test_no_list_is_fixed_or_shortened_before_the_first_round() -> None:
    with pytest.raises(NoRoundStarted):
        given(SurveyCampaign, OPENED).fix_target_list()
    with pytest.raises(NoRoundStarted):
        given(SurveyCampaign, OPENED).remove_target(resident=A, reason=RemovalReason.DIED)


def test_a_list_of_1298_is_told_in_three_events_of_at_most_500() -> None:
    campaign = given(SurveyCampaign, OPENED, ROUND_1)
    residents = tuple(id_of(f"resident {n}") for n in range(1298))

    events = campaign.add_targets(residents=residents, reason=AdditionReason.LISTED)

    assert [len(event.residents) for event in events] == [500, 500, 298]
    assert tuple(one for event in events for one in event.residents) == residents
    assert given(SurveyCampaign, OPENED, ROUND_1, *events).fix_target_list().count == 1298


def test_adding_nobody_is_refused() -> None:
    with pytest.raises(NobodyToAdd):
        given(SurveyCampaign, OPENED, ROUND_1).add_targets(
            residents=(), reason=AdditionReason.LISTED
        )


@pytest.mark.parametrize("residents", [(C, A), (C, C)])
def test_a_resident_is_on_the_list_once(residents: tuple[UUID, ...]) -> None:
    with pytest.raises(AlreadyOnTargetList):
        given(SurveyCampaign, OPENED, ROUND_1, LISTED).add_targets(
            residents=residents, reason=AdditionReason.OVERLOOKED
        )


def test_the_list_is_fixed_with_its_number_and_digest() -> None:
    campaign = given(SurveyCampaign, OPENED, ROUND_1, LISTED)

    assert campaign.fix_target_list() == FIXED


def test_the_digest_is_of_the_ids_in_order_one_a_line() -> None:
    lines = "".join(f"{resident}\n" for resident in sorted(map(str, (A, B, C))))

    assert list_digest(frozenset({C, A, B})) == sha256(lines.encode()).hexdigest()


def test_an_empty_list_is_not_fixed() -> None:
    with pytest.raises(TargetListEmpty):
        given(SurveyCampaign, OPENED, ROUND_1).fix_target_list()


def test_a_list_is_fixed_once_a_round() -> None:
    with pytest.raises(TargetListAlreadyFixed):
        given(SurveyCampaign, OPENED, ROUND_1, LISTED, FIXED).fix_target_list()


def test_residents_come_and_go_after_the_list_is_fixed_and_the_next_round_fixes_it_anew() -> None:
    campaign = given(SurveyCampaign, OPENED, ROUND_1, LISTED, FIXED, ROUND_2)

    removed = campaign.remove_target(resident=A, reason=RemovalReason.MOVED)
    added = campaign.add_targets(residents=(C,), reason=AdditionReason.HARDSHIP)

    assert removed == TargetRemoved(round=2, resident=A, reason=RemovalReason.MOVED)
    assert added == (TargetAdded(round=2, residents=(C,), reason=AdditionReason.HARDSHIP),)
    later = given(SurveyCampaign, OPENED, ROUND_1, LISTED, FIXED, ROUND_2, removed, *added)
    assert later.fix_target_list() == TargetListFixed(
        round=2, count=2, digest=list_digest(frozenset({B, C}))
    )


def test_a_resident_removed_may_come_back() -> None:
    removed = TargetRemoved(round=1, resident=A, reason=RemovalReason.NOT_FOUND)
    campaign = given(SurveyCampaign, OPENED, ROUND_1, LISTED, removed)

    assert campaign.add_targets(residents=(A,), reason=AdditionReason.RESTORED) == (
        TargetAdded(round=1, residents=(A,), reason=AdditionReason.RESTORED),
    )


def test_who_is_not_on_the_list_is_not_removed() -> None:
    with pytest.raises(NotOnTargetList):
        given(SurveyCampaign, OPENED, ROUND_1, LISTED).remove_target(
            resident=C, reason=RemovalReason.DIED
        )


def test_a_campaign_is_closed_reopened_and_locked() -> None:
    assert given(SurveyCampaign, OPENED).close() == CLOSED
    closed = given(SurveyCampaign, OPENED, CLOSED)
    assert closed.reopen(reason="补查") == CampaignReopened(reason="补查")
    assert closed.lock() == CampaignLocked()


def test_a_closed_campaign_takes_no_more_targets() -> None:
    with pytest.raises(CampaignNotOpen):
        given(SurveyCampaign, OPENED, ROUND_1, CLOSED).add_targets(
            residents=(A,), reason=AdditionReason.LISTED
        )


def test_a_closed_campaign_starts_no_round() -> None:
    with pytest.raises(CampaignNotOpen):
        given(SurveyCampaign, OPENED, ROUND_1, CLOSED).start_round(number=2, title="大整治")


def test_a_reopened_campaign_goes_on() -> None:
    campaign = given(SurveyCampaign, OPENED, ROUND_1, CLOSED, CampaignReopened(reason="补查"))

    assert campaign.start_round(number=2, title="大整治") == ROUND_2


def test_a_locked_campaign_is_never_reopened() -> None:
    locked = given(SurveyCampaign, OPENED, CLOSED, CampaignLocked())

    with pytest.raises(CampaignNotClosed):
        locked.reopen(reason="补查")
    with pytest.raises(CampaignNotOpen):
        locked.close()


MOVES: tuple[Callable[[SurveyCampaign, st.DataObject], Event], ...] = (
    lambda campaign, _: open_campaign(campaign),
    lambda campaign, chance: campaign.start_round(
        number=chance.draw(st.integers(1, 3)), title="轮"
    ),
    lambda campaign, chance: campaign.add_targets(
        residents=chance.draw(st.sampled_from([(A, B), (C,)])), reason=AdditionReason.MOVED_IN
    )[0],
    lambda campaign, chance: campaign.remove_target(
        resident=chance.draw(st.sampled_from([A, C])), reason=RemovalReason.DIED
    ),
    lambda campaign, _: campaign.fix_target_list(),
    lambda campaign, _: campaign.close(),
    lambda campaign, _: campaign.reopen(reason="补查"),
    lambda campaign, _: campaign.lock(),
)


@hypothesis.settings(deadline=None)
@hypothesis.given(st.data())
def test_a_campaign_walked_at_random_is_decided_or_refused_but_never_broken(
    chance: st.DataObject,
) -> None:
    walk(SurveyCampaign, (OPENED, ROUND_1, LISTED, FIXED, ROUND_2), MOVES, chance)


@pytest.mark.parametrize("move", MOVES)
@hypothesis.settings(deadline=None)
@hypothesis.given(chance=st.data())
def test_a_void_campaign_takes_no_more_commands(
    move: Callable[[SurveyCampaign, st.DataObject], Event], chance: st.DataObject
) -> None:
    void = given(
        SurveyCampaign, OPENED, ROUND_1, LISTED, FIXED, ROUND_2, CampaignVoided(reason="误录")
    )

    with pytest.raises(Rejected):
        move(void, chance)
