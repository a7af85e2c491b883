"""Documents: a file is kept where its case is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from application.command import Command
from application.permissions import DOC, EVERY_OFFICE, FIN, MED
from domain.document import Document

if TYPE_CHECKING:
    from uuid import UUID

    from application.work import Work


def _attach(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Attach a file to a case or an organisation that is there. Raises `CaseUnknown`."""
    command.open(work, stream, work.organisation_of(values["case"]), values)


_D: Final = Document
_WHO: Final = EVERY_OFFICE | {DOC, MED, FIN}

COMMANDS: Final = (
    Command("documents", "", _D, _D.attach, _WHO, opens=True, by=_attach),
    Command("documents", "withdraw", _D, _D.withdraw, _WHO),
)
