"""The rounds 批次: a day, an institution with its doctors, a route, what came of each stop."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from application.office import SHANGHAI
from domain.words import StopOutcome
from story.chapters.assessments.applying import categories_of
from story.days import workday_before
from story.outline.home_requests import BATCH_DAYS, NEXT_BATCH, NEXT_BATCH_DAY

if TYPE_CHECKING:
    from uuid import UUID

    from story.cast.cast import Cast
    from story.cast.team import Institution
    from story.cast.villagers import Resident
    from story.diary import Diary

EQUIPMENT: Final = ("测评量表", "关节量角器", "便携听力计")
SETS_OUT: Final = time(8, 10)
COMES_HOME: Final = time(17, 50)


@dataclass(slots=True)
class _Round:
    """One round in the making."""

    stops: list[tuple[UUID, Resident]] = field(default_factory=list)
    outcomes: dict[UUID, StopOutcome] = field(default_factory=dict)


class Rounds:
    """All rounds; requests are added while they are told, the rounds are told at the end."""

    def __init__(self, diary: Diary, cast: Cast) -> None:
        """Begin with empty routes."""
        self._diary = diary
        self._cast = cast
        self._rounds = [_Round() for _ in range(NEXT_BATCH + 1)]

    def day(self, batch: int) -> date:
        """Give the day of a round."""
        return NEXT_BATCH_DAY if batch == NEXT_BATCH else BATCH_DAYS[batch]

    def stream(self, batch: int) -> UUID:
        """Give the id of a round."""
        return self._cast.chance.id("batch", batch)

    def institution(self, batch: int) -> Institution:
        """Give the institution whose doctors go."""
        institutions = self._cast.team.institutions
        return institutions[batch % len(institutions)]

    def add(self, batch: int, request: UUID, resident: Resident) -> int:
        """Put a request at the end of the route; give the number of the stop, from 1."""
        stops = self._rounds[batch].stops
        stops.append((request, resident))
        return len(stops)

    def scheduled_on(self, batch: int) -> date:
        """Give the day on which the appointments of a round are made."""
        return workday_before(3, self._confirmed_on(batch))

    def visit(self, batch: int, request: UUID, outcome: StopOutcome) -> None:
        """Note what comes of a stop."""
        self._rounds[batch].outcomes[request] = outcome

    def write_down(self) -> None:
        """Tell every round; the next one is only planned and confirmed."""
        for batch, round_ in enumerate(self._rounds):
            self._prepare(batch, round_)
            if round_.outcomes:
                self._go(batch, round_)

    def _confirmed_on(self, batch: int) -> date:
        """Give the day of the confirmation: the next round's is the last thing in July."""
        return workday_before(7 if batch == NEXT_BATCH else 1, self.day(batch))

    def _prepare(self, batch: int, round_: _Round) -> None:
        clerk, stream, day = self._cast.team.clerk(2), self.stream(batch), self.day(batch)
        institution = self.institution(batch)
        confirmed_on = self._confirmed_on(batch)
        planned = {
            "planned_on": day,
            "institution": institution.id,
            "doctors": institution.doctors,
            "equipment": EQUIPMENT,
        }
        planned_on = workday_before(5, confirmed_on)
        self._diary.write(planned_on, clerk, "batches", stream, planned)
        added_on = workday_before(1, confirmed_on)
        for request, resident in round_.stops:
            visitor = self._cast.team.commissioner(resident.place, added_on)
            stop = {"request": request, "commissioner": visitor.id}
            self._diary.write(added_on, clerk, "batches/add-stop", stream, stop)
        categories = [
            {"request": request, "categories": categories_of(resident)}
            for request, resident in round_.stops
        ]
        values = {"categories": categories}
        self._diary.write(confirmed_on, clerk, "batches/confirm", stream, values)

    def _go(self, batch: int, round_: _Round) -> None:
        clerk, stream, day = self._cast.team.clerk(2), self.stream(batch), self.day(batch)
        sets_out = datetime.combine(day, SETS_OUT, SHANGHAI)
        self._diary.write(day, clerk, "batches/start", stream, at=sets_out)
        for request, _ in round_.stops:
            visited = {"request": request, "outcome": round_.outcomes[request]}
            self._diary.write(day, clerk, "batches/visit-stop", stream, visited)
        finished = {"distance_km": 60 + 7 * batch, "duration_hours": 8}
        comes_home = datetime.combine(day, COMES_HOME, SHANGHAI)
        self._diary.write(day, clerk, "batches/finish", stream, finished, at=comes_home)
