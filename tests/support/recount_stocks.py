"""Stocks counted a second time: who or what was held where, from which day to which."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from domain.appointment import (
    AppointmentPeriodCorrected,
    CommissionerEnded,
    CommissionerStarted,
)
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
    MemberTermCorrected,
)
from domain.campaign import CampaignClosed, CampaignOpened, CampaignReopened
from domain.pairing import (
    PairingEnded,
    PairingProposed,
    PairingResumed,
    PairingStartCorrected,
    PairingStarted,
    PairingSuspended,
    PairingTransferred,
)
from domain.resident import (
    DeathReverted,
    ResidentDied,
    ResidentMovedIn,
    ResidentMovedOut,
    ResidentRegistered,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from domain.history import Event, Organisation, Recorded
    from support.recount import Recount

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
    rest: str = ""

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
    yield from _registered(stands)


def _code(entry: Recorded[Event]) -> str:
    organisation: Organisation | None = entry.envelope.organisation
    return organisation.code if organisation else ""


@dataclass
class _Told:
    """A spell as told so far."""

    key: tuple[str, UUID]
    since: date
    code: str
    until: date | None = None
    moves: Places = field(default_factory=list)


class _Open:
    """The spells of one stream; those without an end are open."""

    def __init__(self) -> None:
        self.told: list[_Told] = []

    @property
    def open(self) -> list[_Told]:
        return [spell for spell in self.told if spell.until is None]

    def begin(self, measure: str, subject: UUID, since: date, code: str) -> None:
        if (measure, subject) not in {spell.key for spell in self.open}:
            self.told.append(_Told((measure, subject), since, code))

    def move(self, on: date, code: str) -> None:
        for spell in self.open:
            spell.moves.append((on, code))

    def end(self, measure: str, subject: UUID, until: date) -> None:
        for spell in self.open:
            if spell.key == (measure, subject):
                spell.until = until

    def end_all(self, until: date) -> None:
        for spell in self.open:
            spell.until = until

    def correct(
        self, key: tuple[str, UUID], began: date | None, since: date, last_day: date | None
    ) -> None:
        """Put right the first spell that began on a day, or the first of all."""
        meant = [each for each in self.told if each.key == key and began in {None, each.since}]
        for spell in meant[:1]:
            spell.since = since
            if last_day is not None and spell.until is not None:
                spell.until = last_day + ONE_DAY

    def spells(self) -> Iterator[Spell]:
        for each in self.told:
            yield Spell(*each.key, each.since, each.until or EVER, each.code, tuple(each.moves))


def _association(stands: Sequence[Recorded[Event]]) -> Iterator[Spell]:  # noqa: C901  (a case an event)
    held, known, areas = _Open(), _Open(), set[UUID]()
    code, active = "", False
    for entry in stands:
        on, event = entry.occurred_on, entry.event
        if not isinstance(event, MemberAppointed | MemberEnded | MemberTermCorrected):
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
                held.end_all(on)
            case AreaAssigned(area=area):
                areas.add(area)
                known.begin("M02x", area, on, code)
                if active:
                    held.begin("M02", area, on, code)
            case AreaRemoved(area=area):
                areas.discard(area)
                held.end("M02", area, on)
            case DivisionCodeChanged():
                code = event.code
                held.move(event.valid_from, code)
            case _:
                pass
    yield from held.spells()
    yield from known.spells()


def gaps(recount: Recount, day: date, area: str = "") -> dict[str, set[tuple[UUID, str]]]:
    """Give the areas on record under "of", each where it was assigned last, and the gaps."""
    last: dict[UUID, tuple[date, str]] = {}
    for spell in recount.spells:
        if spell.measure == "M02x" and spell.since <= day:
            last[spell.subject] = max(
                last.get(spell.subject, (date.min, "")), (spell.since, spell.code)
            )
    known = {(each, "") for each, (_, code) in last.items() if code.startswith(area)}
    return {"of": known, "M02b": known - recount.keys("M02", day, day)}


def _posts(  # noqa: C901, PLR0912  (a case an event)
    stands: Sequence[Recorded[Event]],
) -> Iterator[Spell]:
    held, officers = _Open(), list[UUID]()
    for entry in stands:
        on, event, code = entry.occurred_on, entry.event, _code(entry)
        match event:
            case MemberAppointed():
                held.begin("M09", event.person, event.start_on, code)
            case MemberEnded():
                held.end("M09", event.person, event.last_day + ONE_DAY)
            case MemberTermCorrected():
                key = "M09", event.person
                held.correct(key, event.former_start_on, event.start_on, event.last_day)
            case DivisionCodeChanged():
                held.move(event.valid_from, event.code)
            case CommissionerStarted():
                held.begin("M09", event.person, event.start_on, code)
                held.begin("M09b", event.person, event.start_on, code)
            case CommissionerEnded():
                held.end_all(event.last_day + ONE_DAY)
            case AppointmentPeriodCorrected():
                for measure in ("M09", "M09b"):
                    held.correct((measure, event.person), None, event.start_on, event.last_day)
            case CampaignOpened():
                officers = list(event.officers)
                for officer in officers:
                    held.begin("M09", officer, on, code)
            case CampaignReopened():
                for officer in officers:
                    held.begin("M09", officer, on, code)
            case CampaignClosed():
                held.end_all(on)
            case _:
                pass
    yield from held.spells()


def _pairings(stands: Sequence[Recorded[Event]]) -> Iterator[Spell]:
    held = _Open()
    pair: PairingProposed | PairingStarted | None = None
    started: tuple[UUID, UUID, date] | None = None
    for entry in stands:
        event, since = entry.event, entry.occurred_on
        match event:
            case PairingProposed():
                pair = event
                held.end_all(since)
            case PairingStarted() | PairingResumed():
                if isinstance(event, PairingStarted):
                    pair, since = event, event.start_on
                if pair is not None and not held.open:
                    if isinstance(event, PairingStarted):
                        started = event.resident, event.helper, event.start_on
                    held.begin("M17", pair.resident, since, _code(entry))
                    held.begin("M17b", pair.helper, since, _code(entry))
            case PairingStartCorrected(start_on=since) if started is not None:
                resident, helper, began = started
                held.correct(("M17", resident), began, since, None)
                held.correct(("M17b", helper), began, since, None)
                started = resident, helper, since
            case PairingSuspended() | PairingEnded() | PairingTransferred():
                held.end_all(since)
            case _:
                pass
    yield from held.spells()


def _registered(stands: Sequence[Recorded[Event]]) -> Iterator[Spell]:
    """Give the times in which a person was registered, alive and living here."""
    registered, died, moved = False, None, False
    held = _Open()
    for entry in stands:
        event, day = entry.event, entry.occurred_on
        match event:
            case ResidentRegistered():
                registered = True
            case ResidentMovedOut(moved_on=day):
                moved = True
            case ResidentMovedIn(moved_on=day):
                moved = False
            case ResidentDied(died_on=day):
                died = day
            case DeathReverted():
                day, died = died or day, None
            case _:
                continue
        if registered and died is None and not moved:
            held.begin("M19", entry.stream, day, _code(entry))
        else:
            held.end_all(day)
    for spell in held.spells():
        yield replace(spell, until=max(spell.since, spell.until))
