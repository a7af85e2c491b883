"""Stocks counted a second time: who or what was held where, from which day to which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from domain.appointment import CommissionerEnded, CommissionerStarted
from domain.association import (
    AreaAssigned,
    AreaRemoved,
    AssociationActivated,
    AssociationDissolved,
    AssociationProposed,
    AssociationResumed,
    AssociationSuspended,
    DivisionCodeChanged,
    MemberAppointed,
    MemberEnded,
)
from domain.campaign import CampaignClosed, CampaignOpened, CampaignReopened
from domain.pairing import (
    PairingEnded,
    PairingProposed,
    PairingResumed,
    PairingStarted,
    PairingSuspended,
    PairingTransferred,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from domain.history import Event, Organisation, Recorded

NOBODY: Final = UUID(int=0)
EVER: Final = date.max
ONE_DAY: Final = timedelta(days=1)

Places = list[tuple[date, str]]
"""Division codes, each with the day from which it holds, in the order they were told."""


@dataclass(frozen=True)
class Spell:
    """Something held from a day until another, the first without it."""

    measure: str
    subject: UUID
    since: date
    until: date
    code: str
    moves: tuple[tuple[date, str], ...] = ()

    def holds_on(self, day: date) -> bool:
        return self.since <= day < self.until

    def code_on(self, day: date) -> str:
        """Give where it counts on a day; a move never lies before the one it follows."""
        code, since = self.code, self.since
        for on, moved_to in self.moves:
            since = max(since, on)
            if since <= day:
                code = moved_to
        return code


def spells(stands: Sequence[Recorded[Event]]) -> Iterator[Spell]:
    """Give every spell of one stream."""
    yield from _association(stands)
    yield from _posts(stands)
    yield from _pairings(stands)


def _code(entry: Recorded[Event]) -> str:
    organisation: Organisation | None = entry.envelope.organisation
    return organisation.code if organisation else ""


class _Open:
    """Spells that began and have not ended, by measure and subject."""

    def __init__(self) -> None:
        self.spells: dict[tuple[str, UUID], tuple[date, str, Places]] = {}

    def begin(self, measure: str, subject: UUID, since: date, code: str) -> None:
        self.spells.setdefault((measure, subject), (since, code, []))

    def move(self, on: date, code: str) -> None:
        for _, _, moves in self.spells.values():
            moves.append((on, code))

    def end(self, measure: str, subject: UUID, until: date) -> Iterator[Spell]:
        spell = self.spells.pop((measure, subject), None)
        if spell is not None:
            since, code, moves = spell
            yield Spell(measure, subject, since, until, code, tuple(moves))

    def end_all(self, until: date) -> Iterator[Spell]:
        for key in list(self.spells):
            yield from self.end(*key, until)


def _association(stands: Sequence[Recorded[Event]]) -> Iterator[Spell]:  # noqa: C901  (a case an event)
    held, areas = _Open(), set[UUID]()
    code, active = "", False
    for entry in stands:
        on, event = entry.occurred_on, entry.event
        if not isinstance(event, MemberAppointed | MemberEnded):
            code = code or _code(entry)
        match event:
            case AssociationProposed():
                code = event.code
            case AssociationActivated() | AssociationResumed():
                active = True
                held.begin("M01", entry.stream, on, code)
                for area in areas:
                    held.begin("M02", area, on, code)
            case AssociationSuspended() | AssociationDissolved():
                active = False
                yield from held.end_all(on)
            case AreaAssigned(area=area):
                areas.add(area)
                if active:
                    held.begin("M02", area, on, code)
            case AreaRemoved(area=area):
                areas.discard(area)
                yield from held.end("M02", area, on)
            case DivisionCodeChanged():
                code = event.code
                held.move(event.valid_from, code)
            case _:
                pass
    yield from held.end_all(EVER)


def _posts(stands: Sequence[Recorded[Event]]) -> Iterator[Spell]:  # noqa: C901  (a case an event)
    held, officers = _Open(), list[UUID]()
    for entry in stands:
        on, event, code = entry.occurred_on, entry.event, _code(entry)
        match event:
            case MemberAppointed():
                held.begin("M09", event.person, event.start_on, code)
            case MemberEnded():
                yield from held.end("M09", event.person, event.last_day + ONE_DAY)
            case DivisionCodeChanged():
                held.move(event.valid_from, event.code)
            case CommissionerStarted():
                held.begin("M09", event.person, event.start_on, code)
                held.begin("M09b", event.person, event.start_on, code)
            case CommissionerEnded():
                yield from held.end_all(event.last_day + ONE_DAY)
            case CampaignOpened():
                officers = list(event.officers)
                for officer in officers:
                    held.begin("M09", officer, on, code)
            case CampaignReopened():
                for officer in officers:
                    held.begin("M09", officer, on, code)
            case CampaignClosed():
                yield from held.end_all(on)
            case _:
                pass
    yield from held.end_all(EVER)


def _pairings(stands: Sequence[Recorded[Event]]) -> Iterator[Spell]:
    held = _Open()
    pair: PairingProposed | PairingStarted | None = None
    for entry in stands:
        event, since = entry.event, entry.occurred_on
        match event:
            case PairingProposed():
                pair = event
                yield from held.end_all(since)
            case PairingStarted() | PairingResumed():
                if isinstance(event, PairingStarted):
                    pair, since = event, event.start_on
                if pair is not None and not held.spells:
                    held.begin("M17", pair.resident, since, _code(entry))
                    held.begin("M17b", pair.helper, since, _code(entry))
            case PairingSuspended() | PairingEnded() | PairingTransferred():
                yield from held.end_all(since)
            case _:
                pass
    yield from held.end_all(EVER)
