"""The story of a certificate 残疾人证: issued, renewed, lost, changed, frozen, cancelled, moved.

This service is not the national certificate base. It mirrors what it is told and what its own
assessment cases led to, so every entry says where it comes from and how fresh it is
(`domain.md` 1.8).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.history import Event, Sealed
from domain.words import (
    CertificateCancelReason,
    CertificateNumberForm,
    CertificateOrigin,
    FreezeReason,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is printed on a certificate (`domain.md` 1.3, 1.8).

    `losses` is the n of Bn, 0 where there is none; `issuing_organisation` the six-digit division code of
    the county federation; `valid_from` and `valid_to` are the first and last day; `generation` 代次.
    """

    number: Sealed
    form: CertificateNumberForm = CertificateNumberForm.STANDARD
    losses: int = 0
    category: Sealed
    grade: Sealed
    findings: Sealed | None = None
    issuing_organisation: str
    valid_from: date
    valid_to: date
    generation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a mirrored entry comes from, and the day its content was true 数据时点."""

    origin: CertificateOrigin
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """The assessment request that led to a card, and whether the doctors went to the home."""

    request: UUID
    at_home: bool


class CardPrinted(Event):
    """The family of entries that put a new card into the person's hand."""

    card: Card
    source: Source


class CertificateIssued(CardPrinted, topic="resident.certificate_issued"):
    """残疾人证已核发: the first one, or one after a cancellation or a misprint."""

    assessment: Assessed | None = None


class CertificateRenewed(CardPrinted, topic="resident.certificate_renewed"):
    """已期满换领: for another ten years, with or without a new assessment."""

    assessment: Assessed | None = None


class CertificateReissuedAfterLoss(CardPrinted, topic="resident.certificate_reissued_after_loss"):
    """已遗失补发: the lost one declared void, the new one counted in its number."""

    declared_void_on: date


class CertificateGradeChanged(CardPrinted, topic="resident.certificate_grade_changed"):
    """类别等级已变更: and with it the number, which is therefore never a key."""

    assessment: Assessed | None = None


class CertificateMovedIn(CardPrinted, topic="resident.certificate_moved_in"):
    """证件已迁入: taken over from `other_organisation`, with a new assessment where one was asked for."""

    other_organisation: str
    assessment: Assessed | None = None


class CertificateFrozen(Event, topic="resident.certificate_frozen"):
    """已冻结: not to be used for now."""

    reason: FreezeReason
    frozen_on: date
    source: Source


class CertificateUnfrozen(Event, topic="resident.certificate_unfrozen"):
    """已解冻: to be used again."""

    unfrozen_on: date
    source: Source


class CertificateExpired(Event, topic="resident.certificate_expired"):
    """已过期: the last day has passed; it can be renewed."""

    valid_to: date


class CertificateCancelled(Event, topic="resident.certificate_cancelled"):
    """已注销: and no new application before `reapply_not_before`."""

    reason: CertificateCancelReason
    cancelled_on: date
    reapply_not_before: date
    source: Source


class CertificateReversed(Event, topic="resident.certificate_reversed"):
    """制证差错已冲销: misprinted and taken back; another is issued, without a B for loss."""

    reversed_on: date
    reason: Sealed
    approver: UUID
    source: Source


class CertificateMovedOut(Event, topic="resident.certificate_moved_out"):
    """证件已迁出: with the household registration, to the federation `other_organisation`."""

    moved_on: date
    other_organisation: str
    source: Source


class CertificateExpiryReminderRaised(Event, topic="resident.certificate_expiry_reminder_raised"):
    """已提醒到期: `months` before the last day, or later if it was found later."""

    months: int
    valid_to: date


CertificateEvent = (
    CertificateIssued
    | CertificateRenewed
    | CertificateReissuedAfterLoss
    | CertificateGradeChanged
    | CertificateMovedIn
    | CertificateFrozen
    | CertificateUnfrozen
    | CertificateExpired
    | CertificateCancelled
    | CertificateReversed
    | CertificateMovedOut
    | CertificateExpiryReminderRaised
)
