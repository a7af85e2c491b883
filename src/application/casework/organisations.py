"""Associations, commissioners and rosters: what is asked for, and what several of them decide.

A village has one association, an area belongs to one association, and a person has one post: what
each record holds is in `application.casework.claims`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from application.casework.claims import post_of
from application.casework.places import organisation_of, snapshot
from application.command import Command
from application.opening import latest_text
from application.permissions import ASC, DST, FIN, LDR, TWN, of
from application.refusals import CaseUnknown
from domain.appointment import CommissionerAppointment
from domain.assessment import Roster
from domain.association import Association, AssociationStatus
from domain.system import System

if TYPE_CHECKING:
    from uuid import UUID

    from application.work import Work


def _propose(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Propose an association, which is its own organisation."""
    command.open(work, stream, snapshot(stream, values["code"]), values)


def _change_code(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Change the code, which is in every later event of the association."""
    work.keep_at(stream, snapshot(stream, values["code"]))
    command.change(work, stream, values)


def _merge(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Merge into another association, which must be at work."""
    try:
        into = work.load(Association, values["into"])
    except CaseUnknown:
        is_active = False
    else:
        is_active = into.status is AssociationStatus.ACTIVE
    command.change(work, stream, values, into_is_active=is_active)


def _dissolve(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Dissolve, when nothing is left there."""
    left = work.desk.office.lookups.left_at(stream)
    command.change(
        work, stream, values, open_cases=left.open_cases, commissioners=left.commissioners
    )


def _nominate(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Nominate a commissioner for an association, who has no post in another one."""
    association = values["association"]
    post = work.desk.office.log.holder(post_of(values["person"]))
    elsewhere = (
        post is not None and work.load(CommissionerAppointment, post).association != association
    )
    command.open(
        work, stream, organisation_of(work, association), values, is_employed_elsewhere=elsewhere
    )


def _set_bank_account(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Note a bank account; its holder is called as the commissioner is (`domain.md` 10.8)."""
    name = latest_text(work, CommissionerAppointment, stream, _NAMED, "name")
    values["holder"] = values["holder"].strip()
    is_person = name is not None and name.strip() == values["holder"]
    command.change(work, stream, values, holder_is_person=is_person)


def _end(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """End an appointment; what is left of the pairings must be handed over."""
    person = work.load(CommissionerAppointment, stream).person
    left = work.desk.office.lookups.pairings_of(person) if person is not None else 0
    command.change(work, stream, values, pairings_left=left)


_NAMED: Final = ("appointment.nominated",)
_A: Final = Association
_C: Final = CommissionerAppointment
_S: Final = System


COMMANDS: Final = (
    Command("associations", "", _A, _A.propose, of(TWN, DST), opens=True, by=_propose),
    Command("associations", "approve", _A, _A.approve, of(DST, LDR)),
    Command("associations", "activate", _A, _A.activate, of(TWN, DST)),
    Command("associations", "suspend", _A, _A.suspend, of(DST)),
    Command("associations", "resume", _A, _A.resume, of(DST)),
    Command(
        "associations",
        "merge",
        _A,
        _A.merge,
        of(DST, LDR),
        by=_merge,
        computed=frozenset({"into_is_active"}),
    ),
    Command(
        "associations",
        "dissolve",
        _A,
        _A.dissolve,
        of(LDR),
        by=_dissolve,
        computed=frozenset({"open_cases", "commissioners"}),
    ),
    Command("associations", "approve-plate", _A, _A.approve_plate, of(DST)),
    Command("associations", "hang-plate", _A, _A.hang_plate, of(TWN, DST), papers=("photo",)),
    Command("associations", "remove-plate", _A, _A.remove_plate, of(TWN, DST)),
    Command("associations", "appoint-member", _A, _A.appoint_member, of(TWN, DST)),
    Command("associations", "end-member", _A, _A.end_member, of(TWN, DST)),
    Command("associations", "correct-term", _A, _A.correct_term, of(TWN, DST)),
    Command("associations", "assign-area", _A, _A.assign_area, of(DST)),
    Command("associations", "remove-area", _A, _A.remove_area, of(DST)),
    Command("associations", "change-code", _A, _A.change_code, of(DST), by=_change_code),
    Command("associations", "record-population", _A, _A.record_population, of(TWN, DST)),
    Command("associations", "publish-pledge", _A, _A.publish_pledge, of(ASC, TWN, DST)),
    Command("associations", "register-brand", _A, _A.register_brand, of(TWN, DST)),
    Command("associations", "retire-brand", _A, _A.retire_brand, of(TWN, DST)),
    Command("associations", "start-term", _A, _A.start_term, of(TWN, DST)),
    Command("associations", "end-term", _A, _A.end_term, of(TWN, DST)),
    Command(
        "appointments",
        "",
        _C,
        _C.nominate,
        of(ASC, TWN, DST),
        opens=True,
        by=_nominate,
        computed=frozenset({"is_employed_elsewhere"}),
    ),
    Command("appointments", "approve", _C, _C.approve, of(TWN, DST)),
    Command("appointments", "start", _C, _C.start, of(TWN, DST)),
    Command(
        "appointments",
        "set-bank-account",
        _C,
        _C.set_bank_account,
        of(FIN),
        by=_set_bank_account,
        computed=frozenset({"holder_is_person"}),
    ),
    Command("appointments", "start-leave", _C, _C.start_leave, of(TWN, DST)),
    Command("appointments", "end-leave", _C, _C.end_leave, of(TWN, DST)),
    Command("appointments", "record-training", _C, _C.record_training, of(TWN, DST)),
    Command("appointments", "assess-duty", _C, _C.assess_duty, of(TWN, DST)),
    Command("appointments", "override-rate", _C, _C.override_rate, of(LDR, FIN)),
    Command("appointments", "correct-period", _C, _C.correct_period, of(DST)),
    Command(
        "appointments",
        "end",
        _C,
        _C.end,
        of(TWN, DST),
        by=_end,
        computed=frozenset({"pairings_left"}),
    ),
    Command("institutions", "", Roster, Roster.designate, of(DST), opens=True),
    Command("institutions", "designate", Roster, Roster.designate, of(DST)),
    Command("institutions", "end-designation", Roster, Roster.end_designation, of(DST)),
    Command("institutions", "list-doctor", Roster, Roster.list_doctor, of(DST)),
    Command("institutions", "delist-doctor", Roster, Roster.delist_doctor, of(DST)),
    Command("system", "import-areas", _S, _S.import_areas, of(DST)),
    Command("system", "load-calendar-year", _S, _S.load_calendar_year, of(DST)),
    Command("system", "change-sla-table", _S, _S.change_sla_table, of(DST, LDR)),
    Command("system", "accept-import", _S, _S.accept_import, of(TWN, DST), inward=True),
    Command("system", "reject-import", _S, _S.reject_import, of(TWN, DST), inward=True),
)
