"""A random district: every kind of stream that figures read, mixed, put right and merged at random.

Events follow each other in any order, also in ones no rule would allow: what is counted must be
well defined whatever the log holds. Only a void stream is left alone until the void is taken back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from domain.appeal import Appeal
from domain.appointment import CommissionerAppointment
from domain.assessment import AssessmentRequest, CityReassessed, ProvinceConcluded
from domain.association import (
    AreaAssigned,
    AreaRemoved,
    Association,
    AssociationDissolved,
    AssociationProposed,
    AssociationResumed,
    AssociationSuspended,
    DivisionCodeChanged,
    MemberAppointed,
    MemberEnded,
    MemberTermCorrected,
)
from domain.campaign import (
    CampaignClosed,
    CampaignOpened,
    CampaignReopened,
    SurveyCampaign,
    TargetAdded,
    TargetRemoved,
)
from domain.dispute import AgreementConfirmed, Dispute, PerformanceChecked
from domain.history import Aggregate, Event, Recorded, is_voided
from domain.pairing import (
    Pairing,
    PairingEnded,
    PairingResumed,
    PairingStartCorrected,
    PairingStarted,
    PairingSuspended,
    PairingTransferred,
)
from domain.resident import DeathReverted, MergeReverted, Resident, ResidentMovedIn
from domain.visit import NeedAnswered, RiskResolved, Visit
from domain.words import (
    AdditionReason,
    AssessmentPlace,
    Conclusion,
    MemberEndReason,
    Met,
    Need,
    NotMetReason,
    PairingEndReason,
    Performance,
    RemovalReason,
    SuspensionReason,
    VisitMode,
    VisitPurpose,
)
from support import appointments, assessments, associations, disputes, residents, visits
from support.counted import ELSEWHERE, SAME_TOWN, merged_into, paired, seen, visit
from support.histories import SEALED, id_of, recorded
from support.lives import PLACES, any_day, any_place, appeal_event, verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.visit import ResidentSeen

RESIDENTS: Final = tuple(id_of(f"resident {number}") for number in range(6))
NEEDS: Final = (Need.DEVICE, Need.CARE)
CAMPAIGNS: Final = (id_of("campaign 0"), id_of("campaign 1"))
STAFF: Final = tuple(id_of(f"staff {number}") for number in range(4))

Life = list[Recorded[Event]]
"""The entries of one stream so far."""


def _visit(_: UUID, life: Life, random: Random) -> Event:
    return visit(
        *(_seen(resident, random) for resident in random.sample(RESIDENTS, random.randint(1, 3))),
        by=random.choice(STAFF),
        mode=random.choice((VisitMode.HOME, VisitMode.HOME, *VisitMode)),
        purpose=random.choice((VisitPurpose.SURVEY, VisitPurpose.SURVEY, *VisitPurpose)),
        campaign=random.choice((None, None, *CAMPAIGNS)),
    )


def _visit_with_findings(stream: UUID, life: Life, random: Random) -> Event:
    """Give a visit, and then what it found and what was done about it."""
    if not life:
        return _visit(stream, life, random)
    risk = id_of(f"risk {stream} {random.randrange(2)}")
    flagged = replace(visits.FLAGGED, risk=risk, resident=random.choice(RESIDENTS))
    return random.choice(
        (
            _visit(stream, life, random),
            flagged,
            flagged,
            RiskResolved(risk=risk, measures=SEALED),
            RiskResolved(risk=risk, measures=SEALED),
            NeedAnswered(
                resident=random.choice(RESIDENTS), need=random.choice(NEEDS), reason=SEALED
            ),
        )
    )


def _seen(resident: UUID, random: Random) -> ResidentSeen:
    line = seen(
        resident,
        random.choice((Met.YES, Met.YES, *Met)),
        random.choice(list(NotMetReason)),
        referred_to_treatment=random.random() < 0.2,
    )
    return replace(line, needs=tuple(random.sample(NEEDS, random.randrange(3))))


def _appeal(stream: UUID, life: Life, random: Random) -> Event | None:
    return appeal_event(stream, life, random)


def _dispute(_: UUID, life: Life, random: Random) -> Event:
    outcomes = [PerformanceChecked(performance=performance) for performance in Performance]
    return random.choice(
        (
            disputes.REGISTERED,
            disputes.CALM_CLOSED,
            disputes.REACHED,
            AgreementConfirmed(court_number=SEALED),
            *outcomes,
        )
    )


def _assessment(_: UUID, life: Life, random: Random) -> Event:
    resident = random.choice(RESIDENTS)
    place = random.choice(list(AssessmentPlace))
    performed = assessments.performed(random.choice(list(Conclusion)))
    on = any_day(random)
    reassess = CityReassessed if on.day % 2 else ProvinceConcluded
    reassessed = reassess(
        resident=resident,
        place=place,
        on=on,
        conclusion=random.choice((Conclusion.QUALIFIED, Conclusion.NOT_QUALIFIED)),
        findings=None,
        category=None,
        grade=None,
        document=id_of("document"),
        publicise_by=None,
    )
    referred = random.random() < 0.3
    return random.choice(
        (
            replace(assessments.APPLIED, resident=resident, at_home=random.random() < 0.7),
            replace(performed, resident=resident, place=place, referred_to_treatment=referred),
            replace(performed, resident=resident),
            reassessed,
            replace(assessments.DELIVERED, at_home=random.random() < 0.7),
        )
    )


def _pairing(_: UUID, life: Life, random: Random) -> Event:
    resident, helper = random.choice(RESIDENTS), random.choice(STAFF)
    proposed, started = paired(resident, helper, start_on=any_day(random))
    if len(life) < 2:
        return (proposed, started)[len(life)]
    return random.choice(
        (
            started,
            _start_corrected(started, any_day(random)),
            PairingSuspended(reason=SuspensionReason.AWAY, expected_last_day=any_day(random)),
            PairingResumed(),
            PairingEnded(reason=PairingEndReason.ASKED),
            PairingTransferred(to=id_of("pairing"), new_helper=random.choice(STAFF)),
        )
    )


def _start_corrected(started: Event, start_on: date) -> Event:
    assert isinstance(started, PairingStarted)
    return PairingStartCorrected(
        former_start_on=started.start_on,
        start_on=start_on,
        first_visit=started.first_visit,
        reason="日期录错",
    )


def _resident(stream: UUID, life: Life, random: Random) -> Event:
    other = random.choice([resident for resident in RESIDENTS if resident != stream])
    issued = replace(
        residents.ISSUED,
        assessment=random.choice(
            (None, replace(residents.ASSESSED, at_home=random.random() < 0.7))
        ),
    )
    moved_in = ResidentMovedIn(
        moved_on=any_day(random),
        association=residents.OTHER_VILLAGE_ID,
        household=None,
        address=SEALED,
    )
    return random.choice(
        (
            issued,
            merged_into(other),
            MergeReverted(into=other, reason=SEALED),
            residents.REGISTERED,
            replace(residents.MOVED_OUT, moved_on=any_day(random)),
            moved_in,
            moved_in,
            replace(residents.DIED, died_on=any_day(random)),
            DeathReverted(document=id_of("document")),
        )
    )


def _association(stream: UUID, life: Life, random: Random) -> Event:
    paper = associations.PAPER
    area = random.choice((associations.AREA, associations.OTHER_AREA))
    place = random.choice((SAME_TOWN, ELSEWHERE))
    proposed = AssociationProposed(name="乙村残协", code=place.code, town=place.town)
    if not life:
        return random.choice((associations.PROPOSED, proposed))
    return random.choice(
        (
            associations.ACTIVATED,
            AssociationSuspended(reason="换届", document_number=paper),
            AssociationResumed(document_number=paper),
            AssociationDissolved(reason="撤并", document_number=paper),
            AreaAssigned(area=area, name="一组"),
            AreaRemoved(area=area, reason="划出"),
            DivisionCodeChanged(
                code=place.code, town=place.town, valid_from=any_day(random), document_number=paper
            ),
            replace(associations.CHAIR_APPOINTED, person=random.choice(STAFF)),
            replace(associations.CHAIR_APPOINTED, person=random.choice(STAFF)),
            _term_corrected(life, random),
            MemberEnded(
                person=random.choice(STAFF),
                last_day=any_day(random),
                reason=MemberEndReason.TERM,
            ),
        )
    )


def _term_corrected(life: Life, random: Random) -> Event:
    """Correct the term of a member, often one there is."""
    began = [each.event for each in life if isinstance(each.event, MemberAppointed)]
    term = random.choice([associations.CHAIR_APPOINTED, *began])
    return MemberTermCorrected(
        person=term.person,
        former_start_on=term.start_on,
        start_on=any_day(random),
        document_number=associations.PAPER,
        last_day=random.choice((None, any_day(random))),
    )


def _appointment(_: UUID, life: Life, random: Random) -> Event:
    person = random.choice(STAFF)
    return random.choice(
        (
            replace(appointments.STARTED, person=person, start_on=any_day(random)),
            replace(appointments.ENDED, person=person, last_day=any_day(random)),
            replace(
                appointments.PERIOD_CORRECTED,
                person=person,
                start_on=any_day(random),
                last_day=random.choice((None, any_day(random))),
            ),
        )
    )


def _campaign(_: UUID, life: Life, random: Random) -> Event:
    opened = CampaignOpened(
        title="大排查",
        target_definition="困难残疾人",
        start_on=date(2022, 3, 1),
        planned_last_day=date(2022, 7, 31),
        form_version="1",
        officers=tuple(random.sample(STAFF, 2)),
    )
    listed = TargetAdded(
        round=1,
        residents=tuple(random.sample(RESIDENTS, 3)),
        reason=random.choice(list(AdditionReason)),
    )
    removed = TargetRemoved(
        round=1, resident=random.choice(RESIDENTS), reason=random.choice(list(RemovalReason))
    )
    changes = (listed, listed, listed, removed, removed)
    return random.choice((opened, *changes, CampaignClosed(), CampaignReopened(reason="补查")))


Maker = Callable[[UUID, Life, Random], Event | None]
"""Makes an event that may come next in a stream, if there is one."""

# Every kind of stream: its aggregate, what makes its events, and how many events it may have.
KINDS: Final[tuple[tuple[type[Aggregate[Any]], Maker, int], ...]] = (
    (Visit, _visit, 1),
    (Visit, _visit, 1),
    (Visit, _visit_with_findings, 6),
    (Appeal, _appeal, 20),
    (Dispute, _dispute, 8),
    (AssessmentRequest, _assessment, 8),
    (Pairing, _pairing, 8),
    (Resident, _resident, 8),
    (Association, _association, 16),
    (CommissionerAppointment, _appointment, 4),
    (SurveyCampaign, _campaign, 8),
)


class District:
    """Grows a log of random entries, position by position."""

    def __init__(self, random: Random, *, first_position: int = 1, name: str = "district") -> None:
        self._random = random
        self._name = name
        self._lives: dict[UUID, Life] = {}
        self._streams: dict[int, list[UUID]] = {}
        self.entries: list[Recorded[Event]] = []
        self._position = first_position

    def grow(self, entries: int) -> None:
        """Add so many entries."""
        target = len(self.entries) + entries
        while len(self.entries) < target:
            self._grow_once()

    def _grow_once(self) -> None:
        random = self._random
        number = random.randrange(len(KINDS))
        kind, make, events_max = KINDS[number]
        stream = self._stream(number, kind)
        life = self._lives.setdefault(stream, [])
        event: Event | None = None
        if life and (is_voided(life) or len(life) >= events_max or random.random() < 0.15):
            event = verb(kind, life, random, lambda old: self._varied(make, stream, old))
        elif not is_voided(life):
            event = make(stream, life, random)
        if event is None:
            return
        entry = recorded(
            event,
            stream=stream,
            version=len(life) + 1,
            position=self._position,
            on=any_day(random) - timedelta(days=random.choice((0, 0, 0, 365))),
            organisation=random.choice(PLACES) if kind is Association else any_place(random),
        )
        self._position += 1
        life.append(entry)
        self.entries.append(entry)

    def _stream(self, number: int, kind: type[Aggregate[Any]]) -> UUID:
        if kind is Resident:
            return self._random.choice(RESIDENTS)
        if kind is SurveyCampaign:
            return self._random.choice(CAMPAIGNS)
        streams = self._streams.setdefault(number, [])
        if not streams or self._random.random() < 0.5 / KINDS[number][2] + 0.1:
            streams.append(id_of(f"{self._name} {kind.__name__} {number} {len(streams)}"))
        return self._random.choice(streams)

    def _varied(self, make: Maker, stream: UUID, old: Event) -> Event:
        """Give an event of the same kind that may say something else."""
        for _ in range(5):
            new = make(stream, self._lives[stream], self._random)
            if type(new) is type(old):
                return new
        return old


def standing_at(entries: Sequence[Recorded[Event]], position: int) -> dict[UUID, Life]:
    """Give the histories of all streams as they were at a position."""
    histories: dict[UUID, Life] = {}
    for entry in entries:
        if entry.position <= position:
            histories.setdefault(entry.stream, []).append(entry)
    return histories
