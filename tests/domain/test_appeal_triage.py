"""An appeal is put on a track, accepted, or ended before that (`domain.md` 10.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.appeal import (
    AccompanimentNotOffered,
    AlreadyLinked,
    Appeal,
    AppealAccepted,
    AppealCannotBeMergedNow,
    AppealMerged,
    AppealNotAccepted,
    AppealNotAwaitingAcceptance,
    AppealNotAwaitingTriage,
    AppealNotOpen,
    AppealRedirected,
    AppealStatus,
    AppealTriaged,
    CaseLinked,
    HandlerIsRelated,
    LinkedToItself,
    MergedIntoItself,
    MergeTargetNotOpen,
    NotTheSameMatter,
    TrackCannotChangeNow,
    TrackChanged,
    TrackNeedsTown,
    TrackUnchanged,
)
from domain.calendar import Clock
from domain.words import (
    AppealCategory,
    AppealChannel,
    Appellant,
    LinkedKind,
    NotAcceptedGround,
    Regime,
    Role,
    Track,
)
from support.appeals import (
    ACCEPTED,
    ASSIGNED,
    COORDINATED,
    IN_PROGRESS,
    ON,
    PETITION,
    REGISTERED,
    REGISTERED_ON,
    REPLIED,
    RESIDENT,
    SUSPENDED,
    TRIAGED,
    due,
)
from support.calendars import CALENDAR_2022
from support.histories import CASE, SEALED, given, id_of, running

if TYPE_CHECKING:
    from uuid import UUID

    from domain.appeal import AppealRegistered
    from domain.history import Event, Sealed

OTHER = id_of("another case")


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


# Triage


def triage(
    appeal: Appeal,
    *,
    track: Track = Track.PROMPT,
    category: AppealCategory = AppealCategory.SUBSIDY,
    regime: Regime = Regime.ORDINARY,
    role: Role = Role.COMMISSIONER,
) -> AppealTriaged:
    return appeal.triage(
        track=track, category=category, regime=regime, role=role, calendar=CALENDAR_2022
    )


def test_a_commissioner_triages_onto_the_prompt_track() -> None:
    assert triage(given(Appeal, REGISTERED)) == TRIAGED


@pytest.mark.parametrize("track", [Track.COORDINATED, Track.OPEN])
def test_the_other_tracks_need_the_town(track: Track) -> None:
    with pytest.raises(TrackNeedsTown):
        triage(given(Appeal, REGISTERED), track=track)
    assert triage(given(Appeal, REGISTERED), track=track, role=Role.TOWN).track is track


def test_triage_as_a_petition_counts_the_notice_anew_from_registration() -> None:
    """CD15 from 2022-04-27 is 2022-05-12 (10.1)."""
    triaged = triage(
        given(Appeal, REGISTERED),
        track=Track.COORDINATED,
        regime=Regime.PETITION,
        role=Role.TOWN,
    )
    assert triaged == PETITION
    assert triaged.notify_by.due_on == date(2022, 5, 12)


def test_a_wrong_category_is_triaged_again_before_acceptance() -> None:
    triaged = triage(given(Appeal, REGISTERED, TRIAGED), category=AppealCategory.CARE)
    assert triaged == replace(TRIAGED, category=AppealCategory.CARE)


def test_an_accepted_appeal_is_not_triaged_again() -> None:
    with pytest.raises(AppealNotAwaitingTriage):
        triage(given(Appeal, REGISTERED, TRIAGED, ACCEPTED))


# Changing the track


def change_track(appeal: Appeal, track: Track, on: date = date(2022, 5, 6)) -> TrackChanged:
    """Change the track of `appeal`."""
    return appeal.change_track(track=track, reason=SEALED, on=on, calendar=CALENDAR_2022)


def test_another_track_counts_from_the_original_acceptance() -> None:
    """WD15 from 2022-04-28 (10.1 ChangeTrack), whatever day the track was changed on."""
    changed = change_track(given(Appeal, REGISTERED, TRIAGED, ACCEPTED), Track.COORDINATED)
    assert changed == TrackChanged(
        track=Track.COORDINATED, reason=SEALED, close_by=due(Clock.wd(15))
    )
    assert changed.close_by is not None
    assert changed.close_by.start_on == ON


def test_a_track_changed_before_acceptance_starts_no_clock() -> None:
    changed = change_track(given(Appeal, REGISTERED, TRIAGED), Track.OPEN)
    assert changed == TrackChanged(track=Track.OPEN, reason=SEALED)


def test_an_appeal_in_progress_gets_the_progress_clock_of_its_new_track() -> None:
    changed = change_track(given(Appeal, *IN_PROGRESS), Track.OPEN)
    assert changed.progress_by == due(Clock.cd(15), date(2022, 5, 6))


def test_another_track_keeps_suspension_and_extension() -> None:
    appeal = given(Appeal, *IN_PROGRESS, SUSPENDED)
    received = appeal.receive_material(on=date(2022, 5, 6), calendar=CALENDAR_2022)
    resumed = given(Appeal, *IN_PROGRESS, SUSPENDED, received)
    extended = resumed.extend(
        days=3,
        reason=SEALED,
        person_told=True,
        role=Role.TOWN,
        on=date(2022, 5, 6),
        calendar=CALENDAR_2022,
    )
    changed = change_track(
        given(Appeal, *IN_PROGRESS, SUSPENDED, received, extended), Track.COORDINATED
    )
    # 15 workdays, 2 that it stood still (05-05, 05-06) and the 3 of the extension.
    assert changed.close_by is not None
    assert changed.close_by.due_on == due(Clock.wd(20)).due_on


def test_the_track_it_is_on_is_no_change() -> None:
    with pytest.raises(TrackUnchanged):
        change_track(given(Appeal, REGISTERED, TRIAGED), Track.PROMPT)


@pytest.mark.parametrize(
    "events", [(REGISTERED,), (*IN_PROGRESS, SUSPENDED), (*IN_PROGRESS, REPLIED)]
)
def test_the_track_stays_before_triage_while_suspended_and_once_replied(
    events: tuple[Event, ...],
) -> None:
    with pytest.raises(TrackCannotChangeNow):
        change_track(given(Appeal, *events), Track.OPEN)


# Accepting


@pytest.mark.parametrize(
    ("triaged", "clock", "due_on"),
    [
        (TRIAGED, Clock.wd(5), date(2022, 5, 9)),
        (COORDINATED, Clock.wd(15), date(2022, 5, 23)),
        (PETITION, Clock.cd(60), date(2022, 6, 27)),
    ],
)
def test_acceptance_starts_the_close_clock_of_the_table(
    triaged: AppealTriaged, clock: Clock, due_on: date
) -> None:
    """WD5, WD15, petition CD60 (`domain.md` 3.4, 14); 2022-04-28 and WD5 is 2022-05-09 (9.5)."""
    accepted = given(Appeal, REGISTERED, triaged).accept(
        related=False, on=ON, calendar=CALENDAR_2022
    )
    assert accepted == AppealAccepted(close_by=due(clock))
    assert accepted.close_by.due_on == due_on
    assert accepted.close_by.sla_version == "2022-03-01"


def test_acceptance_stops_the_notice_clock() -> None:
    appeal = given(Appeal, REGISTERED, TRIAGED, ACCEPTED)
    assert running(appeal) == (ACCEPTED.close_by,)


def test_who_is_related_does_not_accept() -> None:
    with pytest.raises(HandlerIsRelated):
        given(Appeal, REGISTERED, TRIAGED).accept(related=True, on=ON, calendar=CALENDAR_2022)


def test_an_appeal_is_triaged_before_it_is_accepted_refused_or_redirected() -> None:
    appeal = given(Appeal, REGISTERED)
    with pytest.raises(AppealNotAwaitingAcceptance):
        appeal.accept(related=False, on=ON, calendar=CALENDAR_2022)
    with pytest.raises(AppealNotAwaitingAcceptance):
        appeal.not_accept(ground=NotAcceptedGround.IN_COURT, notice=SEALED)
    with pytest.raises(AppealNotAwaitingAcceptance):
        appeal.redirect(destination=SEALED, accompaniment_offered=True)


def test_an_appeal_in_court_is_not_accepted_and_ends() -> None:
    refused = given(Appeal, REGISTERED, TRIAGED).not_accept(
        ground=NotAcceptedGround.IN_COURT, notice=SEALED
    )
    assert refused == AppealNotAccepted(ground=NotAcceptedGround.IN_COURT, notice=SEALED)
    appeal = given(Appeal, REGISTERED, TRIAGED, refused)
    assert (appeal.status, running(appeal)) == (AppealStatus.NOT_ACCEPTED, ())


def test_who_is_sent_elsewhere_is_offered_company() -> None:
    appeal = given(Appeal, REGISTERED, TRIAGED)
    with pytest.raises(AccompanimentNotOffered):
        appeal.redirect(destination=SEALED, accompaniment_offered=False)
    redirected = appeal.redirect(destination=SEALED, accompaniment_offered=True)
    assert redirected == AppealRedirected(destination=SEALED, accompaniment_offered=True)
    ended = given(Appeal, REGISTERED, TRIAGED, redirected)
    assert ended.status is AppealStatus.REDIRECTED


# Merging and linking


def test_a_duplicate_is_merged_into_the_open_appeal() -> None:
    appeal = given(Appeal, *IN_PROGRESS)
    merged = appeal.merge_into(target=OTHER, target_open=True, same_matter=True)
    assert merged == AppealMerged(into=OTHER)
    assert given(Appeal, *IN_PROGRESS, merged).status is AppealStatus.MERGED
    assert running(given(Appeal, *IN_PROGRESS, merged)) == ()


def test_only_the_same_open_matter_is_merged_into() -> None:
    appeal = given(Appeal, REGISTERED)
    with pytest.raises(MergedIntoItself):
        appeal.merge_into(target=CASE, target_open=True, same_matter=True)
    with pytest.raises(MergeTargetNotOpen):
        appeal.merge_into(target=OTHER, target_open=False, same_matter=True)
    with pytest.raises(NotTheSameMatter):
        appeal.merge_into(target=OTHER, target_open=True, same_matter=False)


def test_a_replied_appeal_is_not_merged() -> None:
    with pytest.raises(AppealCannotBeMergedNow):
        given(Appeal, *IN_PROGRESS, REPLIED).merge_into(
            target=OTHER, target_open=True, same_matter=True
        )


def test_another_case_is_linked_once() -> None:
    linked = given(Appeal, *IN_PROGRESS).link(other=OTHER, kind=LinkedKind.DISPUTE)
    assert linked == CaseLinked(other=OTHER, kind=LinkedKind.DISPUTE)
    with pytest.raises(AlreadyLinked):
        given(Appeal, *IN_PROGRESS, linked).link(other=OTHER, kind=LinkedKind.DISPUTE)


def test_a_case_is_linked_while_open_and_to_another() -> None:
    with pytest.raises(AppealNotOpen):
        Appeal(CASE).link(other=OTHER, kind=LinkedKind.DISPUTE)
    with pytest.raises(LinkedToItself):
        given(Appeal, REGISTERED, TRIAGED, ACCEPTED, ASSIGNED).link(
            other=CASE, kind=LinkedKind.APPEAL
        )


# The words of the screens


def test_the_status_words_are_those_of_the_screens() -> None:
    """`domain.md` 10.1, in its order."""
    assert " ".join(status.chinese for status in AppealStatus) == (
        "已登记 已分类 已受理 已交办 办理中 中止 已答复 已回访 已办结 重办中 复查中 已复查 复核中 "
        "已终结 已告知转办 不予受理 已并案 已撤回 作废"
    )
