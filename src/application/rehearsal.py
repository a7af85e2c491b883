"""A rehearsal: commands decided one after another and never written, to hear what would be refused.

Each finds the records as the ones before would have left them. Nothing reaches the log, the keys or
what the office remembers.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final

from application.refusals import AlreadyThere

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from application.command import Command
    from application.desk import Desk
    from application.office import Office
    from domain.history import Event, Recorded

RECORDS_MAX: Final = 1_000


class Rehearsal:
    """What was decided so far. To be used by one thread.

    Of the last `records_max` records written to it knows what was decided; the others stand as the
    log has them.
    """

    def __init__(self, office: Office, *, records_max: int = RECORDS_MAX) -> None:
        """Begin with the log as it stands."""
        self._office = office
        self._records_max = records_max
        self._records: OrderedDict[UUID, Sequence[Recorded[Event]]] = OrderedDict()
        self._claimed: dict[str, UUID] = {}

    def give(
        self,
        desk: Desk,
        command: Command,
        stream: UUID,
        values: dict[str, Any],
        *,
        free: Collection[str] = (),
    ) -> None:
        """Decide a command; `free` are claims known to be held by nobody. Raises `Rejected`."""
        before = self._records.get(stream)
        work = command.rehearse(desk, stream, values, before=before)
        claimed = work.claimed()
        unknown = [key for key in claimed if key not in free]
        held = self._office.log.held(unknown) if unknown else frozenset()
        for key, holder in claimed.items():
            if key in held or self._claimed.get(key, holder) != holder:
                raise AlreadyThere(kind=key.split(":", 1)[0], held_by=None)
        self._claimed |= {key: claimed[key] for key in unknown}
        for written, _ in work.written:
            self._records[written] = work.history_of(written)
            self._records.move_to_end(written)
        while len(self._records) > self._records_max:
            self._records.popitem(last=False)
