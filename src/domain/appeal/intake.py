"""From registration to acceptance, or an earlier end: whose appeal it is, and on which track."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.appeal import promises
from domain.appeal.events import (
    AppealAccepted,
    AppealMerged,
    AppealNotAccepted,
    AppealRedirected,
    AppealRegistered,
    AppealTriaged,
    TrackChanged,
)
from domain.appeal.further_events import AppealEscalatedUrgent, CaseLinked
from domain.appeal.promises import SHIPPED_SLA
from domain.appeal.rules import (
    AccompanimentNotOffered,
    AlreadyLinked,
    AppealAlreadyRegistered,
    AppealCannotBeMergedNow,
    AppealNotAwaitingAcceptance,
    AppealNotAwaitingTriage,
    AppealNotOpen,
    AppealNotReadBack,
    EarlierEntryIsVoid,
    HandlerIsRelated,
    InstitutionUnnamed,
    LinkedToItself,
    MergedIntoItself,
    MergeTargetNotOpen,
    NotTheSameMatter,
    OtherAppellantUnexplained,
    RepresentativeMissing,
    ResidentMissing,
    TooManyRepresentatives,
    TrackCannotChangeNow,
    TrackNeedsTown,
    TrackUnchanged,
)
from domain.appeal.state import AppealState, AppealStatus
from domain.calendar import Clock
from domain.limits import PETITION_REPRESENTATIVES_MAX
from domain.words import AppealChannel, Appellant, Regime, Role, Track, Urgency

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.appeal.promises import SlaTable
    from domain.calendar import Deadline, WorkCalendar
    from domain.history import Sealed
    from domain.words import AppealCategory, LinkedKind, NotAcceptedGround, UrgentGround

SPOKEN: Final = frozenset({AppealChannel.VISIT, AppealChannel.PHONE, AppealChannel.WALK_IN})
OFFICERS: Final = frozenset({Role.TOWN, Role.DISTRICT, Role.LEADER})

TRACK_CHANGES: Final = frozenset(
    {
        AppealStatus.TRIAGED,
        AppealStatus.ACCEPTED,
        AppealStatus.ASSIGNED,
        AppealStatus.IN_PROGRESS,
        AppealStatus.REOPENED,
    }
)
MERGEABLE: Final = frozenset(
    {
        AppealStatus.REGISTERED,
        AppealStatus.TRIAGED,
        AppealStatus.ACCEPTED,
        AppealStatus.ASSIGNED,
        AppealStatus.IN_PROGRESS,
    }
)


class Intake(AppealState):
    """The commands of the front desk."""

    __slots__ = ()

    def register(
        self,
        *,
        appellant: Appellant,
        channel: AppealChannel,
        summary: Sealed,
        on: date,
        calendar: WorkCalendar,
        resident: UUID | None = None,
        name: Sealed | None = None,
        reason: Sealed | None = None,
        lacks_capacity: bool = False,
        representative: Sealed | None = None,
        order_number: str | None = None,
        people: int = 1,
        category: AppealCategory | None = None,
        regime: Regime = Regime.ORDINARY,
        urgency: Urgency = Urgency.NORMAL,
        read_back: bool = False,
        related_to: UUID | None = None,
        repeat_of: UUID | None = None,
    ) -> AppealRegistered:
        """登记. The notice clock runs: 15 days for a petition, else the next workday."""
        if self.version:
            raise AppealAlreadyRegistered
        _demand_appellant(appellant, resident, name, reason)
        if lacks_capacity and representative is None:
            raise RepresentativeMissing
        if channel in SPOKEN and not read_back:
            raise AppealNotReadBack(channel=channel)
        if channel is AppealChannel.WALK_IN and people > PETITION_REPRESENTATIVES_MAX:
            raise TooManyRepresentatives(people=people, people_max=PETITION_REPRESENTATIVES_MAX)
        return AppealRegistered(
            appellant=appellant,
            resident=resident,
            name=name,
            reason=reason,
            representative=representative,
            channel=channel,
            order_number=order_number,
            people=people,
            category=category,
            regime=regime,
            summary=summary,
            urgency=urgency,
            read_back=read_back,
            notify_by=promises.started(promises.notice(regime), on=on, calendar=calendar),
            related_to=related_to,
            repeat_of=repeat_of,
        )

    def escalate_urgent(
        self, *, ground: UrgentGround, report: Sealed, on: date, calendar: WorkCalendar
    ) -> AppealEscalatedUrgent:
        """紧急上报: at once, whatever the track; nothing else changes."""
        if not self.is_open:
            raise AppealNotOpen(status=self.status)
        report_by = promises.started(Clock.at(), on=on, calendar=calendar)
        return AppealEscalatedUrgent(ground=ground, report=report, report_by=report_by)

    def triage(
        self,
        *,
        track: Track,
        category: AppealCategory,
        regime: Regime,
        role: Role,
        calendar: WorkCalendar,
    ) -> AppealTriaged:
        """分类定轨, and again until it is accepted. Another regime counts the notice anew."""
        if self.status not in {AppealStatus.REGISTERED, AppealStatus.TRIAGED}:
            raise AppealNotAwaitingTriage(status=self.status)
        if track is not Track.PROMPT and role not in OFFICERS:
            raise TrackNeedsTown(track=track)
        if self.notify_by is None:
            raise EarlierEntryIsVoid
        notify_by = self.notify_by
        if regime is not self.regime:
            clock = promises.notice(regime)
            notify_by = promises.started(clock, on=notify_by.start_on, calendar=calendar)
        return AppealTriaged(track=track, category=category, regime=regime, notify_by=notify_by)

    def change_track(
        self,
        *,
        track: Track,
        reason: Sealed,
        on: date,
        calendar: WorkCalendar,
        sla: SlaTable = SHIPPED_SLA,
    ) -> TrackChanged:
        """转轨. The close clock counts from the original acceptance (10.1).

        What it stood still and the extension it was given stay with it.
        """
        if self.status not in TRACK_CHANGES:
            raise TrackCannotChangeNow(status=self.status)
        if track is self.track:
            raise TrackUnchanged(track=track)
        in_progress = self.status is AppealStatus.IN_PROGRESS
        return TrackChanged(
            track=track,
            reason=reason,
            close_by=self._close_by_on(track, calendar, sla),
            progress_by=promises.progress(track, on=on, calendar=calendar) if in_progress else None,
        )

    def accept(
        self, *, related: bool, on: date, calendar: WorkCalendar, sla: SlaTable = SHIPPED_SLA
    ) -> AppealAccepted:
        """受理: it is ours. `related` tells whether whoever accepts has a direct interest 回避."""
        if self.status is not AppealStatus.TRIAGED:
            raise AppealNotAwaitingAcceptance(status=self.status)
        if related:
            raise HandlerIsRelated
        close_by = self.close_clock_from(on, calendar, sla=sla, regime=self.regime)
        return AppealAccepted(close_by=close_by)

    def not_accept(self, *, ground: NotAcceptedGround, notice: Sealed) -> AppealNotAccepted:
        """不予受理, told in writing by `notice`."""
        if self.status is not AppealStatus.TRIAGED:
            raise AppealNotAwaitingAcceptance(status=self.status)
        return AppealNotAccepted(ground=ground, notice=notice)

    def redirect(self, *, destination: Sealed, accompaniment_offered: bool) -> AppealRedirected:
        """告知转办: tell where to go, and offer to go along."""
        if self.status is not AppealStatus.TRIAGED:
            raise AppealNotAwaitingAcceptance(status=self.status)
        if not accompaniment_offered:
            raise AccompanimentNotOffered
        return AppealRedirected(
            destination=destination, accompaniment_offered=accompaniment_offered
        )

    def merge_into(self, *, target: UUID, target_open: bool, same_matter: bool) -> AppealMerged:
        """并案 into `target`, which must be open and about the same person and facts."""
        if self.status not in MERGEABLE:
            raise AppealCannotBeMergedNow(status=self.status)
        if target == self.id:
            raise MergedIntoItself
        if not target_open:
            raise MergeTargetNotOpen(target=target)
        if not same_matter:
            raise NotTheSameMatter(target=target)
        return AppealMerged(into=target)

    def link(self, *, other: UUID, kind: LinkedKind) -> CaseLinked:
        """关联 another case: the dispute, assessment, service or appeal it has to do with."""
        if not self.is_open:
            raise AppealNotOpen(status=self.status)
        if other == self.id:
            raise LinkedToItself
        if other in self.linked:
            raise AlreadyLinked(other=other)
        return CaseLinked(other=other, kind=kind)

    def _close_by_on(self, track: Track, calendar: WorkCalendar, sla: SlaTable) -> Deadline | None:
        if self.close_by is None:
            return None
        regime = self.promised or self.regime
        close_by = self.close_clock_from(
            self.close_by.start_on, calendar, sla=sla, regime=regime, track=track
        )
        if self.suspended_on is not None and self.resumed_on is not None:
            close_by = close_by.suspended(
                since=self.suspended_on, until=self.resumed_on, calendar=calendar
            )
        for extension in self.close_by.extensions:
            close_by = close_by.extend(extension, calendar)
        return close_by


def _demand_appellant(
    appellant: Appellant, resident: UUID | None, name: Sealed | None, reason: Sealed | None
) -> None:
    if appellant is Appellant.RESIDENT and resident is None:
        raise ResidentMissing
    if appellant is Appellant.INSTITUTION and name is None:
        raise InstitutionUnnamed
    if appellant is Appellant.OTHER and reason is None:
        raise OtherAppellantUnexplained
