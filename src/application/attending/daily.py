"""What is looked for once a day: somebody proposes commands, and each record decides by itself.

A proposal that the rules refuse was carried out before, or has become pointless; so each thing is
said once, however often one looks, and however many look at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from application.attending.watching import NOBODY
from application.catalogue import command
from application.desk import Desk
from application.refusals import ChangedMeanwhile
from domain.history import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime
    from uuid import UUID

    from application.office import Office


@dataclass(frozen=True, slots=True)
class Proposal:
    """A command that may be due for a record: `resource` and `name` as in the catalogue."""

    resource: str
    name: str
    record: UUID
    arguments: dict[str, Any] = field(default_factory=dict)


class Daily:
    """Gives once a day what `proposals` proposes for it. To be used by one thread."""

    def __init__(
        self,
        office: Office,
        recording_time: Callable[[], datetime | None],
        proposals: Callable[[Office, date], Iterator[Proposal]],
    ) -> None:
        """Look for `office`; a demonstration is recorded at its own time."""
        self._office = office
        self._recording_time = recording_time
        self._proposals = proposals
        self._looked_on: date | None = None

    def look(self) -> int:
        """Carry out what is due today, unless it was looked for today; give how many were."""
        today = self._office.today()
        if self._looked_on == today:
            return 0
        carried_out = [self._carry_out(each) for each in self._proposals(self._office, today)]
        if None not in carried_out:
            self._looked_on = today
        return carried_out.count(True)

    def _carry_out(self, proposal: Proposal) -> bool | None:
        """Tell whether it was due; None when somebody else was at work on the record."""
        desk = Desk(self._office, NOBODY, at=self._recording_time())
        try:
            command(proposal.resource, proposal.name).give(
                desk, proposal.record, proposal.arguments
            )
        except ChangedMeanwhile:
            return None
        except Rejected:
            return False
        return True
