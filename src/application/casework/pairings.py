"""Pairings: who may be whose helper is read from the records; the resident's one place is claimed.

A transfer is one transaction: the old pairing ends, the new one is proposed and started, and the
place passes from one to the other (`domain.md` 10.4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from application.casework.claims import post_of
from application.casework.places import organisation_of, resident_and_organisation
from application.command import Command, Field
from application.permissions import ASC, COM, DST, RES, TWN, of
from application.refusals import CaseUnknown
from domain.appointment import CommissionerAppointment
from domain.association import Association
from domain.history import Sealed, standing
from domain.pairing import Pairing, PairingEnded, PairingSuspended, PairingTransferred
from domain.words import ConsentBy, HelperKind, NoticeForm

if TYPE_CHECKING:
    from application.work import Work
    from domain.resident import Resident

_IS_PARTY_MEMBER: Final = Field("is_party_member", bool, required=False, default=False)


def _propose(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Propose a helper; what the helper is in the association is read from its records."""
    resident, _ = resident_and_organisation(work, values["resident"])
    _open(work, command, stream, resident, values)


def _transfer(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """End this pairing and start one with a new helper, on the same day and together."""
    old = work.load(Pairing, stream)
    new = work.desk.new_id()
    command.change(work, stream, values, to=new)
    if old.resident is None:
        raise CaseUnknown
    resident, _ = resident_and_organisation(work, old.resident)
    proposed = {
        "resident": old.resident,
        "helper": values["new_helper"],
        "association": old.association,
        "override": values.get("override"),
        "is_party_member": values.get("is_party_member", False),
    }
    _open(work, PROPOSE, new, resident, proposed, replaces=stream)
    consent = {name: values[name] for name in ("consent_by", "consent_form")}
    CONFIRM.change(work, new, consent | {"start_on": work.desk.occurred_on})


def _correct_start(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Correct the first day, which lies before the first rest or the end."""
    rests = (
        each.occurred_on
        for each in standing(work.history_of(stream))
        if isinstance(each.event, PairingSuspended | PairingTransferred | PairingEnded)
    )
    command.change(work, stream, values, first_rest_on=min(rests, default=None))


def _open(
    work: Work,
    command: Command,
    stream: UUID,
    resident: Resident,
    values: dict[str, Any],
    **facts: object,
) -> None:
    """Begin a pairing, with what the records say of resident and helper."""
    resident.refuse_unless_here()
    on = work.desk.occurred_on
    helper, association = values["helper"], values["association"]
    command.open(
        work,
        stream,
        organisation_of(work, association),
        values,
        resident_lives_here=resident.association == association,
        helper_as=_helper_as(work, helper, association, values),
        helper_is_guardian=helper in resident.guardians(on),
        **facts,
    )


def _helper_as(
    work: Work, helper: UUID, association: UUID, values: dict[str, Any]
) -> HelperKind | None:
    """Tell what a helper is in an association; that somebody is in the Party is only said."""
    seats = work.load(Association, association).seats_on(work.desk.occurred_on)
    if any(seat.person == helper for seat in seats):
        return HelperKind.MEMBER
    appointment = work.desk.office.log.holder(post_of(helper))
    if appointment is not None:
        post = work.load(CommissionerAppointment, appointment)
        if post.association == association:
            return HelperKind.COMMISSIONER
    return HelperKind.PARTY_MEMBER if values.get("is_party_member") else None


_P: Final = Pairing

PROPOSE: Final = Command(
    "pairings",
    "",
    _P,
    _P.propose,
    of(ASC, COM),
    opens=True,
    by=_propose,
    computed=frozenset({"resident_lives_here", "helper_as", "helper_is_guardian", "replaces"}),
    extra=(_IS_PARTY_MEMBER,),
)
CONFIRM: Final = Command(
    "pairings", "confirm", _P, _P.confirm, of(ASC), computed=frozenset({"sla_version"})
)

COMMANDS: Final = (
    PROPOSE,
    CONFIRM,
    Command("pairings", "decline", _P, _P.decline, of(ASC, COM, RES)),
    Command(
        "pairings",
        "transfer",
        _P,
        _P.transfer,
        of(ASC, TWN),
        by=_transfer,
        computed=frozenset({"to"}),
        extra=(
            Field("consent_by", ConsentBy, required=True),
            Field("consent_form", NoticeForm, required=True),
            Field("override", Sealed | None, required=False),
            _IS_PARTY_MEMBER,
        ),
    ),
    Command("pairings", "suspend", _P, _P.suspend, of(ASC)),
    Command("pairings", "resume", _P, _P.resume, of(ASC)),
    Command("pairings", "end", _P, _P.end, of(ASC, TWN)),
    Command(
        "pairings",
        "correct-start",
        _P,
        _P.correct_start,
        of(TWN, DST),
        by=_correct_start,
        computed=frozenset({"first_rest_on"}),
    ),
    Command("pairings", "orphan", _P, _P.orphan, of()),
    Command("pairings", "note-missed-duty", _P, _P.note_missed_duty, of()),
    Command("pairings", "note-first-visit", _P, _P.note_first_visit, of()),
    Command("pairings", "take-back-first-visit", _P, _P.take_back_first_visit, of()),
    Command("pairings", "set-plan", _P, _P.set_plan, of(ASC, COM)),
)
