"""Publishing a closed appeal: what the records know of its people is opened, and looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from application.casework.appeals.deidentifying import Known, found_in
from application.command import Command
from application.opening import every_text
from application.permissions import DST, TWN, of
from domain.appeal import Appeal, AppealRegistered
from domain.association import AreaAssigned, Association
from domain.history import standing
from domain.resident import (
    CarerSet,
    ContactChanged,
    GuardianSet,
    Resident,
    ResidentRegistered,
    ResidentSuspected,
)

if TYPE_CHECKING:
    from uuid import UUID

    from application.work import Work

_DISTRICT_DIGITS: Final = 6
_FILES: Final = (ResidentSuspected, ResidentRegistered)
_AREA_NAME_CHARACTERS_MIN: Final = 3  # 一组 is the name of every other hamlet, and a word


def _publish(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Publish what a person wrote, unless it points at somebody."""
    found = found_in(values["public_summary"], _known(work, stream))
    command.change(work, stream, values, found=found)


def _known(work: Work, stream: UUID) -> Known:
    """Open the names and addresses of a case's people, and name the villages around."""
    names = list(every_text(work, Appeal, stream, (AppealRegistered,), "name"))
    names += every_text(work, Appeal, stream, (AppealRegistered,), "representative")
    addresses: list[str] = []
    resident = work.load(Appeal, stream).resident
    if resident is not None:
        bearers = (*_FILES, GuardianSet, CarerSet)
        names += every_text(work, Resident, resident, bearers, "name")
        addresses += every_text(work, Resident, resident, (*_FILES, ContactChanged), "address")
    villages, hamlets = _places_around(work, stream)
    return Known(tuple(names), tuple(addresses), villages, hamlets)


def _places_around(work: Work, stream: UUID) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name what is narrower than the town: associations of the district, hamlets of this one."""
    organisation = work.organisation_of(stream)
    if organisation is None:
        return (), ()
    district = organisation.code[:_DISTRICT_DIGITS]
    work.load(Association, organisation.association)
    hamlets = tuple(
        each.event.name
        for each in standing(work.history_of(organisation.association))
        if isinstance(each.event, AreaAssigned)
        and len(each.event.name) >= _AREA_NAME_CHARACTERS_MIN
    )
    return work.desk.office.lookups.associations_in(district), hamlets


COMMANDS: Final = (
    Command(
        "appeals",
        "publish",
        Appeal,
        Appeal.publish,
        of(TWN, DST),
        by=_publish,
        computed=frozenset({"found"}),
    ),
    Command("appeals", "withdraw-publication", Appeal, Appeal.withdraw_publication, of(TWN, DST)),
    Command("appeals", "decline-publication", Appeal, Appeal.decline_publication, of(TWN, DST)),
)
