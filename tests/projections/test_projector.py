"""The projector: exactly once, one process, parking, and builds that stand beside each other."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Final

import psycopg
import pytest
from psycopg import sql

from domain.association import PledgePublished, PopulationRecorded
from domain.visit import RiskResolved
from eventstore.append import Append, NewEvent
from projections.running.batch import FeedUnavailable
from projections.running.build_projector import LIVE_BATCH
from projections.running.builds import (
    NothingToRead,
    ReadModels,
    digest,
    drop_build,
    switch_to,
)
from projections.running.filling import fill
from projections.running.model import ReadModel
from projections.running.projector import Projector
from projections.running.tables import Table
from support.database import SCHEMA
from support.histories import SEALED, id_of, recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from eventstore.log import Log
    from projections.running.batch import Batch
    from projections.running.tables import Store
    from support.database import Database

PLEDGES: Final = Table(
    "pledges",
    (("position", "bigint not null"), ("text", 'text collate "C" not null')),
)
LATEST: Final = Table(
    "latest",
    (("stream", "uuid not null"), ("text", 'text collate "C" not null')),
    key_columns=1,
)

BAD: Final = "a text this projection cannot take"


class Pledges(ReadModel):
    """Which pledges were published, and which is the latest of each stream?"""

    name = "pledges"
    version = 1
    tables: ClassVar[tuple[Table, ...]] = (PLEDGES, LATEST)

    refuses = True

    def project(self, batch: Batch, store: Store) -> None:
        """Note every pledge."""
        for each in batch.events:
            if isinstance(each.event, PledgePublished):
                if self.refuses and each.event.text == BAD:
                    raise ValueError(each.event.text)
                store.add(PLEDGES, (each.position, each.event.text))
                store.put(LATEST, (each.stream,), (each.event.text,), each.position)

    def forget(self) -> None:
        """Remember nothing."""


class MendedPledges(Pledges):
    """The same after the fix: same tables, same version."""

    refuses = False


class House:
    """A log with its read models and a projector."""

    def __init__(self, log: Log, database: Database, model: type[Pledges] = Pledges) -> None:
        """Join them."""
        self.log = log
        self.url = database.service_url
        self.models: Callable[[], Sequence[ReadModel]] = lambda: (model(),)
        self.read_models = ReadModels(self.url, schema=SCHEMA, models=self.models())
        self.projector = Projector(self.url, log, self.models, log_schema=SCHEMA)

    def publish(self, *texts: str, stream: str = "association") -> None:
        """Append one pledge a text to a stream."""
        for text in texts:
            version = len(self.log.history(id_of(stream))) + 1
            event = PledgePublished(text=text)
            state = self.log.form.encode(recorded(event).envelope, event)
            self.log.append(Append([NewEvent(id_of(stream), version, event.topic, state)]))

    def rows(
        self, query: str = "select position, text from {} order by position"
    ) -> list[tuple[int, str]]:
        """Read the pledges of the build that serves."""
        with self.read_models.connection() as connection:
            reading = self.read_models.reading(connection)
            statement = sql.SQL(query).format(sql.Identifier(reading.schema, "pledges"))
            return connection.execute(statement).fetchall()

    def parked(self) -> list[tuple[object, ...]]:
        """Read what is parked in the build that serves."""
        with self.read_models.connection() as connection:
            reading = self.read_models.reading(connection)
            statement = sql.SQL("select position, error from {} order by position").format(
                sql.Identifier(reading.schema, "parked")
            )
            return connection.execute(statement).fetchall()


@pytest.fixture
def house(log: Log, database: Database) -> Iterator[House]:
    """A log with one read model."""
    house = House(log, database)
    yield house
    house.read_models.close()


def test_every_event_is_folded_exactly_once_however_often_the_projector_starts(
    house: House,
) -> None:
    house.publish("one", "two")
    house.projector.catch_up()
    house.publish("three")
    for _ in range(3):
        house.projector.catch_up()
    assert house.rows() == [(1, "one"), (2, "two"), (3, "three")]


def test_an_event_that_cannot_be_taken_is_parked_with_its_streams_later_ones_only(
    house: House,
) -> None:
    house.publish("before")
    house.projector.catch_up()
    house.publish(BAD, "after", stream="association")
    house.publish("elsewhere", stream="another")
    house.projector.catch_up()
    assert house.rows() == [(1, "before"), (4, "elsewhere")]
    assert house.parked() == [(2, "ValueError"), (3, "the stream is parked")]
    house.publish("later still", stream="association")
    house.publish("and elsewhere", stream="another")
    house.projector.catch_up()
    assert [position for position, _ in house.parked()] == [2, 3, 5]
    assert house.rows()[-1] == (6, "and elsewhere")


def test_a_build_from_zero_parks_as_the_live_way_does(house: House) -> None:
    house.publish("before", BAD, "after")
    house.publish("elsewhere", stream="another")
    house.projector.catch_up()
    assert house.rows() == [(1, "before"), (4, "elsewhere")]
    assert [position for position, _ in house.parked()] == [2, 3]


def test_after_the_fix_a_rebuild_brings_the_parked_case_back_with_its_own_positions(
    house: House, database: Database
) -> None:
    house.publish("before", BAD, "after")
    house.projector.catch_up()
    mended = House(house.log, database, MendedPledges)
    with psycopg.connect(database.service_url, autocommit=True) as connection:
        name = fill(connection, house.log, mended.models(), log_schema=SCHEMA)
        switch_to(connection, SCHEMA, name)
    assert mended.rows() == [(1, "before"), (2, BAD), (3, "after")]
    assert mended.parked() == []
    mended.read_models.close()


def test_a_failing_batch_leaves_nothing_half_done_when_the_connection_dies(
    house: House, database: Database
) -> None:
    house.publish("one")
    house.projector.catch_up()
    house.publish(*[f"text {number}" for number in range(20)])
    with psycopg.connect(database.administrator_url, autocommit=True) as administrator:
        killer = threading.Thread(
            target=administrator.execute,
            args=(
                "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'lianxin_service'",
            ),
        )
        killer.start()
        for _ in range(20):
            try:
                house.projector.catch_up()
            except (psycopg.OperationalError, FeedUnavailable):
                continue
        killer.join()
    house.projector.catch_up()
    assert [position for position, _ in house.rows()] == list(range(1, 22))


def test_a_rebuild_stands_beside_what_serves_and_equals_it(
    house: House, database: Database
) -> None:
    house.publish("one", "two", "three")
    house.projector.catch_up()
    with psycopg.connect(database.service_url, autocommit=True) as connection:
        serving = house.read_models.reading(connection).schema
        built = fill(connection, house.log, house.models(), log_schema=SCHEMA)
        assert house.read_models.reading(connection).schema == serving
        assert digest(connection, built, house.models()) == digest(
            connection, serving, house.models()
        )
        switch_to(connection, SCHEMA, built)
        assert house.read_models.reading(connection).schema == built
        house.publish("four")
        house.projector.catch_up()
        assert digest(connection, built, house.models()) == digest(
            connection, serving, house.models()
        ), "the former build is kept up to date, so that a return is instant"
        drop_build(connection, SCHEMA, serving)
        house.publish("five")
        house.projector.catch_up()
    assert len(house.rows()) == 5


def test_readers_never_meet_a_gap_while_builds_are_switched_under_them(
    house: House, database: Database
) -> None:
    house.publish(*[f"text {number}" for number in range(50)])
    house.projector.catch_up()
    answers: list[int] = []
    errors: list[Exception] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            try:
                answers.append(len(house.rows()))
            except Exception as error:  # noqa: BLE001  (the test counts whatever comes)
                errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    with psycopg.connect(database.service_url, autocommit=True) as connection:
        for _ in range(4):
            built = fill(connection, house.log, house.models(), log_schema=SCHEMA)
            switch_to(connection, SCHEMA, built)
    over.set()
    for reader in readers:
        reader.join()
    assert errors == []
    assert set(answers) == {50}


def test_one_process_is_elected_and_another_takes_over(house: House, database: Database) -> None:
    first = Projector(house.url, house.log, house.models, log_schema=SCHEMA)
    second = Projector(house.url, house.log, house.models, log_schema=SCHEMA)
    threads = [threading.Thread(target=each.run) for each in (first, second)]
    for thread in threads:
        thread.start()
    house.publish("one", "two")
    assert _reached(house, 2)
    first.stop()
    threads[0].join(timeout=60)
    house.publish("three")
    assert _reached(house, 3)
    second.stop()
    threads[1].join(timeout=60)
    assert house.rows() == [(1, "one"), (2, "two"), (3, "three")]
    with psycopg.connect(database.service_url) as connection:
        assert len(house.read_models.builds(connection)) == 1, "only the elected one makes a build"


def test_more_than_one_batch_is_folded_in_order(house: House) -> None:
    house.publish("first")
    house.projector.catch_up()
    house.publish(*[f"text {number}" for number in range(LIVE_BATCH + 20)])
    house.projector.catch_up()
    assert [position for position, _ in house.rows()] == list(range(1, LIVE_BATCH + 22))


def test_events_no_model_reads_move_the_checkpoint_all_the_same(house: House) -> None:
    house.publish("one")
    risk = RiskResolved(risk=id_of("risk"), measures=SEALED)
    population = PopulationRecorded(count=3000, as_of=recorded(risk).occurred_on, source="年报")
    for version, event in enumerate((risk, population), start=1):
        state = house.log.form.encode(recorded(event).envelope, event)
        house.log.append(Append([NewEvent(id_of("other"), version, event.topic, state)]))
    assert house.projector.catch_up() == 3


def _reached(house: House, position: int) -> bool:
    deadline = threading.Event()
    for _ in range(600):
        with suppress(NothingToRead), house.read_models.connection() as connection:
            if house.read_models.reading(connection).position >= position:
                return True
        deadline.wait(0.1)
    return False
