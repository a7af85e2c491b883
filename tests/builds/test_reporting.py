"""Views for dashboards: what they hold, who reads them, and that they answer over every rebuild."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg import conninfo, sql
from typer.testing import CliRunner

import bootstrap
from bootstrap.upkeep.rebuilding import return_to_former
from cli import app
from eventstore.migrations.reporting import RoleNotMade, grant_reporting, revoke_reporting
from support.counted import seen, visit
from support.database import SCHEMA
from support.histories import VILLAGE, id_of
from support.reporting_page import PAGE, comments, page
from support.visits import B, X

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bootstrap import House
    from support.database import Database
    from support.figures import Book

ROLE = "lianxin_reporting_lianxin"
VIEWS = sorted({view for view, _ in comments()})


@pytest.fixture
def granted(house: House, book: Book, database: Database) -> Iterator[str]:
    """Connect as the role, to which the views were granted."""
    grant_reporting(database.administrator_url, schema=SCHEMA, password="for the test")
    yield conninfo.make_conninfo(database.administrator_url, user=ROLE)
    revoke_reporting(database.administrator_url, schema=SCHEMA)


def ask(url: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(query.encode()).fetchall()


def test_the_views_hold_what_the_read_models_hold(granted: str) -> None:
    assert ask(granted, "select last_position, read_position from standing") == [(4, 4)]
    assert ask(
        granted, "select position, topic, occurred_on::text from log where position > 2"
    ) == [
        (3, "visit.recorded", "2022-04-06"),
        (4, "visit.recorded", "2022-04-07"),
    ]
    assert ask(
        granted,
        "select code, count(distinct counted_once), sum(amount) from facts"
        " where measure = 'M04' group by code",
    ) == [(VILLAGE, 3, 3)]
    assert ask(granted, "select kind, count(*) from cases group by kind") == [("visits", 3)]


def test_every_view_can_be_read_whole(granted: str) -> None:
    for view in VIEWS:
        assert ask(granted, f"select count(*) >= 0 from {view}") == [(True,)]


def test_the_role_can_read_nothing_else(house: House, granted: str) -> None:
    with house.read_models.connection() as connection:
        build = house.read_models.reading(connection).schema
    for hidden in ("lianxin.events", "lianxin.keys", "lianxin.tokens", f"{build}.people"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(granted, f"select * from {hidden}")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(granted, "select lianxin.lock_log()")


def test_no_view_shows_what_is_sealed_or_who_somebody_is(granted: str) -> None:
    columns = {
        name
        for (name,) in ask(
            granted,
            "select column_name from information_schema.columns"
            " where table_schema = 'lianxin_reporting'",
        )
    }
    assert not columns & {"state", "person", "box", "kid", "actor", "handler", "token", "command"}


def test_the_views_follow_a_rebuild_and_a_return(house: House, granted: str, book: Book) -> None:
    def visits() -> int:
        return int(ask(granted, "select count(*) from cases")[0][0])

    bootstrap.rebuild(house)
    assert visits() == 3
    bootstrap.rebuild(house)
    book.record(id_of("a visit since"), visit(seen(B), by=X))
    house.projector.catch_up()
    assert visits() == 4
    return_to_former(house)
    assert visits() == 4


def test_a_dashboard_never_meets_a_gap_while_builds_are_switched(
    house: House, granted: str
) -> None:
    answers: set[int] = set()
    errors: list[Exception] = []
    asked, over = threading.Event(), threading.Event()

    def read() -> None:
        try:
            with psycopg.connect(granted, autocommit=True) as connection:
                while not over.is_set():
                    row = connection.execute("select count(*) from facts").fetchone()
                    assert row is not None
                    answers.add(row[0])
                    asked.set()
        except Exception as error:  # noqa: BLE001  (whatever comes is the finding)
            errors.append(error)
            asked.set()

    reader = threading.Thread(target=read)
    reader.start()
    asked.wait()
    bootstrap.rebuild(house)
    return_to_former(house)
    over.set()
    reader.join()
    assert errors == []
    assert len(answers) == 1


def test_what_was_granted_can_be_taken_back(granted: str, database: Database) -> None:
    revoke_reporting(database.administrator_url, schema=SCHEMA)
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        ask(granted, "select 1")


def test_who_may_not_make_roles_is_told_what_to_run(house: House, database: Database) -> None:
    grant_reporting(database.administrator_url, schema=SCHEMA, password=None)
    with psycopg.connect(database.administrator_url, autocommit=True) as connection:
        connection.execute(sql.SQL("drop owned by {0}; drop role {0}").format(sql.Identifier(ROLE)))
    with pytest.raises(RoleNotMade, match=f'create role "{ROLE}" nologin'):
        bootstrap.open_reporting(house, password=None)


def test_the_command_line_grants_and_revokes(
    book: Book, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANXIN_OWNER_URL", database.administrator_url)
    for verb in ("grant", "revoke"):
        said = CliRunner().invoke(app, ["reporting", verb])
        assert said.exit_code == 0, said.output
        assert ROLE in said.output


def test_every_view_and_column_is_explained_in_two_languages(database: Database) -> None:
    rows = ask(
        database.owner_url,
        "select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid"
        " where c.relnamespace = 'lianxin_reporting'::regnamespace and a.attnum > 0",
    )
    said = comments()
    assert set(rows) == {key for key in said if key[1] is not None}
    assert all(" | " in each for each in said.values())


def test_the_page_is_what_the_comments_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m support.reporting_page"
