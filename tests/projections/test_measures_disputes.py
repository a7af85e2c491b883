"""M08: disputes resolved, and taken out when the agreement is broken (`domain.md` 10.6, 11.2)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.dispute import (
    AgreementConfirmed,
    DisputeVoided,
    DisputeWithdrawn,
    MediationFailed,
    MediationRefused,
    PerformanceChecked,
)
from domain.words import Performance
from projections.measures.disputes import DISPUTES
from support import disputes
from support.counted import APRIL, MAY, SPRING, YEAR
from support.counting import counted, flow
from support.histories import SEALED, history, id_of

if TYPE_CHECKING:
    from domain.history import Event
    from support.figures import Book

PERFORMED, PARTLY, BREACHED = (
    PerformanceChecked(performance=performance) for performance in Performance
)
CONFIRMED = AgreementConfirmed(court_number=SEALED)
FAILED = MediationFailed(routes_told=True, reason=SEALED)
REFUSED = MediationRefused(party=disputes.RESPONDENT.id)
WITHDRAWN = DisputeWithdrawn(party=disputes.APPLICANT.id, reason=SEALED)

DISPUTE = id_of("dispute")
APRIL_28, MAY_25 = date(2022, 4, 28), date(2022, 5, 25)


@pytest.mark.parametrize(
    ("story", "counts"),
    [
        ((disputes.REGISTERED,), 0),
        ((disputes.REGISTERED, disputes.CALMED, disputes.CALM_CLOSED), 1),
        (disputes.AGREED, 1),
        ((*disputes.AGREED, PARTLY, PERFORMED), 1),
        ((*disputes.AGREED, CONFIRMED), 1),
        ((*disputes.AGREED, BREACHED), 0),
        ((*disputes.AGREED, CONFIRMED, BREACHED), 0),
        ((*disputes.MEDIATING, FAILED), 0),
        ((disputes.REGISTERED, disputes.ASKED, REFUSED), 0),
        ((disputes.REGISTERED, WITHDRAWN), 0),
    ],
)
def test_agreed_performed_confirmed_and_calmed_are_resolved(
    story: tuple[Event, ...], counts: int
) -> None:
    assert flow(counted(DISPUTES, history(*story)), "M08", *YEAR) == counts


def test_a_dispute_counts_on_the_date_of_its_first_outcome(book: Book) -> None:
    book.record(DISPUTE, *disputes.AGREED, on=APRIL_28)
    book.record(DISPUTE, PERFORMED, on=MAY_25)

    assert [book.value("M08", month) for month in (APRIL, MAY)] == [1, 0]


def test_a_breach_takes_it_out_of_what_is_known_and_not_of_what_was_reported(book: Book) -> None:
    reported = book.record(DISPUTE, *disputes.AGREED, on=APRIL_28)
    book.record(DISPUTE, BREACHED, on=MAY_25)

    assert book.value("M08", APRIL, at=reported) == 1
    assert [book.value("M08", month) for month in (APRIL, MAY)] == [0, 0]
    explained = book.explanation("M08", SPRING)
    assert (explained.lines, explained.voided, explained.undone) == (1, 0, 1)


def test_a_breach_recorded_by_mistake_gives_the_outcome_back(book: Book) -> None:
    book.record(DISPUTE, *disputes.AGREED, on=APRIL_28)
    book.record(DISPUTE, BREACHED, on=MAY_25)
    book.record(DISPUTE, DisputeVoided(version=8, reason="已履行"), on=MAY_25)

    assert [book.value("M08", month) for month in (APRIL, MAY)] == [1, 0]
