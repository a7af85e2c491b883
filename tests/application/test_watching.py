"""The watcher notes each thing once, however often and by how many it is looked for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from application.attending.watching import NOBODY, Watcher
from application.lookups import WatchedClock
from domain.deadlines import DeadlineMissed
from domain.words import Channel
from support.casework import a_resident, an_active_association, an_appeal
from support.office import LOG_ITSELF, OFFICER

if TYPE_CHECKING:
    from uuid import UUID

    from support.office import Front


def an_overdue_appeal(front: Front) -> UUID:
    """Register an appeal, and let the day of its notice go by."""
    appeal = an_appeal(front, a_resident(front, an_active_association(front)))
    front.lookups.clocks = [WatchedClock(appeal, "notify_by", date(2022, 6, 16), "2025-11-04")]
    front.now = datetime(2022, 6, 20, 2, tzinfo=UTC)
    return appeal


def watcher(front: Front) -> Watcher:
    return Watcher(front.office, lambda: None)


def test_a_missed_deadline_is_noted_by_nobody_in_person(front: Front) -> None:
    appeal = an_overdue_appeal(front)

    assert watcher(front).look() == 1

    noted = front.log.history(appeal)[-1]
    assert noted.event == DeadlineMissed(clock="notify_by", due_on=date(2022, 6, 16))
    assert noted.envelope.actor == NOBODY.id
    assert noted.envelope.channel is Channel.SYSTEM
    assert noted.occurred_on == date(2022, 6, 20)


def test_looking_again_or_twice_at_once_notes_nothing_more(front: Front) -> None:
    appeal = an_overdue_appeal(front)
    one, other = watcher(front), watcher(front)

    assert (one.look(), other.look(), one.look()) == (1, 0, 0)
    assert front.topics(appeal).count("deadline.missed") == 1


def test_what_had_nothing_to_note_is_not_fetched_again_on_the_same_day(front: Front) -> None:
    appeal = an_overdue_appeal(front)
    front.lookups.clocks = [WatchedClock(appeal, "notify_by", date(2022, 6, 16), "2025-11-04")]
    front.now = datetime(2022, 6, 16, 2, tzinfo=UTC)
    watching = watcher(front)

    assert watching.look() == 0
    front.now = datetime(2022, 6, 17, 2, tzinfo=UTC)

    assert watching.look() == 1


def test_a_record_that_is_gone_or_unknown_is_passed_over(front: Front) -> None:
    an_overdue_appeal(front)
    front.lookups.clocks.insert(
        0, WatchedClock(OFFICER.id, "close_by", date(2022, 6, 16), "2025-11-04")
    )

    assert watcher(front).look() == 1


def test_it_asks_by_the_calendar_in_force(front: Front) -> None:
    front.give(
        "system/load-calendar-year",
        LOG_ITSELF,
        year=2027,
        document_number="国办发明电〔2026〕9号",
        days=(),
        calendar_version="2026-11-30",
    )

    watcher(front).look()

    assert front.lookups.asked == [(date(2022, 6, 15), "2026-11-30")]
