"""Documents: a file is kept where its case is kept, and closed for whom the case is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from application.command import Command
from application.command.closing import subject_of
from application.permissions import DOC, EVERY_OFFICE, FIN, MED
from application.refusals import CaseUnknown
from domain.association import Association
from domain.document import Document
from domain.history import fold
from domain.resident import FileShredded, Resident

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from application.office import Office
    from application.work import Work


def person_concerned(office: Office, values: Mapping[str, Any]) -> UUID | None:
    """Tell whom a file concerns: the person named, else the one its case is about, else nobody."""
    if values.get("person") is not None:
        return values["person"]  # type: ignore[no-any-return]
    history = office.log.history(values["case"])
    kind = office.kind_of(history[0].event) if history else None
    if kind is None or kind is Association:
        return None
    subject = subject_of(fold(kind, values["case"], history))
    return subject if subject != values["case"] or kind is Resident else None


def _attach(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Attach a file to a case or an organisation that is there. Raises `CaseUnknown`."""
    organisation = work.organisation_of(values["case"])
    person = person_concerned(work.desk.office, values)
    if person is not None:
        values["person"] = person
        _demand_not_shredded(work, person)
    command.open(work, stream, organisation, values)


def _demand_not_shredded(work: Work, person: UUID) -> None:
    """Refuse a file for somebody whose keys were destroyed; not everybody has a file of their own."""
    try:
        resident = work.load(Resident, person)
    except CaseUnknown:
        return
    if resident.is_shredded:
        raise FileShredded


_D: Final = Document
_WHO: Final = EVERY_OFFICE | {DOC, MED, FIN}

ATTACH: Final = Command("documents", "", _D, _D.attach, _WHO, opens=True, by=_attach)
"""It comes with a file, so it has a route of its own."""

COMMANDS: Final = (
    ATTACH,
    Command("documents", "withdraw", _D, _D.withdraw, _WHO),
)
