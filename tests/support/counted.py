"""Events that figures count, and the periods they are counted in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from domain.appeal import AppealReopened
from domain.calendar import Clock
from domain.history import Organisation
from domain.pairing import PairingProposed, PairingStarted
from domain.resident import ResidentsMerged
from domain.visit import ResidentSeen, VisitRecorded
from domain.words import (
    ConsentBy,
    DuplicateGround,
    HelperKind,
    Met,
    NoticeForm,
    NotMetReason,
    ReopenGround,
    VisitMode,
    VisitPurpose,
)
from support.appeals import IN_PROGRESS, REPLIED, REVISITED, due
from support.histories import SEALED, TOWN, id_of

if TYPE_CHECKING:
    from uuid import UUID

    from domain.history import Event

MARCH = (date(2022, 3, 1), date(2022, 3, 31))
APRIL = (date(2022, 4, 1), date(2022, 4, 30))
MAY = (date(2022, 5, 1), date(2022, 5, 31))
JUNE = (date(2022, 6, 1), date(2022, 6, 30))
JULY = (date(2022, 7, 1), date(2022, 7, 31))
SPRING = (date(2022, 4, 1), date(2022, 5, 31))
YEAR = (date(2022, 1, 1), date(2022, 12, 31))

OTHER_TOWN = "320371006"


def place(name: str, code: str) -> Organisation:
    """Give an association by its division code."""
    return Organisation(association=id_of(name), code=code, town=code[:9])


SAME_TOWN = place("same town", f"{TOWN}002")
ELSEWHERE = place("elsewhere", f"{OTHER_TOWN}001")


def seen(
    resident: UUID,
    met: Met = Met.YES,
    reason: NotMetReason = NotMetReason.AWAY,
    *,
    referred_to_treatment: bool = False,
) -> ResidentSeen:
    """Give how a visit went for one resident."""
    return ResidentSeen(
        resident=resident,
        met=met,
        state_checked=met is Met.YES,
        referred_to_treatment=referred_to_treatment,
        not_met_reason=reason if met is Met.NO else None,
    )


def visit(
    *residents: ResidentSeen,
    by: UUID,
    mode: VisitMode = VisitMode.HOME,
    purpose: VisitPurpose = VisitPurpose.SURVEY,
    campaign: UUID | None = None,
) -> VisitRecorded:
    """Give a visit, for the survey unless told otherwise."""
    return VisitRecorded(
        visitor=by, mode=mode, purpose=purpose, residents=residents, campaign=campaign
    )


def merged_into(winner: UUID) -> ResidentsMerged:
    """Give the merge of a file into `winner`."""
    return ResidentsMerged(into=winner, grounds=(DuplicateGround.IDENTITY_NUMBER,))


ANSWERED: tuple[Event, ...] = (*IN_PROGRESS, REPLIED, REVISITED)
REOPENED = AppealReopened(
    ground=ReopenGround.NEW_FACTS,
    explanation=SEALED,
    round=2,
    from_closed=True,
    close_by=due(Clock.wd(5)),
)


def paired(resident: UUID, helper: UUID, *, start_on: date) -> tuple[Event, ...]:
    """Give a pairing proposed and started."""
    association = id_of("association")
    proposed = PairingProposed(
        resident=resident,
        helper=helper,
        helper_as=HelperKind.COMMISSIONER,
        association=association,
    )
    started = PairingStarted(
        resident=resident,
        helper=helper,
        association=association,
        start_on=start_on,
        consent_by=ConsentBy.RESIDENT,
        consent_form=NoticeForm.VOICE,
        first_visit=due(Clock.wd(10), start_on),
    )
    return proposed, started


def dated(event: PairingStarted, start_on: date) -> PairingStarted:
    """Give the same start on another day."""
    return replace(event, start_on=start_on)
