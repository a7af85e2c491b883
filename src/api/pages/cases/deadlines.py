"""How near a deadline is, as a colour and in words: 红 超期, 黄 临期, 绿 正常 (`domain.md` 12.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from api.pages.words.zh import WORDS
from domain.history import fold
from projections.lists.summary import KINDS, summarise

if TYPE_CHECKING:
    from datetime import date

    from api.readings import Readings
    from domain.calendar import ClockKind, Deadline, WorkCalendar
    from projections.lists.reader import CaseRow
    from projections.lists.summary import Kind

KIND_OF: Final[dict[str, Kind]] = {kind.code: kind for kind in KINDS}

# A tenth of the longest clock of the casework, 90 days for an extended petition, and some more.
MAY_BE_APPROACHING: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due, and how near that is: `colour` overdue, approaching or in_time."""

    on: date
    colour: str
    provisional: bool
    left: str

    @property
    def word(self) -> str:
        """The word beside the colour."""
        return WORDS[self.colour]


def due_of(row: CaseRow, reads: Readings, today: date) -> Due | None:
    """Tell how near the next deadline of a case is on `today`, where one still counts."""
    if not row.is_waited_for or row.due_on is None:
        return None
    calendar = reads.calendar
    watch_on = row.watch_on or row.due_on
    if today > row.due_on:
        colour = "overdue"
    elif watch_on - today > MAY_BE_APPROACHING:
        colour = "in_time"
    else:
        deadline = _deadline(row, reads)
        is_near = deadline is not None and deadline.is_approaching(today, calendar)
        colour = "approaching" if is_near else "in_time"
    return Due(row.due_on, colour, row.provisional, left_in_words(row.due_on, today, calendar))


def left_in_words(due_on: date, today: date, calendar: WorkCalendar) -> str:
    """Say how many days are left, or have passed."""
    if today > due_on:
        return WORDS["overdue_by"].format(days=(today - due_on).days)
    if today == due_on:
        return WORDS["due_today"]
    workdays = calendar.workdays_between(today, due_on)
    return WORDS["days_left"].format(days=(due_on - today).days, workdays=workdays)


def clock_in_words(kind: ClockKind, n: int) -> str:
    """Say how long a clock runs."""
    return WORDS[f"clock_{kind.value.lower()}"].format(n=n)


def _deadline(row: CaseRow, reads: Readings) -> Deadline | None:
    """Read the deadline itself from the case: a row of the list holds no more than its dates."""
    history = [entry.recorded for entry in reads.history(row.id)]
    return summarise(fold(KIND_OF[row.kind].aggregate, row.id, history)).due
