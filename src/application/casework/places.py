"""Where things are: the organisation that goes into every event as its snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from application import permissions
from application.refusals import AreaUnknown, CaseUnknown, FileGivesWay
from domain.association import Association
from domain.history import Organisation
from domain.resident import Resident, ResidentNotOnFile

if TYPE_CHECKING:
    from uuid import UUID

    from application.command import Command
    from application.work import Work

TOWN_DIGITS: Final = 9


def organisation_of(work: Work, association: UUID) -> Organisation:
    """Give an association's snapshot as it stands. Raises `AreaUnknown`."""
    try:
        code = work.load(Association, association).code
    except CaseUnknown as error:
        raise AreaUnknown from error
    if not code:
        raise AreaUnknown
    return snapshot(association, code)


def snapshot(association: UUID, code: str) -> Organisation:
    """Give the snapshot of an association with this division code."""
    return Organisation(association=association, code=code, town=code[:TOWN_DIGITS])


def resident_in_use(work: Work, resident: UUID) -> Resident:
    """Read a resident for a rule, whose file must be in use.

    A file that was merged gives way: raises `FileGivesWay`, naming the one that goes on.
    """
    person = work.load(Resident, resident)
    if person.merged_into is not None:
        raise FileGivesWay(into=person.merged_into)
    person.refuse_unless_open()
    return person


def resident_and_organisation(work: Work, resident: UUID) -> tuple[Resident, Organisation]:
    """Read the resident that a case is opened for, and where they live.

    Raises `OutOfYourArea` before anything is told about the file, then as `resident_in_use`.
    """
    association = work.load(Resident, resident).association
    if association is None:
        raise ResidentNotOnFile
    organisation = organisation_of(work, association)
    permissions.demand_area(work.desk.actor, organisation)
    return resident_in_use(work, resident), organisation


def open_for_resident(
    work: Work, command: Command, stream: UUID, values: dict[str, Any], **facts: object
) -> None:
    """Begin a case of one resident, at the association where they live."""
    _, organisation = resident_and_organisation(work, values["resident"])
    command.open(work, stream, organisation, values, **facts)
