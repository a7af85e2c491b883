"""Two moments, then and now: settled once, read over one connection and one build."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from api.problems import ThenIsAfterNow
from api.readings import ReadAt, Readings
from application.moments import moment_of
from projections.figures.figure import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.readings import Opened
    from api.services import Services
    from application.actor import Actor
    from application.moments import Moment


class Between(ReadAt):
    """The two moments of an answer: `then`, and now: `position` and `open`, as of any answer."""

    then: ReadAt


@dataclass(frozen=True, slots=True)
class Pair:
    """One comparison in the making: read now, and where it was read then."""

    now: Opened
    then: Reading

    @property
    def between(self) -> dict[str, object]:
        """Say which two positions were compared."""
        return {
            "position": self.now.reading.position,
            "open": self.now.reading.open,
            "then": ReadAt(position=self.then.position, open=self.then.open),
        }


class Comparison:
    """What one actor may read of two moments. Raises `ThenIsAfterNow`, or why a moment is none."""

    def __init__(
        self, services: Services, actor: Actor, *, then: str, now: str | None = None
    ) -> None:
        """Compare what was known `then` with what was known `now`, or is known as of this call."""
        self.then: Moment = moment_of(services.office, then)
        self.reads = Readings(services, actor, known_at=now, min_position=None)
        if self.then.position > self.reads.moment.position:
            raise ThenIsAfterNow

    @contextmanager
    def open(self) -> Iterator[Pair]:
        """Read both moments from one build. Raises `Preparing` or `Unavailable`."""
        with self.reads.open() as now:
            position = min(self.then.position, now.reading.position)
            yield Pair(now, replace(now.reading, position=position, open=self.then.open))
