"""What is looked for once a day: carried out once, and not given up when somebody is at work."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from application.attending.daily import Daily, Proposal
from application.desk import Desk
from application.refusals import ChangedMeanwhile
from support.casework import a_pairing, a_resident, an_active_association, confirm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from application.office import Office
    from support.office import Front

MAY = date(2022, 5, 1)


class Proposing:
    """Proposes to note for its pairings that nobody came in May; remembers when it was asked."""

    def __init__(self, *pairings: UUID) -> None:
        self.pairings = pairings
        self.asked: list[date] = []

    def __call__(self, _: Office, today: date) -> Iterator[Proposal]:
        self.asked.append(today)
        for pairing in self.pairings:
            yield Proposal("pairings", "note-missed-duty", pairing, {"month": MAY})


def a_pairing_on_duty(front: Front) -> UUID:
    association = an_active_association(front)
    pairing = a_pairing(front, a_resident(front, association), association)
    confirm(front, pairing)
    return pairing


def test_it_looks_once_a_day(front: Front) -> None:
    front.now = datetime(2022, 6, 15, 2, tzinfo=UTC)
    proposing = Proposing()
    daily = Daily(front.office, lambda: None, proposing)

    for _ in range(3):
        daily.look()
    front.now += timedelta(1)
    daily.look()

    assert proposing.asked == [date(2022, 6, 15), date(2022, 6, 16)]


def test_what_the_rules_refuse_hurts_nobody_else(front: Front) -> None:
    pairing = a_pairing_on_duty(front)
    unknown = UUID(int=7)
    daily = Daily(front.office, lambda: None, Proposing(unknown, pairing, pairing))

    assert daily.look() == 1


def test_a_record_somebody_is_at_work_on_is_looked_at_again(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairing = a_pairing_on_duty(front)
    daily = Daily(front.office, lambda: None, Proposing(pairing))

    def is_busy(*_: object, **__: object) -> None:
        raise ChangedMeanwhile

    with monkeypatch.context() as busy:
        busy.setattr(Desk, "do", is_busy)
        assert daily.look() == 0

    assert daily.look() == 1
