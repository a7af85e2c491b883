"""Residents: what is asked for, and the rules that need the plain text before it is closed.

An ID number belongs to one file: its blind token is a reservation in the same append. Birth date
and sex are read from the number unless somebody says otherwise (`domain.md` 1.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from application.casework.certificates import COMMANDS as CERTIFICATES
from application.casework.identity import (
    NUMBER_BEARERS,
    birth_date_of,
    identity_number_of,
    is_younger_than,
    make_findable,
    take_identity,
)
from application.casework.places import organisation_of
from application.command import Command, Field
from application.opening import latest_text
from application.permissions import COM, DST, EVERY_OFFICE, LDR, RES, TWN, of
from application.refusals import CaseUnknown
from domain.resident import IdentityNumberMissing, Resident

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from application.work import Work
    from domain.words import Role

CONSENT_YEARS: Final = 14  # below it a guardian consents (PIPL art 31)


def _put_on_file(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Put somebody on file, suspected or registered, where they live."""
    organisation = organisation_of(work, values["association"])
    take_identity(work, stream, values)
    command.open(work, stream, organisation, values)


def _register_suspected(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Put a suspected person on file, in the same stream; the number may be another one now."""
    work.keep_at(stream, organisation_of(work, values["association"]))
    take_identity(work, stream, values, before=identity_number_of(work, stream))
    command.change(work, stream, values)


def _verify(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Compare the document seen with the file: does birth date and sex agree with the number?"""
    number = identity_number_of(work, stream)
    if number is None:
        raise IdentityNumberMissing
    born = latest_text(work, Resident, stream, NUMBER_BEARERS, "birth_date")
    sex = latest_text(work, Resident, stream, NUMBER_BEARERS, "sex")
    agrees = born in {None, number.birth_date.isoformat()} and sex in {None, str(number.sex)}
    command.change(work, stream, values, agrees=agrees)


def _change_contact(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Change phone or address, and make the person findable by the new ones."""
    make_findable(work, stream, values)
    command.change(work, stream, values)


def _give_consent(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Take consent; whether a guardian must give it is read from the birth date."""
    born = birth_date_of(work, stream)
    on = work.desk.occurred_on
    is_under_14 = born is not None and is_younger_than(CONSENT_YEARS, born, on)
    command.change(work, stream, values, is_under_14=is_under_14)


def _move_out(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Record that the resident moved away; pairing and cases must be decided before."""
    open_matters = work.desk.office.lookups.open_matters_of(stream)
    command.change(work, stream, values, matters_decided=open_matters == 0)


def _move_in(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Record that the resident came: from now on the file is kept at the new association."""
    work.keep_at(stream, organisation_of(work, values["association"]))
    command.change(work, stream, values)


def _merge(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Let this file give way to another."""
    try:
        status = work.load(Resident, values["into"]).status
    except CaseUnknown:
        status = None
    command.change(work, stream, values, into_status=status)


def _restrict(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Restrict the file to storage, when nothing is open any more."""
    open_matters = work.desk.office.lookups.open_matters_of(stream)
    command.change(work, stream, values, has_open_case=open_matters > 0)


_R: Final = Resident
_BORN: Final = (
    Field("birth_date", str | None, required=False),
    Field("sex", str | None, required=False),
)
_FROM_NUMBER: Final = frozenset({"birth_date", "sex"})


def _command(
    name: str,
    decide: Callable[..., Any],
    *roles: Role,
    by: Callable[[Work, Command, UUID, dict[str, Any]], None] | None = None,
    computed: frozenset[str] = frozenset(),
    arrives: bool = False,
    papers: tuple[str, ...] = (),
) -> Command:
    return Command(
        "residents",
        name,
        _R,
        decide,
        of(*roles),
        by=by,
        computed=computed,
        arrives=arrives,
        papers=papers,
    )


def _enters(
    name: str,
    decide: Callable[..., Any],
    by: Callable[[Work, Command, UUID, dict[str, Any]], None],
    *,
    opens: bool,
) -> Command:
    """Make a command that takes an ID number; birth date and sex may be told apart from it."""
    return Command(
        "residents",
        name,
        _R,
        decide,
        of(COM, TWN, DST),
        opens=opens,
        by=by,
        computed=_FROM_NUMBER,
        extra=_BORN,
    )


COMMANDS: Final = (
    _enters("", _R.register, _put_on_file, opens=True),
    _enters("suspect", _R.suspect, _put_on_file, opens=True),
    _enters("register", _R.register, _register_suspected, opens=False),
    _command(
        "verify-identity", _R.verify_identity, TWN, DST, by=_verify, computed=frozenset({"agrees"})
    ),
    _command("change-contact", _R.change_contact, COM, TWN, DST, RES, by=_change_contact),
    _command("give-notice", _R.give_notice, COM, TWN, DST, RES),
    _command(
        "give-consent",
        _R.give_consent,
        COM,
        TWN,
        DST,
        RES,
        by=_give_consent,
        computed=frozenset({"is_under_14"}),
    ),
    _command("withdraw-consent", _R.withdraw_consent, COM, TWN, DST, RES),
    _command("set-guardian", _R.set_guardian, TWN, DST, papers=("evidence",)),
    _command("end-guardian", _R.end_guardian, TWN, DST, papers=("evidence",)),
    _command("join-household", _R.join_household, COM, TWN, DST),
    _command("leave-household", _R.leave_household, COM, TWN, DST),
    _command("set-carer", _R.set_carer, COM, TWN, DST),
    _command("end-carer", _R.end_carer, COM, TWN, DST),
    *CERTIFICATES,
    _command(
        "move-out",
        _R.move_out,
        TWN,
        DST,
        by=_move_out,
        computed=frozenset({"matters_decided"}),
    ),
    _command("move-in", _R.move_in, TWN, DST, by=_move_in, arrives=True),
    _command("record-death", _R.record_death, COM, TWN, DST, papers=("document",)),
    _command("revert-death", _R.revert_death, DST, LDR, papers=("document",)),
    _command("raise-subsidy-trigger", _R.raise_subsidy_trigger),
    _command("suspect-duplicate", _R.suspect_duplicate, *EVERY_OFFICE),
    _command("confirm-not-duplicate", _R.confirm_not_duplicate, TWN, DST),
    _command("merge", _R.merge, DST, by=_merge, computed=frozenset({"into_status"})),
    _command("revert-merge", _R.revert_merge, DST),
    _command("restrict", _R.restrict, DST, by=_restrict, computed=frozenset({"has_open_case"})),
    _command("lift-restriction", _R.lift_restriction, DST),
)
