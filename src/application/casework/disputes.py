"""Disputes: kept where the first party on file lives; each party's words under their own key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from application.casework.places import organisation_of, resident_and_organisation
from application.command import Command, Field
from application.permissions import ANYBODY, ASC, COM, EVERY_OFFICE, MED, TWN, of
from application.refusals import AssociationMissing
from domain.dispute import Dispute

if TYPE_CHECKING:
    from application.work import Work


def _register(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Register where the first party on file lives, else at the association named."""
    on_file = [party["resident"] for party in values["parties"] if party.get("resident")]
    if on_file:
        _, organisation = resident_and_organisation(work, on_file[0])
    elif values.get("association") is not None:
        organisation = organisation_of(work, values["association"])
    else:
        raise AssociationMissing
    command.open(work, stream, organisation, values)


_D: Final = Dispute

COMMANDS: Final = (
    Command(
        "disputes",
        "",
        _D,
        _D.register,
        of(COM, ASC, TWN),
        opens=True,
        by=_register,
        extra=(Field("association", UUID | None, required=False),),
    ),
    Command("disputes", "calm", _D, _D.calm, of(ASC, COM)),
    Command("disputes", "close-as-calmed", _D, _D.close_as_calmed, of(ASC, TWN)),
    Command("disputes", "escalate", _D, _D.escalate, ANYBODY),
    Command("disputes", "ask-consent", _D, _D.ask_consent, of(MED)),
    Command("disputes", "give-consent", _D, _D.give_consent, of(MED)),
    Command("disputes", "refuse", _D, _D.refuse, of(MED)),
    Command("disputes", "accept", _D, _D.accept, of(MED)),
    Command("disputes", "assign-mediator", _D, _D.assign_mediator, of(MED)),
    Command("disputes", "hold-session", _D, _D.hold_session, of(MED)),
    Command("disputes", "extend-mediation", _D, _D.extend_mediation, of(MED)),
    Command("disputes", "reach-agreement", _D, _D.reach_agreement, of(MED)),
    Command("disputes", "amend-agreement", _D, _D.amend_agreement, of(MED)),
    Command("disputes", "fail", _D, _D.fail, of(MED)),
    Command("disputes", "check-performance", _D, _D.check_performance, of(MED, COM)),
    Command("disputes", "apply-confirmation", _D, _D.apply_confirmation, of(MED)),
    Command("disputes", "confirm", _D, _D.confirm, of(MED)),
    Command("disputes", "deny-confirmation", _D, _D.deny_confirmation, of(MED)),
    Command("disputes", "withdraw", _D, _D.withdraw, EVERY_OFFICE | {MED}),
    Command("disputes", "archive", _D, _D.archive, of(MED)),
)
