"""SurveyCampaign 排查专项: a bounded round of visits, in rounds, over a list of residents.

A campaign opens, starts a round, lists its targets and fixes the list; after that residents come
onto it 增补 or leave it 剔除 only for a reason, so that every rate can print whom it leaves out
(`domain.md` 10.5, 11.3). The list goes on from round to round, and each round fixes it once. Listing
and fixing are two events: `TargetAdded` names the residents, `TargetListFixed` their number and the
digest of the list, by which anybody can check a copy of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final, assert_never
from uuid import UUID

from domain.history import Aggregate, Corrected, Event, Rejected, Voided, VoidReverted
from domain.words import AdditionReason, RemovalReason, Word

TARGETS_IN_AN_EVENT_MAX: Final = 500


class CampaignStatus(Word):
    """Where a campaign stands."""

    DRAFT = "draft", "草拟"
    OPEN = "open", "进行中"
    CLOSED = "closed", "已收口"
    LOCKED = "locked", "已锁定"


class CampaignOpened(Event, topic="campaign.opened"):
    """专项已启动: planned from `start_on` through `planned_last_day`.

    `target_definition` says in words who is looked for; `officers` are the listed officers and
    volunteers, who belong to the team while the campaign is open (M09).
    """

    title: str
    target_definition: str
    start_on: date
    planned_last_day: date
    form_version: str
    officers: tuple[UUID, ...]


class RoundStarted(Event, topic="campaign.round_started"):
    """轮次已开始: the n-th round, such as 大排查, 大整治, 大提升."""

    number: int
    title: str


class TargetAdded(Event, topic="campaign.target_added"):
    """已增补对象: residents came onto the list, at most 500 in one event."""

    round: int
    residents: tuple[UUID, ...]
    reason: AdditionReason


class TargetRemoved(Event, topic="campaign.target_removed"):
    """已剔除对象: a resident left the list."""

    round: int
    resident: UUID
    reason: RemovalReason


class TargetListFixed(Event, topic="campaign.target_list_fixed"):
    """名单已锁定: the round's list as it stood; `digest` as `list_digest` makes it."""

    round: int
    count: int
    digest: str


class CampaignClosed(Event, topic="campaign.closed"):
    """专项已收口: no more visits are expected."""


class CampaignReopened(Event, topic="campaign.reopened"):
    """专项已重开: it goes on."""

    reason: str


class CampaignLocked(Event, topic="campaign.locked"):
    """专项已锁定: its result is final."""


class CampaignCorrected(Corrected, topic="campaign.corrected"):
    """已更正."""


class CampaignVoided(Voided, topic="campaign.voided"):
    """已作废."""


class CampaignVoidReverted(VoidReverted, topic="campaign.void_reverted"):
    """已撤销作废."""


CampaignEvent = (
    CampaignOpened
    | RoundStarted
    | TargetAdded
    | TargetRemoved
    | TargetListFixed
    | CampaignClosed
    | CampaignReopened
    | CampaignLocked
)


class CampaignAlreadyOpened(Rejected):
    """该专项已启动, 不能重复启动。 | This campaign was opened already."""


class CampaignDaysOutOfOrder(Rejected):
    """结束日期早于开始日期, 请核对。 | The campaign would end before it begins; check the dates."""


class OfficerListedTwice(Rejected):
    """工作人员名单有重复。 | Somebody is listed twice among the officers."""


class CampaignNotOpen(Rejected):
    """该专项不在进行中, 不能办理此事项; 已收口的可以先重开。
    | The campaign is not open; a closed one can be reopened.
    """


class RoundNumberNotNext(Rejected):
    """轮次应逐轮递增。 | Rounds are numbered one after the other."""


class NoRoundStarted(Rejected):
    """尚未开始轮次, 请先开始第一轮。 | No round has started; start the first one."""


class NobodyToAdd(Rejected):
    """没有要增补的对象。 | There is nobody to add."""


class AlreadyOnTargetList(Rejected):
    """名单中已有该对象, 或本次重复列入。 | A resident is on the list already, or is named twice."""


class NotOnTargetList(Rejected):
    """名单中没有该对象。 | The resident is not on the list."""


class TargetListEmpty(Rejected):
    """名单为空, 不能锁定。 | The list is empty and cannot be fixed."""


class TargetListAlreadyFixed(Rejected):
    """本轮名单已锁定, 如有变动请增补或剔除。
    | The list of this round is fixed; add or remove residents with a reason.
    """


class CampaignNotClosed(Rejected):
    """该专项未收口, 不能重开或锁定。 | Only a closed campaign is reopened or locked."""


@dataclass(slots=True)
class SurveyCampaign(Aggregate[CampaignEvent]):
    """One campaign; a draft until it is opened."""

    status: CampaignStatus = CampaignStatus.DRAFT
    round: int = 0
    fixed_round: int = 0
    targets: frozenset[UUID] = frozenset()

    corrected = CampaignCorrected
    voided = CampaignVoided
    void_reverted = CampaignVoidReverted

    def open(
        self,
        *,
        title: str,
        target_definition: str,
        start_on: date,
        planned_last_day: date,
        form_version: str,
        officers: tuple[UUID, ...],
    ) -> CampaignOpened:
        """Open 启动."""
        if self.version:
            raise CampaignAlreadyOpened
        if planned_last_day < start_on:
            raise CampaignDaysOutOfOrder(start_on=start_on, planned_last_day=planned_last_day)
        if len(set(officers)) != len(officers):
            raise OfficerListedTwice
        return CampaignOpened(
            title=title,
            target_definition=target_definition,
            start_on=start_on,
            planned_last_day=planned_last_day,
            form_version=form_version,
            officers=officers,
        )

    def start_round(self, *, number: int, title: str) -> RoundStarted:
        """Start the n-th round 第N轮; the list goes on from the round before."""
        self._demand_open()
        if number != self.round + 1:
            raise RoundNumberNotNext(number=number, last=self.round)
        return RoundStarted(number=number, title=title)

    def add_targets(
        self, *, residents: tuple[UUID, ...], reason: AdditionReason
    ) -> tuple[TargetAdded, ...]:
        """List residents 列入 or add them 增补; many are told in several events."""
        self._demand_round()
        if not residents:
            raise NobodyToAdd
        added = frozenset(residents)
        if len(added) != len(residents) or added & self.targets:
            raise AlreadyOnTargetList(listed=len(added & self.targets))
        return tuple(
            TargetAdded(
                round=self.round,
                residents=residents[first : first + TARGETS_IN_AN_EVENT_MAX],
                reason=reason,
            )
            for first in range(0, len(residents), TARGETS_IN_AN_EVENT_MAX)
        )

    def remove_target(self, *, resident: UUID, reason: RemovalReason) -> TargetRemoved:
        """Take a resident off the list 剔除."""
        self._demand_round()
        if resident not in self.targets:
            raise NotOnTargetList
        return TargetRemoved(round=self.round, resident=resident, reason=reason)

    def fix_target_list(self) -> TargetListFixed:
        """Fix the list of the present round 锁定名单, once."""
        self._demand_round()
        if self.fixed_round == self.round:
            raise TargetListAlreadyFixed(round=self.round)
        if not self.targets:
            raise TargetListEmpty
        return TargetListFixed(
            round=self.round, count=len(self.targets), digest=list_digest(self.targets)
        )

    def close(self) -> CampaignClosed:
        """Close 收口."""
        self._demand_open()
        return CampaignClosed()

    def reopen(self, *, reason: str) -> CampaignReopened:
        """Reopen 重开 a closed campaign."""
        self._demand_closed()
        return CampaignReopened(reason=reason)

    def lock(self) -> CampaignLocked:
        """Lock 锁定 a closed campaign, for good."""
        self._demand_closed()
        return CampaignLocked()

    def evolve(self, event: CampaignEvent) -> None:
        """Take over what `event` says."""
        match event:
            case CampaignOpened() | CampaignReopened():
                self.status = CampaignStatus.OPEN
            case RoundStarted(number=number):
                self.round = number
            case TargetAdded(residents=residents):
                self.targets = self.targets.union(residents)
            case TargetRemoved(resident=resident):
                self.targets = self.targets.difference((resident,))
            case TargetListFixed(round=fixed):
                self.fixed_round = fixed
            case CampaignClosed():
                self.status = CampaignStatus.CLOSED
            case CampaignLocked():
                self.status = CampaignStatus.LOCKED
            case _:
                assert_never(event)

    def _demand_open(self) -> None:
        if self.status is not CampaignStatus.OPEN:
            raise CampaignNotOpen(status=self.status)

    def _demand_closed(self) -> None:
        if self.status is not CampaignStatus.CLOSED:
            raise CampaignNotClosed(status=self.status)

    def _demand_round(self) -> None:
        self._demand_open()
        if not self.round:
            raise NoRoundStarted


def list_digest(residents: frozenset[UUID]) -> str:
    """Give the SHA-256, in hexadecimal, of the ids in order, one a line, each line ended by LF."""
    lines = "".join(f"{resident}\n" for resident in sorted(residents, key=str))
    return sha256(lines.encode()).hexdigest()
