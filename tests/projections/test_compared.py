"""What changed between two positions accounts for the whole difference, in figures and in lists."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from projections.catalogue import all_models
from projections.comparing.figures import Move, moves
from projections.comparing.lists import Became, CaseChange, case_changes
from projections.figures.figure import Question
from projections.lists.reader import CaseFilter, CaseRow, ListReader
from projections.measures import MEASURES
from support.counted import APRIL, ELSEWHERE, MAY, SPRING, YEAR, merged_into, seen, visit
from support.district import STAFF, District
from support.figures import Book, reading_of
from support.histories import TOWN, VILLAGE, id_of
from support.lives import any_day
from support.visits import A, B, X, Y

if TYPE_CHECKING:
    from eventstore.log import Log
    from projections.figures.reader import FigureReader
    from support.database import Database

from domain.history import Whole
from domain.visit import VisitCorrected, VisitVoided

ENTRIES = 260
AREAS = (None, TOWN[:6], TOWN, VILLAGE, ELSEWHERE.code)
PERIODS = (APRIL, MAY, SPRING, YEAR, (date(2022, 4, 9), date(2022, 6, 20)))
APRIL_5 = date(2022, 4, 5)
PAGE = 3


@pytest.fixture
def whole_book(log: Log, database: Database) -> Any:
    """A log with every read model."""
    book = Book(log, database.service_url, kept=all_models)
    yield book
    book.close()


def moved(now: FigureReader, then: int, question: Question) -> list[Move]:
    """Give every move, page by page."""
    reading = reading_of(now.reading.schema, then)
    found: list[Move] = []
    after = None
    while page := moves(now, reading, question, after=after, limit=PAGE):
        found += page
        after = (page[-1].occurred_on, str(page[-1].person), page[-1].rest)
    return found


def test_a_void_a_correction_and_a_merge_are_named_with_the_entry_that_moved_the_figure(
    book: Book,
) -> None:
    book.record(id_of("one"), visit(seen(A), by=X), on=APRIL_5)
    book.record(id_of("two"), visit(seen(B), by=X), on=APRIL_5)
    then = book.record(id_of("three"), visit(seen(id_of("A'")), by=X), on=APRIL_5)
    voided = book.record(id_of("one"), VisitVoided(reason="录重"))
    corrected = VisitCorrected(
        version=1,
        field="occurred_on",
        old="2022-04-05",
        new="2022-05-05",
        reason="日期录错",
        whole=Whole(visit(seen(B), by=X)),
        occurred_on=date(2022, 5, 5),
    )
    away = book.record(id_of("two"), corrected)
    merged = book.record(id_of("A'"), merged_into(A))
    late = book.record(id_of("four"), visit(seen(B), by=Y), on=APRIL_5)
    book.record(id_of("again"), visit(seen(B), by=Y), on=APRIL_5)

    with book.reader() as now:
        found = moved(now, then, Question("M04", *APRIL))

    # A's own visit was voided and that of A' became A's: the key stands as it did.
    assert {(each.person, each.change, each.position) for each in found} == {
        (B, -1, away),
        (B, 1, late),
        (id_of("A'"), -1, merged),
    }
    assert voided < away
    assert book.value("M04", APRIL) - book.value("M04", APRIL, at=then) == -1


@pytest.mark.parametrize("seed", range(2))
def test_the_moves_of_every_figure_add_up_to_the_difference(book: Book, seed: int) -> None:
    random = Random(seed)
    district = District(random)
    district.grow(ENTRIES)
    book.append(district.entries)
    named = 0
    with book.reader() as last:
        for measure in (*MEASURES, *MEASURES):
            then, to = sorted(random.sample(range(1, ENTRIES + 1), 2))
            question = Question(measure, *random.choice(PERIODS), random.choice(AREAS))
            now = last.at(reading_of(last.reading.schema, to))
            before = last.at(reading_of(last.reading.schema, then))
            found = moved(now, then, question)
            difference = now.figure(question).value - before.figure(question).value
            assert sum(each.change for each in found) == difference, question
            assert len({(each.person, each.rest) for each in found}) == len(found), question
            for each in found:
                assert each.position is not None, question
                assert then < each.position <= to, question
                named += 1
                if not MEASURES[measure].kind.is_derived:
                    assert _stands(last, each.position, question, each) is (each.change > 0)
                    assert _stands(last, each.position - 1, question, each) is (each.change < 0)
    assert named > 50


def _stands(figures: FigureReader, position: int, question: Question, move: Move) -> bool:
    at = figures.at(reading_of(figures.reading.schema, position))
    return (move.person, move.rest) in {(key.person, key.rest) for key in at.every_key(question)}


@pytest.mark.parametrize("seed", range(2))
def test_a_list_then_and_its_changes_give_the_list_now(whole_book: Book, seed: int) -> None:
    random = Random(seed)
    district = District(random)
    district.grow(ENTRIES)
    whole_book.append(district.entries)
    became: set[Became] = set()
    with whole_book.reader() as figures:
        schema = figures.reading.schema
        lists = ListReader(figures.facts.connection, figures.reading)
        for _ in range(40):
            then, to = sorted(random.sample(range(1, ENTRIES + 1), 2))
            wanted = _any_filters(random, lists)
            now = lists.at(reading_of(schema, to))
            before = lists.at(reading_of(schema, then)).cases(wanted[0], limit=500)
            found = _every_change(now, then, wanted)

            rows: dict[Any, CaseRow] = {row.id: row for row in before}
            for change in found:
                became.add(change.became)
                assert (change.became is Became.ENTERED) == (change.id not in rows), wanted
                if change.became is Became.LEFT:
                    del rows[change.id]
                else:
                    rows[change.id] = change.after
            after = now.cases(wanted[1], limit=500)
            assert rows == {row.id: row for row in after}, wanted
    assert became == set(Became)


def _every_change(
    now: ListReader, then: int, wanted: tuple[CaseFilter, CaseFilter]
) -> list[CaseChange]:
    found: list[CaseChange] = []
    after = None
    while True:
        reading = reading_of(now.reading.schema, then)
        page, after = case_changes(now, reading, wanted=wanted, after=after, limit=PAGE)
        found += page
        if after is None:
            return found


def _any_filters(random: Random, lists: ListReader) -> tuple[CaseFilter, CaseFilter]:
    """Give a filter then and now: overdue on the day of each, or nothing of the sort."""
    row = random.choice(lists.cases(CaseFilter(), limit=500))
    said: dict[str, Any] = {
        "kind": random.choice((None, row.kind)),
        "status": random.choice((None, None, row.status)),
        "area": random.choice(AREAS),
        "open": random.choice((None, True)),
        "handler": random.choice((None, None, *STAFF)),
    }
    days = sorted((any_day(random), any_day(random)))
    if random.random() < 0.5:
        return CaseFilter(**said), CaseFilter(**said)
    return CaseFilter(**said, overdue_on=days[0]), CaseFilter(**said, overdue_on=days[1])
