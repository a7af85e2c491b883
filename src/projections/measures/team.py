"""M09: the team 团队, each person once however many posts they hold (`domain.md` 11.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from domain.appointment import (
    AppointmentPeriodCorrected,
    CommissionerEnded,
    CommissionerStarted,
)
from domain.association import (
    DivisionCodeChanged,
    MemberAppointed,
    MemberEnded,
    MemberTermCorrected,
)
from domain.campaign import CampaignClosed, CampaignOpened, CampaignReopened
from domain.history import Organisation
from projections.figures.fact import Fact, Family, Kind, Measure, Unit
from projections.figures.held import Held

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from domain.history import Event, Recorded

M09 = Measure(
    "M09",
    "团队",
    "team",
    Unit.PERSONS,
    Kind.STOCK,
    "当日在任的残协委员、在岗专委、进行中专项行动的工作人员, 按人去重",
    "distinct persons who on the day are member of an association, commissioner in post or officer"
    " of an open campaign",
)
M09B = Measure(
    "M09b",
    "在岗专委",
    "commissioners in post",
    Unit.PERSONS,
    Kind.STOCK,
    "当日在岗或请假的专职委员",
    "commissioners in post on the day, on leave or not",
)

ONE_DAY: Final = timedelta(days=1)


class TeamCount:
    """The posts of one association, one appointment or one campaign."""

    def __init__(self) -> None:
        """Start without posts."""
        self._held = Held()
        self._officers: tuple[UUID, ...] = ()

    def count(self, recorded: Recorded[Event]) -> Iterator[Fact]:  # noqa: C901, PLR0912  (one case an event)
        """Count who takes a post and who leaves it; a last day is still in the post."""
        match recorded.event:
            case MemberAppointed(person=person, start_on=start_on):
                yield from self._held.rise(Fact("M09", person, occurred_on=start_on), recorded)
            case MemberEnded(person=person, last_day=last_day):
                yield from self._held.fall("M09", person, on=last_day + ONE_DAY)
            case MemberTermCorrected(person=person, former_start_on=began):
                term = recorded.event
                yield from self._held.correct(
                    "M09",
                    person,
                    began=began,
                    since=term.start_on,
                    until=_day_after(term.last_day),
                )
            case DivisionCodeChanged(code=code, town=town, valid_from=valid_from):
                place = Organisation(recorded.stream, code, town)
                yield from self._held.move(
                    lambda rise: replace(rise, organisation=place), recorded, on=valid_from
                )
            case CommissionerStarted(person=person, start_on=start_on):
                for measure in ("M09", "M09b"):
                    in_post = Fact(measure, person, occurred_on=start_on)
                    yield from self._held.rise(in_post, recorded)
            case CommissionerEnded(last_day=last_day):
                yield from self._held.fall_all(on=last_day + ONE_DAY)
            case AppointmentPeriodCorrected(person=person, start_on=start_on, last_day=last_day):
                until = _day_after(last_day)
                for measure in ("M09", "M09b"):
                    yield from self._held.correct(measure, person, since=start_on, until=until)
            case CampaignOpened(officers=officers):
                self._officers = officers
                yield from self._campaign_opens(recorded)
            case CampaignReopened():
                yield from self._campaign_opens(recorded)
            case CampaignClosed():
                yield from self._held.fall_all(on=recorded.occurred_on)
            case _:
                pass

    def _campaign_opens(self, recorded: Recorded[Event]) -> Iterator[Fact]:
        for officer in self._officers:
            yield from self._held.rise(Fact("M09", officer), recorded)


def _day_after(last_day: date | None) -> date | None:
    return None if last_day is None else last_day + ONE_DAY


TEAM = Family(
    "team",
    (M09, M09B),
    frozenset(
        event.topic
        for event in (
            MemberAppointed,
            MemberEnded,
            MemberTermCorrected,
            DivisionCodeChanged,
            CommissionerStarted,
            CommissionerEnded,
            AppointmentPeriodCorrected,
            CampaignOpened,
            CampaignReopened,
            CampaignClosed,
        )
    ),
    TeamCount,
)
