"""Every command of a resident's file, for walks through all of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from domain.history import Event
from domain.resident import Resident
from domain.resident.certificate import ten_years_from
from domain.words import (
    CertificateCancelReason,
    ConsentPurpose,
    DeathEvidence,
    DuplicateGround,
    FreezeReason,
    GuardianBasis,
    IdentityDocument,
    ResidentStatus,
    RestrictionGround,
    ToldBy,
)
from support.histories import sealed
from support.residents import (
    ADDRESS,
    ASSESSED,
    DOCUMENT,
    ENTRY,
    HOUSEHOLD,
    MOTHER,
    NAME,
    NATIONAL,
    NOTICE,
    PHONE,
    VILLAGE_ID,
    WINNER,
    approvers,
    card,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Told = Event | tuple[Event, ...]
    Step = tuple[Callable[["Walk"], Told], date, int]

SAME_NUMBER = (DuplicateGround.IDENTITY_NUMBER,)
REASON = sealed("reason")


class Walk:
    """A file and what the next command is told: the day, and a number that varies the rest."""

    def __init__(self, resident: Resident, on: date, n: int) -> None:
        self.resident = resident
        self.on = on
        self.n = n
        self.yes = n % 2 == 0
        self.card = card(
            valid_from=on,
            valid_to=ten_years_from(on),
            losses=(n if n < 3 else 0),
        )
        self.source = NATIONAL if n % 3 == 0 else ENTRY


COMMANDS: tuple[Callable[[Walk], Told], ...] = (
    lambda w: w.resident.suspect(
        association=VILLAGE_ID,
        household=HOUSEHOLD,
        name=NAME,
        address=ADDRESS,
        suspected_categories=REASON,
        identity_number=REASON if w.yes else None,
    ),
    lambda w: w.resident.register(
        association=VILLAGE_ID,
        household=HOUSEHOLD if w.yes else None,
        name=NAME,
        identity_number=REASON,
        birth_date=REASON,
        sex=REASON,
        address=ADDRESS,
        notice=NOTICE if w.yes else None,
    ),
    lambda w: w.resident.verify_identity(document=IdentityDocument.IDENTITY_CARD, agrees=w.yes),
    lambda w: w.resident.change_contact(phone=PHONE, told_by=ToldBy.SELF, told_on=w.on, on=w.on),
    lambda w: w.resident.give_notice(notice=NOTICE),
    lambda w: w.resident.give_consent(
        purpose=ConsentPurpose.SENSITIVE,
        notice=NOTICE,
        on=w.on,
        is_under_14=w.yes,
        guardian=MOTHER if w.n % 3 == 0 else None,
    ),
    lambda w: w.resident.withdraw_consent(purpose=ConsentPurpose.SENSITIVE),
    lambda w: w.resident.set_guardian(
        guardian=MOTHER,
        name=NAME,
        relation=REASON,
        basis=GuardianBasis.COURT,
        from_on=w.on,
        evidence=DOCUMENT,
    ),
    lambda w: w.resident.end_guardian(guardian=MOTHER, ended_on=w.on),
    lambda w: w.resident.join_household(household=HOUSEHOLD, joined_on=w.on, on=w.on),
    lambda w: w.resident.leave_household(left_on=w.on, on=w.on),
    lambda w: w.resident.set_carer(carer=MOTHER, name=NAME, relation=REASON, from_on=w.on),
    lambda w: w.resident.end_carer(ended_on=w.on),
    lambda w: w.resident.move_out(moved_on=w.on, place=ADDRESS, matters_decided=w.yes, on=w.on),
    lambda w: w.resident.move_in(
        moved_on=w.on, association=VILLAGE_ID, household=None, address=ADDRESS, on=w.on
    ),
    lambda w: w.resident.record_death(died_on=w.on, evidence=DeathEvidence.VILLAGE, on=w.on),
    lambda w: w.resident.revert_death(document=DOCUMENT),
    lambda w: w.resident.suspect_duplicate(other=WINNER, grounds=SAME_NUMBER),
    lambda w: w.resident.confirm_not_duplicate(other=WINNER),
    lambda w: w.resident.merge(
        into=WINNER, into_status=ResidentStatus.REGISTERED, grounds=SAME_NUMBER
    ),
    lambda w: w.resident.revert_merge(reason=REASON),
    lambda w: w.resident.restrict(ground=RestrictionGround.TECHNICAL, has_open_case=w.yes),
    lambda w: w.resident.lift_restriction(reason=REASON),
    lambda w: w.resident.shred(appraisal=DOCUMENT, approvers=approvers(), retention_over=w.n == 0),
    lambda w: w.resident.issue_certificate(
        card=w.card, number_agrees=True, source=w.source, on=w.on, assessment=ASSESSED
    ),
    lambda w: w.resident.renew_certificate(
        card=w.card, number_agrees=True, source=w.source, on=w.on
    ),
    lambda w: w.resident.reissue_certificate(
        card=w.card, number_agrees=True, declared_void_on=w.on, source=w.source, on=w.on
    ),
    lambda w: w.resident.change_certificate_grade(
        card=w.card, number_agrees=True, differs=w.yes, source=w.source, on=w.on
    ),
    lambda w: w.resident.move_certificate_in(
        card=w.card, number_agrees=True, other_organisation="320312", source=w.source, on=w.on
    ),
    lambda w: w.resident.move_certificate_out(
        other_organisation="320312", moved_on=w.on, source=w.source, on=w.on
    ),
    lambda w: w.resident.freeze_certificate(
        reason=list(FreezeReason)[w.n % 3], frozen_on=w.on, source=w.source, on=w.on
    ),
    lambda w: w.resident.unfreeze_certificate(unfrozen_on=w.on, source=w.source, on=w.on),
    lambda w: w.resident.expire_certificate(on=w.on),
    lambda w: w.resident.cancel_certificate(
        reason=list(CertificateCancelReason)[w.n % 5], cancelled_on=w.on, source=w.source, on=w.on
    ),
    lambda w: w.resident.reverse_certificate(
        reason=REASON,
        reversed_on=w.on,
        actor=MOTHER,
        approver=WINNER,
        source=w.source,
        on=w.on,
    ),
    lambda w: w.resident.remind_of_expiry(on=w.on),
)


def told(step: Step, resident: Resident) -> tuple[Event, ...]:
    command, on, n = step
    answer = command(Walk(resident, on, n))
    return answer if isinstance(answer, tuple) else (answer,)
