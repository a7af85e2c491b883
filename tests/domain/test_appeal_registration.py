"""An appeal is registered, and reported at once if it must be (`domain.md` 10.1)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.appeal import (
    Appeal,
    AppealAlreadyRegistered,
    AppealEscalatedUrgent,
    AppealNotOpen,
    AppealNotReadBack,
    AppealStatus,
    InstitutionUnnamed,
    OtherAppellantUnexplained,
    RepresentativeMissing,
    ResidentMissing,
    TooManyRepresentatives,
)
from domain.calendar import Clock
from domain.words import (
    AppealChannel,
    Appellant,
    Regime,
    UrgentGround,
)
from support.appeals import (
    CLOSED,
    IN_PROGRESS,
    ON,
    REGISTERED,
    REGISTERED_ON,
    REPLIED,
    RESIDENT,
    REVISITED,
    due,
)
from support.calendars import CALENDAR_2022
from support.histories import CASE, SEALED, given

if TYPE_CHECKING:
    from uuid import UUID

    from domain.appeal import AppealRegistered
    from domain.history import Sealed


def register(
    appeal: Appeal | None = None,
    *,
    appellant: Appellant = Appellant.RESIDENT,
    resident: UUID | None = RESIDENT,
    name: Sealed | None = None,
    reason: Sealed | None = None,
    lacks_capacity: bool = False,
    representative: Sealed | None = None,
    channel: AppealChannel = AppealChannel.VISIT,
    people: int = 1,
    regime: Regime = Regime.ORDINARY,
    read_back: bool = True,
    on: date = REGISTERED_ON,
) -> AppealRegistered:
    return (appeal or Appeal(CASE)).register(
        appellant=appellant,
        resident=resident,
        name=name,
        reason=reason,
        lacks_capacity=lacks_capacity,
        representative=representative,
        channel=channel,
        people=people,
        regime=regime,
        summary=SEALED,
        read_back=read_back,
        on=on,
        calendar=CALENDAR_2022,
    )


# Registering


def test_an_ordinary_appeal_is_answered_for_by_the_next_workday() -> None:
    """Notify WD1 (`domain.md` 10.1): 2022-04-27 and one workday."""
    registered = register()
    assert registered == REGISTERED
    assert registered.notify_by.due_on == date(2022, 4, 28)


def test_a_petition_is_answered_for_within_fifteen_days() -> None:
    """Notify CD15 for a petition (10.1 and 信访工作条例 art 23): 2022-03-07 gives 03-22 (9.5)."""
    registered = register(
        channel=AppealChannel.LETTER,
        read_back=False,
        regime=Regime.PETITION,
        on=date(2022, 3, 7),
    )
    assert registered.notify_by.due_on == date(2022, 3, 22)


def test_an_appeal_is_registered_once() -> None:
    with pytest.raises(AppealAlreadyRegistered):
        register(given(Appeal, REGISTERED))


def test_a_resident_appeals_under_their_file() -> None:
    with pytest.raises(ResidentMissing):
        register(resident=None)


@pytest.mark.parametrize("appellant", list(Appellant))
def test_only_a_resident_needs_a_file(appellant: Appellant) -> None:
    if appellant is Appellant.RESIDENT:
        with pytest.raises(ResidentMissing):
            register(appellant=appellant, resident=None, name=SEALED, reason=SEALED)
    else:
        registered = register(appellant=appellant, resident=None, name=SEALED, reason=SEALED)
        assert registered.appellant is appellant


@pytest.mark.parametrize("channel", sorted(set(AppealChannel) - {AppealChannel.WALK_IN}))
def test_more_than_five_are_too_many_only_where_they_walk_in(channel: AppealChannel) -> None:
    """PETITION_REPRESENTATIVES_MAX is for those who come (`domain.md` 3.2 art 20)."""
    assert register(channel=channel, people=6).people == 6


def test_an_institution_appeals_under_its_name() -> None:
    with pytest.raises(InstitutionUnnamed):
        register(appellant=Appellant.INSTITUTION, resident=None)
    registered = register(appellant=Appellant.INSTITUTION, resident=None, name=SEALED)
    assert registered.name == SEALED


def test_an_anonymous_appeal_says_why_it_is_anonymous() -> None:
    with pytest.raises(OtherAppellantUnexplained):
        register(appellant=Appellant.OTHER, resident=None)
    registered = register(appellant=Appellant.OTHER, resident=None, reason=SEALED)
    assert registered.reason == SEALED


def test_a_resident_who_cannot_state_the_appeal_has_a_representative() -> None:
    with pytest.raises(RepresentativeMissing):
        register(lacks_capacity=True)
    assert register(lacks_capacity=True, representative=SEALED).representative == SEALED


@pytest.mark.parametrize(
    "channel", [AppealChannel.VISIT, AppealChannel.PHONE, AppealChannel.WALK_IN]
)
def test_a_spoken_appeal_is_read_back(channel: AppealChannel) -> None:
    with pytest.raises(AppealNotReadBack):
        register(channel=channel, read_back=False)


@pytest.mark.parametrize("channel", [AppealChannel.LETTER, AppealChannel.HOTLINE])
def test_a_written_appeal_needs_no_reading_back(channel: AppealChannel) -> None:
    assert register(channel=channel, read_back=False).read_back is False


def test_at_most_five_representatives_come_together() -> None:
    """PETITION_REPRESENTATIVES_MAX = 5 (`domain.md` 3.2 art 20, 14)."""
    for people in range(1, 6):
        assert register(channel=AppealChannel.WALK_IN, people=people).people == people
    with pytest.raises(TooManyRepresentatives):
        register(channel=AppealChannel.WALK_IN, people=6)


# Urgent


def test_danger_to_life_is_reported_on_the_same_day() -> None:
    appeal = given(Appeal, *IN_PROGRESS)
    escalated = appeal.escalate_urgent(
        ground=UrgentGround.LIFE, report=SEALED, on=ON, calendar=CALENDAR_2022
    )
    assert escalated == AppealEscalatedUrgent(
        ground=UrgentGround.LIFE, report=SEALED, report_by=due(Clock.at())
    )
    assert given(Appeal, *IN_PROGRESS, escalated).status is AppealStatus.IN_PROGRESS


def test_an_appeal_that_has_ended_is_not_reported_as_urgent() -> None:
    appeal = given(Appeal, *IN_PROGRESS, REPLIED, REVISITED, CLOSED)
    with pytest.raises(AppealNotOpen):
        appeal.escalate_urgent(
            ground=UrgentGround.GROUP, report=SEALED, on=ON, calendar=CALENDAR_2022
        )
