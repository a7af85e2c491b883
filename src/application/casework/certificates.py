"""Certificates: the number on a card is checked where its plain text is, against its holder's.

A card that a case of ours led to names its request, which must be approved and be this person's
(`domain.md` 10.2, Certify).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from application.casework.identity import CERTIFICATE, identity_number_of
from application.command import Command
from application.opening import latest_text
from application.permissions import DST, of
from application.refusals import RequestNotApprovedForThisPerson
from domain.assessment import AssessmentRequest, AssessmentStatus
from domain.identity import CertificateNumber
from domain.resident import IdentityNumberMissing, Resident

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from application.work import Work

CARD_BEARERS: Final = (
    "resident.certificate_issued",
    "resident.certificate_renewed",
    "resident.certificate_reissued_after_loss",
    "resident.certificate_grade_changed",
    "resident.certificate_moved_in",
)


def certificate_number_of(work: Work, holder: UUID, typed: str) -> CertificateNumber:
    """Read a certificate number as that of `holder`. Raises `CertificateNumberRefused`."""
    identity = identity_number_of(work, holder)
    if identity is None:
        raise IdentityNumberMissing
    return CertificateNumber.parse(typed, holder=identity)


def _enter_card(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Enter a certificate: its number must be the holder's, and says category, grade and losses."""
    card = dict(values["card"])
    number = certificate_number_of(work, stream, card["number"])
    on_card = (_digits(card["category"]), _digits(card["grade"]))
    work.findable(CERTIFICATE, number.text, stream)
    values["card"] = card | {"number": number.text, "losses": number.losses}
    _demand_approved(work, stream, values.get("assessment"))
    facts: dict[str, Any] = {"number_agrees": on_card == (str(number.category), str(number.grade))}
    if "differs" in command.computed:
        before = latest_text(work, Resident, stream, CARD_BEARERS, "card.number")
        facts["differs"] = before is None or before[18:20] != number.text[18:20]
    command.change(work, stream, values, **facts)


def _digits(code: str) -> str:
    """Give a category or grade as the number prints it; what is no number stays as it was typed."""
    return str(int(code)) if code.isdecimal() else code


def _demand_approved(work: Work, holder: UUID, assessment: dict[str, Any] | None) -> None:
    if assessment is None:
        return
    request = work.load(AssessmentRequest, assessment["request"])
    if request.resident != holder or request.status is not AssessmentStatus.APPROVED:
        raise RequestNotApprovedForThisPerson


_R: Final = Resident
_BY_NUMBER: Final = frozenset({"number_agrees"})


def _card(name: str, decide: Callable[..., Any], computed: frozenset[str] = _BY_NUMBER) -> Command:
    return Command("residents", name, _R, decide, of(DST), by=_enter_card, computed=computed)


def _entry(name: str, decide: Callable[..., Any]) -> Command:
    return Command("residents", name, _R, decide, of(DST))


COMMANDS: Final = (
    _card("issue-certificate", _R.issue_certificate),
    _card("renew-certificate", _R.renew_certificate),
    _card("reissue-certificate", _R.reissue_certificate),
    _card("change-certificate-grade", _R.change_certificate_grade, _BY_NUMBER | {"differs"}),
    _card("move-certificate-in", _R.move_certificate_in),
    _entry("move-certificate-out", _R.move_certificate_out),
    _entry("freeze-certificate", _R.freeze_certificate),
    _entry("unfreeze-certificate", _R.unfreeze_certificate),
    _entry("expire-certificate", _R.expire_certificate),
    _entry("cancel-certificate", _R.cancel_certificate),
    _entry("reverse-certificate", _R.reverse_certificate),
    _entry("remind-of-expiry", _R.remind_of_expiry),
)
