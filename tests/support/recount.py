"""Figures counted a second time, from the events alone, as an auditor would: slowly and plainly.

Nothing of `projections` is used. What stands of each stream is read with the kernel's `standing`;
then every rule of `domain.md` 11.2 is a loop over it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from domain.appeal import (
    Appeal,
    AppealClosed,
    AppealMerged,
    AppealNotAccepted,
    AppealRedirected,
    AppealRegistered,
    AppealReopened,
    AppealWithdrawn,
    RecheckIssued,
    RecheckRequested,
    ReviewIssued,
    ReviewRequested,
)
from domain.assessment import (
    AssessmentApplied,
    AssessmentPerformed,
    CertificateDelivered,
    CityReassessed,
    ProvinceConcluded,
)
from domain.dispute import (
    AgreementConfirmed,
    AgreementReached,
    DisputeCalmClosed,
    PerformanceChecked,
)
from domain.history import standing
from domain.resident import CertificateIssued, MergeReverted, ResidentsMerged
from domain.visit import VisitRecorded
from domain.words import (
    AssessmentPlace,
    Conclusion,
    Met,
    Outcome,
    Performance,
    VisitMode,
    VisitPurpose,
)
from support.district import standing_at
from support.recount_answers import answers
from support.recount_campaigns import campaign_spells
from support.recount_homes import dangers, found_at_homes
from support.recount_marks import Mark, code_of
from support.recount_stocks import EVER, NOBODY, Spell, spells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from domain.history import Event, Recorded
    from domain.visit import ResidentSeen

IN_PERSON: Final = {VisitMode.HOME, VisitMode.FACE, VisitMode.VIDEO}
COUNTED: Final = {Outcome.RESOLVED, Outcome.PARTLY, Outcome.EXPLAINED}
ENDS: Final[dict[type[Event], str]] = {
    AppealWithdrawn: "M07f1",
    AppealMerged: "M07f2",
    AppealRedirected: "M07f3",
    AppealNotAccepted: "M07f4",
    ReviewRequested: "M07f5",
    ReviewIssued: "M07f5",
    RecheckRequested: "M07f5",
    RecheckIssued: "M07f5",
}


class Recount:
    """Everything that counts in a log, as known at one position."""

    def __init__(self, entries: Sequence[Recorded[Event]], position: int) -> None:
        histories = standing_at(entries, position)
        self.stands = {stream: list(standing(life)) for stream, life in histories.items()}
        self._into = dict(_mergers(self.stands))
        self.marks: list[Mark] = []
        self.spells: list[Spell] = []
        for stream, stands in self.stands.items():
            self.marks += _visits(stands)
            self.marks += _assessments(stands)
            self.marks += _disputes(stands)
            self.marks += answers(stands)
            self.marks += found_at_homes(stands)
            self.spells += spells(stands)
            self.spells += dangers(stands)
            self.spells += campaign_spells(stands)
            marks, open_spells = _appeal(stream, stands)
            self.marks += marks
            self.spells += open_spells

    def person(self, subject: UUID) -> UUID:
        """Follow the mergers to the file that goes on."""
        seen = {subject}
        while subject in self._into and self._into[subject] not in seen:
            subject = self._into[subject]
            seen.add(subject)
        return subject

    def keys(self, measure: str, first: date, last: date, area: str = "") -> set[tuple[UUID, str]]:
        """Give what counts: of a period, or of its last day when it is a stock."""
        found = {
            (self.person(mark.subject), mark.rest)
            for mark in self.marks
            if mark.measure == measure and first <= mark.day <= last and mark.code.startswith(area)
        }
        for spell in self.spells:
            if spell.holds_on(last) and spell.code_on(last).startswith(area):
                if spell.measure == measure:
                    found.add((self.person(spell.subject), spell.rest))
                if spell.measure == "M01" and measure == "M03":
                    found.add((NOBODY, spell.code_on(last)[:9]))
        return found


def _mergers(stands: dict[UUID, list[Recorded[Event]]]) -> Iterator[tuple[UUID, UUID]]:
    for stream, entries in stands.items():
        into = None
        for entry in entries:
            if isinstance(entry.event, ResidentsMerged):
                into = entry.event.into
            elif isinstance(entry.event, MergeReverted):
                into = None
        if into is not None:
            yield stream, into


def _visits(stands: Sequence[Recorded[Event]]) -> Iterator[Mark]:
    for entry in stands:
        visit = entry.event
        if not isinstance(visit, VisitRecorded):
            continue
        day, code = entry.occurred_on, code_of(entry)
        rest = f"{day}|{visit.visitor}"
        survey = visit.campaign is not None or visit.purpose is VisitPurpose.SURVEY
        for seen in visit.residents:
            yield Mark("M05x", seen.resident, f"{rest}|{contact(visit, seen)}", code, day)
            if seen.referred_to_treatment:
                yield Mark("M06c", seen.resident, "", code, day)
            if not survey:
                continue
            if seen.met is Met.NO:
                yield Mark("M04c", seen.resident, rest, code, day)
            elif visit.mode in IN_PERSON:
                yield Mark("M04", seen.resident, rest, code, day)
                yield Mark("M04b", seen.resident, "", code, day)
            else:
                yield Mark("M04d", seen.resident, rest, code, day)


def contact(visit: VisitRecorded, seen: ResidentSeen) -> str:
    """Name what a visit came to for one resident."""
    if seen.met is Met.NO:
        return seen.not_met_reason.value if seen.not_met_reason else ""
    if seen.met is Met.FAMILY and visit.mode in IN_PERSON:
        return "family"
    return visit.mode.value


def _assessments(stands: Sequence[Recorded[Event]]) -> Iterator[Mark]:
    applied_at_home = delivered = at_home = False
    places = set()
    qualified: Mark | None = None
    for entry in stands:
        event, code, stream = entry.event, code_of(entry), entry.stream
        if isinstance(event, CertificateIssued) and event.assessment and event.assessment.at_home:
            yield Mark("M06b2", stream, "", code, entry.occurred_on)
        elif isinstance(event, AssessmentApplied):
            applied_at_home = event.at_home
        elif isinstance(event, AssessmentPerformed | CityReassessed | ProvinceConcluded):
            places.add(event.place)
            day = entry.occurred_on if isinstance(event, AssessmentPerformed) else event.on
            person = Mark("M06", event.resident, "", code, day)
            if isinstance(event, AssessmentPerformed) and event.referred_to_treatment:
                yield replace(person, measure="M06c")
            needs_hospital = event.conclusion is Conclusion.NEEDS_HOSPITAL
            if event.place is AssessmentPlace.HOME and not needs_hospital:
                at_home = True
                yield person
            is_qualified = at_home and event.conclusion is Conclusion.QUALIFIED
            qualified = replace(person, measure="M06b1") if is_qualified else None
        elif isinstance(event, CertificateDelivered) and not delivered:
            delivered = True
            yield Mark("M06d2", stream, "", code, entry.occurred_on)
            if applied_at_home and event.at_home and places == {AssessmentPlace.HOME}:
                yield Mark("M06d1", stream, "", code, entry.occurred_on)
    if qualified is not None:
        yield qualified


def _disputes(stands: Sequence[Recorded[Event]]) -> Iterator[Mark]:
    first: Mark | None = None
    breached = False
    for entry in stands:
        event = entry.event
        if isinstance(event, PerformanceChecked) and event.performance is not Performance.PERFORMED:
            breached = breached or event.performance is Performance.BREACHED
        elif isinstance(
            event, DisputeCalmClosed | AgreementReached | AgreementConfirmed | PerformanceChecked
        ):
            breached = False
            first = first or Mark("M08", entry.stream, "", code_of(entry), entry.occurred_on)
    if first is not None and not breached:
        yield first


def _appeal(stream: UUID, stands: Sequence[Recorded[Event]]) -> tuple[list[Mark], list[Spell]]:
    """Tell the turns of an appeal first: opened, ended, reopened. Then count them."""
    appeal, code = Appeal(stream), ""
    turns: list[tuple[date, Event]] = []
    day = date.min
    for entry in stands:
        event = entry.event
        if not event.topic.startswith("appeal."):
            return [], []
        appeal.take(event)
        is_open = len(turns) % 2 == 1
        if not turns:
            if isinstance(event, AppealRegistered):
                day, code = entry.occurred_on, code_of(entry)
                turns.append((day, event))
        elif is_open != appeal.is_open:
            before, ended = turns[-1]
            if is_open or (isinstance(ended, AppealClosed) and isinstance(event, AppealReopened)):
                day = max(day, before, entry.occurred_on)
                turns.append((day, event))
            else:
                turns.pop()
    return list(_marks(stream, code, turns)), list(_open_spells(stream, code, turns))


def _marks(stream: UUID, code: str, turns: list[tuple[date, Event]]) -> Iterator[Mark]:
    resolved = False
    for number, (day, event) in enumerate(turns):
        once, round_ = Mark("", stream, "", code, day), str(number // 2 + 1)
        in_round = replace(once, rest=round_)
        if number == 0:
            yield replace(once, measure="M07b")
            if not isinstance(turns[-1][1], AppealMerged):
                yield replace(once, measure="M07b2")
        elif number % 2 == 0:
            yield replace(in_round, measure="M07e")
        elif isinstance(event, AppealClosed):
            yield replace(in_round, measure="M07d")
            if event.outcome not in COUNTED:
                yield replace(in_round, measure="M07d1")
            elif resolved:
                yield replace(in_round, measure="M07d2")
            else:
                resolved = True
                yield replace(once, measure="M07")
        else:
            yield replace(once, measure=ENDS[type(event)])


def _open_spells(stream: UUID, code: str, turns: list[tuple[date, Event]]) -> Iterator[Spell]:
    for number in range(0, len(turns), 2):
        until = turns[number + 1][0] if number + 1 < len(turns) else EVER
        yield Spell("M07c", stream, turns[number][0], until, code)


def days(first: date, last: date) -> Iterator[date]:
    """Give every day of a period."""
    while first <= last:
        yield first
        first += timedelta(days=1)
