"""What one event sets off elsewhere: event → command (`domain.md` 10.14, 2.4).

A policy only says which commands follow; `application.attending.reacting` gives them, each once, as caused by
the event. A policy's name is part of the id of its commands, and therefore for ever.

The first visit of a pairing is not in 10.14: its clock (10.4) is stopped by what another record says.

The other rows of 10.14 need no command: what is due after RiskFlagged, MediationAccepted and
AgreementReached are clocks that the watcher looks after (`application.attending.watching`), a calendar moves
them there too; the end of a month is in `application.attending.month_end`; an unsatisfied answer must be
reopened or explained before its appeal is closed (`domain.appeal.ending`). AccrualAdjusted and what
follows HomeSuspended belong to trades that are not built.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from application.casework.claims import slot_of
from domain.appointment import CommissionerEnded
from domain.calendar import months_later
from domain.history import Event, Sealed, fold, standing
from domain.pairing import (
    FirstVisitTakenBack,
    Pairing,
    PairingResumed,
    PairingStartCorrected,
    PairingStarted,
)
from domain.resident import (
    CertificateCancelled,
    CertificateExpired,
    CertificateFrozen,
    CertificateGradeChanged,
    CertificateIssued,
    DeathReverted,
    ResidentDied,
    ResidentMovedOut,
)
from domain.visit import VisitCorrected, VisitRecorded, VisitVoided, VisitVoidReverted
from domain.words import (
    CertificateOrigin,
    DisabilityCategory,
    DisabilityGrade,
    Met,
    PairingEndReason,
    SubsidyTrigger,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from uuid import UUID

    from application.office import Office
    from domain.history import Recorded

SEVERE: Final = frozenset({DisabilityGrade.FIRST, DisabilityGrade.SECOND})
OF_THE_MIND: Final = frozenset({DisabilityCategory.INTELLECTUAL, DisabilityCategory.MENTAL})


@dataclass(frozen=True, slots=True)
class Errand:
    """One command to be given: which, on which record, for which business date."""

    resource: str
    name: str
    record: UUID
    on: date
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Policy:
    """When one of `events` happens, then the commands that `errands` finds."""

    name: str
    chinese: str
    events: tuple[type[Event], ...]
    errands: Callable[[Office, Recorded[Event]], Iterator[Errand]]


def _orphan_pairings(office: Office, recorded: Recorded[Event]) -> Iterator[Errand]:
    """List the pairings that a commissioner left behind, the same day."""
    ended = recorded.event
    assert isinstance(ended, CommissionerEnded)
    for pairing in office.lookups.pairings_helped_by(ended.person):
        yield Errand("pairings", "orphan", pairing, recorded.occurred_on)


def _end_pairing(office: Office, recorded: Recorded[Event]) -> Iterator[Errand]:
    """End the pairing of who died or moved away, from that day."""
    match recorded.event:
        case ResidentDied(died_on=on):
            reason = PairingEndReason.DIED
        case ResidentMovedOut(moved_on=on):
            reason = PairingEndReason.MOVED
        case _:
            return
    pairing = office.log.holder(slot_of(recorded.stream))
    if pairing is not None:
        yield Errand("pairings", "end", pairing, on, {"reason": reason})


def _note_first_visit(office: Office, recorded: Recorded[Event]) -> Iterator[Errand]:
    """Stop the clock of a pairing whose resident was met in person since it started."""
    if isinstance(recorded.event, _OF_VISITS):
        made = office.lookups.first_visits(residents=_visited(office, recorded.stream))
    else:
        made = office.lookups.first_visits(pairings=[recorded.stream])
    for first in made:
        if _pairing(office, first.pairing).is_visited:
            continue  # the look-ups lag by a moment
        said = {"visit": first.visit, "visited_on": first.visited_on}
        yield Errand("pairings", "note-first-visit", first.pairing, first.visited_on, said)


def _take_back_first_visit(office: Office, recorded: Recorded[Event]) -> Iterator[Errand]:
    """Let the clock run again when the visit that had stopped it does not stand as it was."""
    visit = recorded.stream
    met = {
        (seen.resident, each.occurred_on)
        for each in standing(office.log.history(visit))
        if isinstance(each.event, VisitRecorded)
        for seen in each.event.residents
        if seen.met is Met.YES
    }
    for resident in _visited(office, visit):
        holder = office.log.holder(slot_of(resident))
        if holder is None:
            continue
        pairing = _pairing(office, holder)
        if pairing.visit == visit and (resident, pairing.visited_on) not in met:
            said = {"visit": visit}
            yield Errand("pairings", "take-back-first-visit", holder, recorded.occurred_on, said)


def _pairing(office: Office, pairing: UUID) -> Pairing:
    return fold(Pairing, pairing, office.log.history(pairing))


def _visited(office: Office, visit: UUID) -> list[UUID]:
    """Name everybody whom a visit was ever said to be to."""
    said = (
        each.event.whole.event if isinstance(each.event, VisitCorrected) else each.event
        for each in office.log.history(visit)
    )
    named = (
        seen.resident for each in said if isinstance(each, VisitRecorded) for seen in each.residents
    )
    return list(dict.fromkeys(named))


def _end_assessments(office: Office, recorded: Recorded[Event]) -> Iterator[Errand]:
    """End the open assessment requests of who died."""
    for request in office.lookups.open_assessments_of(recorded.stream):
        yield Errand("assessments", "record-death", request, recorded.occurred_on)


def _raise_subsidy_trigger(office: Office, recorded: Recorded[Event]) -> Iterator[Errand]:
    """Say what the two subsidies have to do with it (2.4): a stop holds from the next month."""
    event, on = recorded.event, recorded.occurred_on
    match event:
        case ResidentDied(died_on=day) | ResidentMovedOut(moved_on=day):
            trigger, on = SubsidyTrigger.MUST_STOP, months_later(day.replace(day=1), 1)
        case CertificateCancelled() | CertificateFrozen() | CertificateExpired():
            trigger, on = SubsidyTrigger.MUST_STOP, months_later(on.replace(day=1), 1)
        case CertificateGradeChanged() | DeathReverted():
            trigger = SubsidyTrigger.RE_CHECK
        case CertificateIssued() if _may_be_eligible(office, event):
            trigger = SubsidyTrigger.MAY_APPLY
        case _:
            return
    said = {"trigger": trigger, "from_month": on.replace(day=1)}
    yield Errand("residents", "raise-subsidy-trigger", recorded.stream, recorded.occurred_on, said)


def _may_be_eligible(office: Office, issued: CertificateIssued) -> bool:
    """Tell whether the first certificate from here is severe, or of intellect or mind (2.4).

    One that was imported has been in the person's hand for long.
    """
    if issued.source.origin is CertificateOrigin.NATIONAL_IMPORT:
        return False
    category = _opened(office, issued, "category", issued.card.category)
    grade = _opened(office, issued, "grade", issued.card.grade)
    return grade in {str(each.value) for each in SEVERE} or category in {
        str(each.value) for each in OF_THE_MIND
    }


def _opened(office: Office, event: Event, name: str, sealed: Sealed) -> str:
    return office.vault.open(sealed, place=f"{event.topic}/card.{name}")


_OF_VISITS: Final = (VisitRecorded, VisitCorrected, VisitVoided, VisitVoidReverted)

POLICIES: Final = (
    Policy(
        "orphan-pairings",
        "专委离任 → 列出待调整的结对",
        (CommissionerEnded,),
        _orphan_pairings,
    ),
    Policy(
        "end-pairing",
        "残疾人死亡或迁出 → 结对自当日解除",
        (ResidentDied, ResidentMovedOut),
        _end_pairing,
    ),
    Policy(
        "note-first-visit",
        "见到结对的残疾人 → 首次走访已完成",
        (
            *_OF_VISITS,
            PairingStarted,
            PairingStartCorrected,
            PairingResumed,
            FirstVisitTakenBack,
        ),
        _note_first_visit,
    ),
    Policy(
        "take-back-first-visit",
        "首次走访作废或更正 → 首次走访期限继续",
        (VisitCorrected, VisitVoided),
        _take_back_first_visit,
    ),
    Policy(
        "end-assessments",
        "残疾人死亡 → 未办结的评残申请终止",
        (ResidentDied,),
        _end_assessments,
    ),
    Policy(
        "raise-subsidy-trigger",
        "死亡、迁出、证件变化 → 提示两项补贴",
        (
            ResidentDied,
            ResidentMovedOut,
            DeathReverted,
            CertificateIssued,
            CertificateGradeChanged,
            CertificateFrozen,
            CertificateExpired,
            CertificateCancelled,
        ),
        _raise_subsidy_trigger,
    ),
)

BY_EVENT: Final[dict[type[Event], tuple[Policy, ...]]] = {
    event: tuple(policy for policy in POLICIES if event in policy.events)
    for event in dict.fromkeys(event for policy in POLICIES for event in policy.events)
}
