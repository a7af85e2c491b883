"""M01 to M03, and M17: what is held on a day (`domain.md` 11.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from domain.association import (
    AreaAssigned,
    AreaRemoved,
    AssociationDissolved,
    AssociationResumed,
    AssociationsMerged,
    AssociationSuspended,
    DivisionCodeChanged,
)
from domain.pairing import PairingEnded, PairingResumed, PairingSuspended
from domain.words import PairingEndReason, SuspensionReason
from projections.figures.figure import Question
from projections.measures.organisation import ORGANISATION
from projections.measures.pairings import PAIRINGS
from support import associations
from support.associations import ACTIVE, AREA, BEFORE_ACTIVATION, OTHER_AREA, PAPER
from support.counted import APRIL, ELSEWHERE, JUNE, MARCH, MAY, SAME_TOWN, paired
from support.counting import Lines, counted, stock
from support.histories import TOWN, VILLAGE, history, id_of
from support.visits import A, B, X, Y

if TYPE_CHECKING:
    from domain.history import Event
    from support.figures import Book

SUSPENDED = AssociationSuspended(reason="换届", document_number=PAPER)
RESUMED = AssociationResumed(document_number=PAPER)
ONE, OTHER, THIRD = id_of("one"), id_of("other"), id_of("third")
DAY = date(2022, 4, 5)
MAY_1 = date(2022, 5, 1)


def held(*events: Event) -> list[int]:
    """Give M01, M02 and M03 of one association on 2022-04-05, the day of all its events."""
    lines = counted(ORGANISATION, history(*events))
    return [stock(lines, measure, DAY) for measure in ("M01", "M02", "M03")]


def test_an_association_counts_with_its_areas_and_town_while_it_is_at_work() -> None:
    assert held(*BEFORE_ACTIVATION) == [0, 0, 0]
    assert held(*ACTIVE) == [1, 1, 1]
    assert held(*ACTIVE, SUSPENDED) == [0, 0, 0]
    assert held(*ACTIVE, SUSPENDED, RESUMED) == [1, 1, 1]
    assert held(*ACTIVE, AssociationsMerged(into=OTHER, document_number=PAPER)) == [0, 0, 0]
    assert held(*ACTIVE, AssociationDissolved(reason="撤并", document_number=PAPER)) == [0, 0, 0]


def test_areas_come_and_go() -> None:
    assigned = AreaAssigned(area=OTHER_AREA, name="二组")
    removed = AreaRemoved(area=AREA, reason="划出")

    assert held(*ACTIVE, assigned)[1] == 2
    assert held(*ACTIVE, assigned, removed)[1] == 1
    assert held(*ACTIVE, SUSPENDED, assigned, removed, RESUMED)[1] == 1


def test_scenario_20_the_coverage_names_the_area_that_was_removed(book: Book) -> None:
    """Appendix B 20: of two areas one is removed; one is left, and the other one is the gap."""
    other = AreaAssigned(area=OTHER_AREA, name="二组")
    book.record(ONE, *ACTIVE, other, on=date(2022, 3, 1))
    removed = book.record(ONE, AreaRemoved(area=OTHER_AREA, reason="拆迁"), on=date(2022, 5, 9))

    assert [book.value("M02", month) for month in (APRIL, MAY)] == [2, 1]
    assert [book.value("M02b", month) for month in (APRIL, MAY)] == [0, 1]
    assert book.value("M02b", MAY, at=removed - 1) == 0
    with book.reader() as reader:
        figure = reader.figure(Question("M02b", *MAY), by="association")
        (gap,) = reader.drill_down(Question("M02b", *MAY))
    assert (figure.value, figure.of, [part.key for part in figure.parts]) == (1, 2, [VILLAGE])
    assert (gap.person, gap.occurred_on, gap.code) == (OTHER_AREA, date(2022, 5, 9), VILLAGE)


def test_an_area_taken_over_by_another_association_is_no_gap_anywhere(book: Book) -> None:
    book.record(ONE, *ACTIVE, on=date(2022, 3, 1))
    book.record(ONE, AreaRemoved(area=AREA, reason="划出"), on=date(2022, 4, 5))
    proposed = replace(associations.PROPOSED, code=SAME_TOWN.code)
    there = (proposed, AreaAssigned(area=AREA, name="一组"), *ACTIVE[2:])
    book.record(OTHER, *there, on=MAY_1, organisation=SAME_TOWN)

    assert [book.value("M02b", month) for month in (MARCH, APRIL, MAY)] == [0, 1, 0]
    assert book.value("M02b", MAY, area=VILLAGE) == 0


def test_an_area_whose_association_does_not_work_yet_is_a_gap(book: Book) -> None:
    book.record(ONE, *BEFORE_ACTIVATION, on=date(2022, 3, 1))

    assert book.value("M02b", MARCH) == 1


def test_m01_counts_those_at_work_of_all_that_are_on_record(book: Book) -> None:
    for stream, place, code in ((ONE, None, VILLAGE), (OTHER, SAME_TOWN, SAME_TOWN.code)):
        proposed = replace(associations.PROPOSED, code=code)
        area = AreaAssigned(area=id_of(f"area of {code}"), name="一组")
        story = (proposed, area, associations.APPROVED, associations.ACTIVATED)
        organisation = {} if place is None else {"organisation": place}
        book.record(stream, *story, on=date(2022, 3, 1), **organisation)
    book.record(THIRD, *BEFORE_ACTIVATION, on=date(2022, 3, 1))
    book.record(OTHER, SUSPENDED, on=date(2022, 5, 9))

    assert [book.value("M01", month) for month in (MARCH, APRIL, MAY)] == [2, 2, 1]
    assert [book.value("M02", month) for month in (MARCH, APRIL, MAY)] == [2, 2, 1]
    assert book.value("M03", MAY) == 1
    parts = book.figure("M01", (MARCH[0], MAY[1]), by="month").parts
    assert [part.value for part in parts] == [2, 2, 1]


def test_a_changed_division_code_moves_the_association_from_its_first_day(book: Book) -> None:
    book.record(ONE, *ACTIVE, on=date(2022, 3, 1))
    announced = book.record(
        ONE,
        DivisionCodeChanged(
            code=ELSEWHERE.code, town=ELSEWHERE.town, valid_from=MAY_1, document_number=PAPER
        ),
        on=date(2022, 4, 20),
    )

    assert [book.value("M01", month, area=TOWN) for month in (APRIL, MAY)] == [1, 0]
    assert [book.value("M01", month, area=ELSEWHERE.code) for month in (APRIL, MAY)] == [0, 1]
    assert [book.value("M03", month) for month in (APRIL, MAY)] == [1, 1]
    assert book.value("M01", MAY, area=TOWN, at=announced - 1) == 1
    with book.reader() as reader:
        (town,) = reader.drill_down(Question("M03", *MAY))
    assert (town.rest, town.code, town.occurred_on) == (ELSEWHERE.town, ELSEWHERE.code, MAY_1)


def test_an_association_dissolved_before_its_code_changes_is_nowhere() -> None:
    changed = DivisionCodeChanged(
        code=ELSEWHERE.code, town=ELSEWHERE.town, valid_from=MAY_1, document_number=PAPER
    )
    lines: Lines = counted(
        ORGANISATION,
        history(*ACTIVE, changed, AssociationDissolved(reason="撤并", document_number=PAPER)),
    )

    for day in (DAY, MAY_1 - timedelta(days=1), MAY_1):
        assert [stock(lines, measure, day) for measure in ("M01", "M02", "M03")] == [0, 0, 0]


# --- M17


def test_a_pairing_counts_from_its_start_and_not_while_suspended() -> None:
    suspended = PairingSuspended(reason=SuspensionReason.AWAY, expected_last_day=DAY)
    ended = PairingEnded(reason=PairingEndReason.ASKED)
    started = paired(A, X, start_on=date(2022, 4, 1))

    def on_the_day(*events: Event) -> list[int]:
        lines = counted(PAIRINGS, history(*events))
        return [stock(lines, measure, DAY) for measure in ("M17", "M17b")]

    assert on_the_day(*started[:1]) == [0, 0]
    assert on_the_day(*started) == [1, 1]
    assert on_the_day(*started, suspended) == [0, 0]
    assert on_the_day(*started, suspended, PairingResumed()) == [1, 1]
    assert on_the_day(*started, ended) == [0, 0]
    assert on_the_day(*started, suspended, ended) == [0, 0]


def test_residents_and_helpers_are_counted_apart(book: Book) -> None:
    for number, (resident, helper) in enumerate(((A, X), (B, X), (id_of("C"), Y))):
        stream = id_of(f"pairing {number}")
        book.record(stream, *paired(resident, helper, start_on=DAY), on=DAY)

    assert (book.value("M17", APRIL), book.value("M17b", APRIL)) == (3, 2)
    assert book.value("M17", MARCH) == 0
    assert book.value("M17", JUNE, area=VILLAGE) == 3
