"""How far a log has been reacted to, and which reactions a rule refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from eventstore.log import Log


@dataclass(frozen=True, slots=True)
class Refused:
    """A reaction of `policy` to the event at `position`, refused on `record` by `rule`."""

    position: int
    policy: str
    record: UUID
    rule: str


class Attended:
    """The place in the log up to which every event has been reacted to.

    It only saves work: a reaction has the id of its cause, so one that is repeated does nothing.
    """

    def __init__(self, log: Log) -> None:
        """Keep it beside `log`."""
        self._log = log

    def position(self) -> int:
        """Give the last position reacted to."""
        ((position,),) = self._log.select("select position from {schema}.attended")
        return int(position)

    def move_to(self, position: int) -> None:
        """Say that everything up to `position` has been reacted to."""
        self._log.select(
            "update {schema}.attended set position = greatest(position, %s) returning position",
            [position],
        )

    def refuse(self, refused: Refused) -> None:
        """Keep that a rule refused a reaction, once."""
        self._log.select(
            "insert into {schema}.refused_reactions (position, policy, record, rule)"
            " values (%s, %s, %s, %s) on conflict do nothing returning position",
            [refused.position, refused.policy, refused.record, refused.rule],
        )

    def refused(self, *, after: int = 0, limit: int = 100) -> list[Refused]:
        """Give the reactions that were refused, in order."""
        rows = self._log.select(
            "select position, policy, record, rule from {schema}.refused_reactions"
            " where position > %s order by position, policy, record limit %s",
            [after, limit],
        )
        return [Refused(*row) for row in rows]
