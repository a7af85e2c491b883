"""`lianxin verify`: the log row by row, and read models that cannot be quietly edited."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, LiteralString

import psycopg
import pytest
from psycopg import sql
from typer.testing import CliRunner

from bootstrap.operations import application
from bootstrap.upkeep.verifying import Nightly, refold_and_keep, verify_log, verify_read_models
from cli import app
from eventstore.checking.log import LogCheck
from projections.running.refolding import RefoldUnderWay
from support.counted import seen, visit
from support.histories import id_of
from support.logs import STORED
from support.visits import B, X

if TYPE_CHECKING:
    from bootstrap import House
    from eventstore.stored_form import Row
    from support.database import Database
    from support.figures import Book

pytestmark = pytest.mark.usefixtures("book")

AT = datetime(2022, 4, 5, tzinfo=UTC)
NIGHT = datetime(2022, 4, 5, 19, 30, tzinfo=UTC)  # half past three in Shanghai
TOPIC = "appeal.registered"
ONE = id_of("one")


def row(position: int, version: int, *, after: int = 0, state: str = STORED) -> Row:
    return (position, AT + timedelta(seconds=after), ONE, version, TOPIC, state)


def edit(house: House, statement: LiteralString) -> None:
    """Change the build that serves, as nobody should."""
    with psycopg.connect(house.service_url, autocommit=True) as connection:
        schema = house.read_models.reading(connection).schema
        connection.execute(sql.SQL(statement).format(schema=sql.Identifier(schema)))


def builds(house: House) -> int:
    with house.read_models.connection() as connection:
        return len(house.read_models.builds(connection))


# --- the log


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([row(1, 1), row(2, 2, after=1)], []),
        ([row(1, 1), row(3, 2)], [(3, "missing")]),
        ([row(1, 1, after=1), row(2, 2)], [(2, "recorded before")]),
        ([row(1, 1), row(2, 3)], [(2, "version 3 after 1")]),
        ([row(1, 1), row(2, 1)], [(2, "version 1 after 1")]),
        ([row(1, 1, state="{}")], [(1, "cannot be read: DamagedEvent")]),
        ([(1, AT, ONE, 1, "nobody.knows", STORED)], [(1, "cannot be read: UnknownTopic")]),
    ],
)
def test_each_fault_of_the_log_is_named_by_its_position(
    house: House, rows: list[Row], found: list[tuple[int, str]]
) -> None:
    check = LogCheck()
    for each in rows:
        check.take(each, log=house.log)
    faults = check.faults.first
    assert [fault.place for fault in faults] == [f"@{position}" for position, _ in found]
    assert all(said in fault.what for fault, (_, said) in zip(faults, found, strict=True))


def test_a_log_that_was_only_appended_to_is_fine(house: House) -> None:
    verified = verify_log(house, lambda *_: None)
    assert (verified.faults, verified.detail) == ((), "4 条 events")


def test_a_row_edited_by_the_servers_administrator_is_named_without_its_words(
    house: House, database: Database
) -> None:
    with psycopg.connect(database.administrator_url, autocommit=True) as connection:
        connection.execute("alter table lianxin.events disable trigger events_are_for_ever")
        connection.execute(
            "update lianxin.events set state = replace(state, '\"mode\"', '\"moda\"')"
            " where position = 3"
        )
    said = CliRunner().invoke(app, ["verify"])
    assert said.exit_code == 1
    assert "@3: 内容无法读出" in said.output
    assert "moda" not in said.output


# --- the read models


def test_read_models_that_nobody_edited_equal_a_refold_which_leaves_nothing_behind(
    house: House,
) -> None:
    verified = verify_read_models(house, lambda *_: None)
    assert verified.faults == ()
    assert verified.detail.endswith("@4")
    assert builds(house) == 1


EDITS: list[tuple[LiteralString, str, str]] = [
    (
        "update {schema}.facts set amount = 7 where measure = 'M04' and position = 3",
        "facts",
        "position=3",
    ),
    ("delete from {schema}.cases where opened_position = 4", "cases", "缺少 removed"),
    (
        "insert into {schema}.survivors select person, person, 1, 2 from {schema}.facts limit 1",
        "survivors",
        "多出 added",
    ),
    (
        "update {schema}.cases set status = 'closed' where opened_position = 2",
        "cases",
        "改动 changed",
    ),
]


@pytest.mark.parametrize(("statement", "table", "named"), EDITS)
def test_a_row_that_was_edited_is_named_by_table_and_key(
    house: House, statement: LiteralString, table: str, named: str
) -> None:
    edit(house, statement)
    faults = verify_read_models(house, lambda *_: None).faults
    assert faults
    assert all(fault.startswith(f"{table} (") for fault in faults)
    assert all(named in fault for fault in faults)


def test_the_command_line_names_the_row_and_fails(house: House) -> None:
    fine = CliRunner().invoke(app, ["verify", "--read-models"])
    assert fine.exit_code == 0, fine.output
    edit(house, "update {schema}.cases set status = 'closed' where opened_position = 2")
    said = CliRunner().invoke(app, ["verify", "--read-models"])
    assert said.exit_code == 1
    assert f"cases (id={id_of('visit 0')}, from_position=2): 改动 changed" in said.output


def test_two_refolds_at_once_are_one_too_many(house: House) -> None:
    with psycopg.connect(house.service_url, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(hashtextextended('lianxin refold lianxin', 0))")
        with pytest.raises(RefoldUnderWay):
            refold_and_keep(house.service_url, house.log, house.read_models)


def test_what_is_written_during_a_refold_is_no_difference(house: House, book: Book) -> None:
    def write(done: int, of: int) -> None:
        if house.log.last_position() == 4:
            book.record(id_of("a visit since"), visit(seen(B), by=X))
            house.projector.catch_up()

    found = refold_and_keep(house.service_url, house.log, house.read_models, write)
    assert (found.position, found.differing) == (5, ())


# --- every night


def nightly(house: House, times: list[datetime]) -> Nightly:
    return Nightly(house.service_url, house.log, house.read_models, now=lambda: times[-1])


def last_refold(house: House) -> Any:
    with house.read_models.connection() as connection:
        return house.read_models.last_refold(connection)


def test_it_is_done_at_night_only_and_once(house: House) -> None:
    times = [NIGHT - timedelta(hours=4)]
    task = nightly(house, times)
    assert task.look() == 0
    assert last_refold(house) is None
    times.append(NIGHT)
    assert task.look() == 0
    first = last_refold(house)
    assert (first.position, first.differing) == (4, 0)
    times.append(NIGHT + timedelta(minutes=30))
    task.look()
    assert last_refold(house) == first
    nightly(house, [NIGHT]).look()
    assert last_refold(house) == first, "another process finds it done"
    after_next = (first.checked_at + timedelta(days=2)).replace(hour=19, minute=30)
    nightly(house, [after_next]).look()
    assert last_refold(house).checked_at > first.checked_at


def test_health_and_metrics_tell_what_the_night_found(house: House) -> None:
    from starlette.testclient import TestClient

    edit(house, "delete from {schema}.cases where opened_position = 4")
    with TestClient(application(house)) as client:
        assert client.get("/readyz").json()["refold"] is None
        nightly(house, [NIGHT]).look()
        told = client.get("/readyz").json()["refold"]
        assert (told["position"], told["differing"]) == (4, 1)
        assert "lianxin_refold_differing_rows 1.0" in client.get("/metrics").text


def test_the_house_compares_by_night_beside_what_is_due(house: House) -> None:
    assert any(
        isinstance(getattr(task, "__self__", None), Nightly) for task in house.comparing.tasks
    )
