"""Appeals: what is asked for, and what the file of a person or another appeal must say to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from application.casework.places import organisation_of, resident_and_organisation
from application.command import Command, Field
from application.permissions import ANYBODY, ASC, COM, DST, EVERY_OFFICE, LDR, RES, TWN, of
from application.refusals import AssociationMissing, CaseUnknown
from domain.appeal import Appeal
from domain.assessment import AssessmentRequest
from domain.dispute import Dispute
from domain.words import LinkedKind

if TYPE_CHECKING:
    from application.work import Work
    from domain.history import Aggregate

_LINKED: Final[dict[LinkedKind, type[Aggregate[Any]]]] = {
    LinkedKind.APPEAL: Appeal,
    LinkedKind.DISPUTE: Dispute,
    LinkedKind.ASSESSMENT: AssessmentRequest,
}


def _register(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Register where the resident lives; of somebody not on file, at the association named."""
    if values.get("resident") is not None:
        _, organisation = resident_and_organisation(work, values["resident"])
    elif values.get("association") is not None:
        organisation = organisation_of(work, values["association"])
    else:
        raise AssociationMissing
    command.open(work, stream, organisation, values)


def _merge_into(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Merge into another appeal: open, and of the same person as well as about the same facts."""
    appeal = work.load(Appeal, stream)
    try:
        target = work.load(Appeal, values["target"])
    except CaseUnknown:
        is_open, same_person = False, False
    else:
        is_open, same_person = target.is_open, target.resident == appeal.resident
    values["same_matter"] = values["same_matter"] and same_person
    command.change(work, stream, values, target_open=is_open)


def _link(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Link another case, which must be there."""
    demand_linked(work, values["kind"], values["other"])
    command.change(work, stream, values)


def demand_linked(work: Work, kind: LinkedKind, case: UUID) -> None:
    """Refuse a case that is not there; services are not kept here yet. Raises `CaseUnknown`."""
    aggregate = _LINKED.get(kind)
    if aggregate is not None:
        work.load(aggregate, case)


_A: Final = Appeal

REGISTER: Final = Command(
    "appeals",
    "",
    _A,
    _A.register,
    of(COM, ASC, TWN, DST, RES),
    opens=True,
    by=_register,
    extra=(Field("association", UUID | None, required=False),),
)

COMMANDS: Final = (
    REGISTER,
    Command("appeals", "escalate-urgent", _A, _A.escalate_urgent, ANYBODY),
    Command("appeals", "triage", _A, _A.triage, of(COM, TWN, DST)),
    Command("appeals", "change-track", _A, _A.change_track, of(TWN, DST)),
    Command("appeals", "convert-to-petition", _A, _A.convert_to_petition, of(TWN, DST)),
    Command("appeals", "accept", _A, _A.accept, of(COM, ASC, TWN, DST)),
    Command("appeals", "not-accept", _A, _A.not_accept, of(TWN, DST)),
    Command("appeals", "redirect", _A, _A.redirect, of(COM, TWN, DST)),
    Command(
        "appeals",
        "merge-into",
        _A,
        _A.merge_into,
        of(TWN, DST),
        by=_merge_into,
        computed=frozenset({"target_open"}),
    ),
    Command("appeals", "link", _A, _A.link, EVERY_OFFICE, by=_link),
    Command("appeals", "assign", _A, _A.assign, of(ASC, TWN, DST)),
    Command("appeals", "return-assignment", _A, _A.return_assignment, EVERY_OFFICE),
    Command("appeals", "start-work", _A, _A.start_work, EVERY_OFFICE),
    Command("appeals", "note-progress", _A, _A.note_progress, EVERY_OFFICE),
    Command("appeals", "hold-coordination", _A, _A.hold_coordination, of(TWN, DST)),
    Command("appeals", "request-material", _A, _A.request_material, EVERY_OFFICE),
    Command("appeals", "receive-material", _A, _A.receive_material, EVERY_OFFICE),
    Command("appeals", "extend", _A, _A.extend, of(TWN, LDR)),
    Command("appeals", "reply", _A, _A.reply, EVERY_OFFICE),
    Command("appeals", "confirm-delivery", _A, _A.confirm_delivery, EVERY_OFFICE),
    Command("appeals", "withdraw-reply", _A, _A.withdraw_reply, of(TWN, DST)),
    Command("appeals", "revisit", _A, _A.revisit, of(TWN, DST)),
    Command("appeals", "close", _A, _A.close, of(ASC, TWN, DST)),
    Command("appeals", "reopen", _A, _A.reopen, of(TWN, DST)),
    Command("appeals", "request-review", _A, _A.request_review, of(DST)),
    Command("appeals", "issue-review", _A, _A.issue_review, of(DST)),
    Command("appeals", "request-recheck", _A, _A.request_recheck, of(DST, RES)),
    Command("appeals", "issue-recheck", _A, _A.issue_recheck, of(DST)),
    Command("appeals", "withdraw", _A, _A.withdraw, EVERY_OFFICE | {RES}),
)
