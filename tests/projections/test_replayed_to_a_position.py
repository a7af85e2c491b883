"""Known at a position is what a replay from zero to that position gives, for every kind of reading.

A random district is folded whole; beside it the same log is folded only up to some positions. What
the whole build answers as known there must be what the short one answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg import sql

from domain.appeal import AppealAccepted, AppealAssigned, AppealTriaged
from domain.catalogue import EVENTS
from domain.catalogue import KINDS as KIND_OF_TOPIC
from domain.history import Voided, VoidReverted, fold
from eventstore.log import Log
from eventstore.stored_form import StoredForm
from projections.catalogue import all_models
from projections.figures.fact import About
from projections.figures.figure import Question
from projections.figures.reader import BREAKDOWNS, FigureReader
from projections.lists.attributes import EVERY
from projections.lists.clocks import ClockReader
from projections.lists.lookups import areas_below
from projections.lists.reader import CaseFilter, ListReader, PublicFilter
from projections.lists.summary import KINDS, summarise
from projections.lists.worklist import LISTS, WorkReader
from projections.measures import MEASURES
from projections.running.filling import fill
from support.counted import ELSEWHERE, OTHER_TOWN, SAME_TOWN
from support.database import SCHEMA, fresh_database
from support.district import RESIDENTS, STAFF, District, standing_at
from support.figures import Book, drilled, reading_of
from support.histories import TOWN, VILLAGE
from support.lives import any_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from domain.history import Event, Recorded
    from projections.figures.figure import Reading

Connection = psycopg.Connection[tuple[Any, ...]]

ENTRIES = 260
POSITIONS = 3
MOVING = (AppealTriaged, AppealAccepted, AppealAssigned, Voided, VoidReverted)
DAY = date(2022, 6, 1)
DISTRICT = TOWN[:6]
AREAS = (None, DISTRICT, TOWN, OTHER_TOWN, VILLAGE, SAME_TOWN.code, ELSEWHERE.code)
PERIODS = (
    (date(2022, 3, 1), date(2022, 7, 31)),
    (date(2022, 4, 1), date(2022, 4, 30)),
    (date(2022, 4, 9), date(2022, 6, 20)),
)


@dataclass
class ShortLog:
    """A log that ends at a position."""

    log: Log
    position: int

    def read(self, *, after: int, limit: int) -> list[Recorded[Event]]:
        return self.log.read(after=after, limit=max(0, min(limit, self.position - after)))

    def history(self, stream: UUID, *, through: int | None = None) -> list[Recorded[Event]]:
        return self.log.history(stream, through=min(through or self.position, self.position))

    def last_position(self) -> int:
        return self.position


@dataclass
class Replayed:
    """The whole build and the short one, read at the same position."""

    position: int
    connection: Connection
    builds: tuple[str, str]
    streams: Sequence[UUID]
    entries: Sequence[Recorded[Event]]

    @property
    def lists(self) -> list[ListReader]:
        return [ListReader(self.connection, reading) for reading in self._readings]

    @property
    def figures(self) -> list[FigureReader]:
        return [FigureReader(self.connection, reading) for reading in self._readings]

    @property
    def work(self) -> list[WorkReader]:
        return [WorkReader(self.connection, reading) for reading in self._readings]

    @property
    def _readings(self) -> list[Reading]:
        return [reading_of(build, self.position) for build in self.builds]


@pytest.fixture(scope="module")
def replays(server_url: str) -> Iterator[list[Replayed]]:
    """Fold a random district, and some beginnings of it."""
    random = Random(20220601)
    district = District(random)
    district.grow(ENTRIES)
    streams = sorted({entry.stream for entry in district.entries})
    # Where a row ends and the next one begins: one position off would show.
    moved = [
        entry.position
        for entry in district.entries
        if isinstance(entry.event, MOVING) and entry.position > ENTRIES // 5
    ]
    for database in fresh_database(server_url):
        log = Log(database.service_url, schema=SCHEMA, form=StoredForm(EVENTS))
        Book(log, database.service_url).append(district.entries)
        with psycopg.connect(database.service_url, autocommit=True) as connection:
            whole = filled(connection, log, ENTRIES)
            yield [
                Replayed(
                    position,
                    connection,
                    (whole, filled(connection, log, position)),
                    streams,
                    district.entries,
                )
                for position in sorted(random.sample(moved, POSITIONS))
            ]
        log.close()


def filled(connection: Connection, log: Log, position: int) -> str:
    """Fold the log up to a position, and nothing that comes after; give the build."""
    build = fill(connection, ShortLog(log, position), all_models(), log_schema=SCHEMA)
    parked = sql.SQL("select error from {}.parked").format(sql.Identifier(build))
    assert connection.execute(parked).fetchall() == []
    return build


def test_lists_by_every_filter(replays: list[Replayed]) -> None:
    random = Random(1)
    listed = 0
    for replayed in replays:
        for wanted in (*every_filter(replayed), *(any_filter(random, replayed) for _ in range(60))):
            whole, short = (lists.cases(wanted, limit=500) for lists in replayed.lists)
            assert whole == short, wanted
            listed += len(whole)
            half = whole[len(whole) // 2 - 1] if len(whole) > 1 else None
            if half is not None:
                after = half.opened_position, half.id
                pages = [lists.cases(wanted, after=after, limit=5) for lists in replayed.lists]
                assert pages[0] == pages[1]
    assert listed > 500


def test_each_record_stands_as_its_entries_up_to_the_position_say(
    replays: list[Replayed],
) -> None:
    """Folded from the entries alone, so that a mistake of both builds would show."""
    for replayed in replays:
        whole = replayed.lists[0]
        listed = whole.cases(CaseFilter(), limit=500)
        assert len({row.id for row in listed}) == len(listed)
        histories = standing_at(replayed.entries, replayed.position)
        assert {row.id for row in listed} <= histories.keys()
        for row in listed:
            history = histories[row.id]
            aggregate = KIND_OF_TOPIC[history[0].event.topic]
            summary = summarise(fold(aggregate, row.id, history))
            found = (row.status, row.open, row.handler, row.person)
            assert found == (summary.status, summary.open, summary.handler, summary.person)
            assert row == whole.case(row.id) == whole.cases_of([row.id])[row.id]


def test_single_records_names_attributes_and_papers(replays: list[Replayed]) -> None:
    for replayed in replays:
        whole, short = replayed.lists
        assert whole.cases_of(replayed.streams) == short.cases_of(replayed.streams)
        assert {each: whole.case(each) for each in replayed.streams} == {
            each: short.case(each) for each in replayed.streams
        }
        people = (*replayed.streams, *STAFF)
        assert whole.names(people) == short.names(people)
        for attribute in EVERY:
            assert whole.attributes(people, attribute) == short.attributes(people, attribute)
        assert [whole.documents(each) for each in replayed.streams] == [
            short.documents(each) for each in replayed.streams
        ]


def test_places_clocks_and_what_is_public(replays: list[Replayed]) -> None:
    clocks = 0
    for replayed in replays:
        whole, short = replayed.lists
        assert whole.places() == short.places()
        for above in (DISTRICT, TOWN, OTHER_TOWN):
            assert areas_below(whole, above, DAY) == areas_below(short, above, DAY)
        for area in AREAS:
            for due_by in (None, DAY):
                found = [
                    ClockReader(lists).clocks(area=area or "", due_by=due_by)
                    for lists in replayed.lists
                ]
                assert found[0] == found[1]
                clocks += len(found[0])
            public = [lists.published(PublicFilter(area=area)) for lists in replayed.lists]
            assert public[0] == public[1]
        for calendar in calendars(replayed):
            moved = [
                ClockReader(lists).recalculations(calendar_version=calendar)
                for lists in replayed.lists
            ]
            assert moved[0] == moved[1]
    assert clocks > 0


def test_work_lists_of_every_area_and_helper(replays: list[Replayed]) -> None:
    items = 0
    for replayed in replays:
        for area in ("", DISTRICT, TOWN, VILLAGE, ELSEWHERE.code):
            for helper in (None, *STAFF):
                for on in (DAY, date(2022, 4, 15)):
                    whole, short = (
                        list(work.lists(tuple(LISTS), area=area, on=on, helper=helper))
                        for work in replayed.work
                    )
                    assert whole == short, (area, helper, on)
                    items += sum(len(each.items) for each in whole)
    assert items > 0


def test_figures_their_parts_and_what_is_behind_them(replays: list[Replayed]) -> None:
    random = Random(2)
    for replayed in replays:
        whole, short = replayed.figures
        for measure in MEASURES:
            question = Question(measure, *random.choice(PERIODS), random.choice(AREAS))
            for by in (None, *BREAKDOWNS):
                figure = whole.figure(question, by=by)
                assert figure == short.figure(question, by=by), (question, by)
            keys = drilled(whole, question)
            assert keys == drilled(short, question), question
            assert len(keys) == figure.keys, question
            if not figure.measure.kind.is_derived:
                assert whole.explain(question) == short.explain(question), question


def test_people_behind_figures_and_changes_of_earlier_months(replays: list[Replayed]) -> None:
    for replayed in replays:
        whole, short = replayed.figures
        for measure in MEASURES.values():
            if measure.about is About.RESIDENTS and not measure.kind.is_derived:
                question = Question(measure.id, *PERIODS[0])
                assert whole.persons(question) == short.persons(question), question
        for since in (1, replayed.position // 2, replayed.position):
            for area in AREAS:
                changed = [
                    figures.adjustments(since=since, before=DAY, area=area)
                    for figures in replayed.figures
                ]
                assert changed[0] == changed[1]


def every_filter(replayed: Replayed) -> Iterator[CaseFilter]:
    """Give each filter alone."""
    yield CaseFilter()
    for kind in KINDS:
        yield CaseFilter(kind=kind.code)
        yield CaseFilter(kind=kind.code, overdue_on=DAY)
    for area in AREAS:
        yield CaseFilter(area=area)
        yield CaseFilter(area=area, open=True)
    for person in (*STAFF, *RESIDENTS):
        yield CaseFilter(handler=person)
        yield CaseFilter(person=person)
    for row in replayed.lists[1].cases(CaseFilter(), limit=40):
        yield CaseFilter(kind=row.kind, status=row.status)
        yield CaseFilter(number=row.number)


def any_filter(random: Random, replayed: Replayed) -> CaseFilter:
    """Give several filters together."""
    rows = replayed.lists[1].cases(CaseFilter(), limit=500)
    row = random.choice(rows)
    return CaseFilter(
        kind=random.choice((None, row.kind)),
        status=random.choice((None, None, row.status)),
        area=random.choice(AREAS),
        handler=random.choice((None, None, row.handler)),
        open=random.choice((None, True, False)),
        due_by=random.choice((None, None, any_day(random))),
        overdue_on=random.choice((None, None, any_day(random))),
        opened_from=random.choice((None, any_day(random))),
        opened_to=random.choice((None, None, any_day(random))),
    )


def calendars(replayed: Replayed) -> set[str]:
    """Give the versions of calendars that clocks were counted by."""
    return {row.calendar_version for row in ClockReader(replayed.lists[0]).clocks()}
