"""What an operator does with a house: serve it, project alone, rebuild, examine, look at a moment."""

from __future__ import annotations

import signal
import threading
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING
from uuid import UUID

import psycopg
import uvicorn

from api.app import create_app
from api.problems import ActingNotUnderstood
from api.services import Services
from application.actor import Actor
from backup.refusals import BackupError
from bootstrap.demonstration import NotADemonstration
from bootstrap.house import SYSTEM
from bootstrap.ledger import prover_of
from bootstrap.upkeep.rebuilding import NoFormerBuild
from domain.history import Rejected
from domain.system import LogOpened
from domain.words import LogMode, Role
from eventstore.append import LogUnavailable
from eventstore.embedded import EmbeddedServerError
from eventstore.keyring import WrappingKeyMissing
from eventstore.ledger.ledger import NothingPublished
from eventstore.migrations.migrate import MigrationChanged, UnfitName
from eventstore.migrations.reporting import RoleNotMade, grant_reporting, revoke_reporting
from eventstore.stored_form import DamagedEvent, UnknownTopic
from projections.catalogue import all_models
from projections.lists.reader import ListReader
from projections.running.builds import (
    NothingToRead,
    ReadModelsUnavailable,
    digest,
    drop_build,
    open_to_reporting,
)
from projections.running.filling import fill
from projections.running.refolding import RefoldOvertaken, RefoldUnderWay
from projections.running.replay import (
    NoSuchReplay,
    ReplayNameTaken,
    ReplayNameUnfit,
    ReplayOfAnotherShape,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI

    from bootstrap.house import House
    from projections.lists.reader import Place


EXPECTED_FAILURES = (
    NoFormerBuild,
    RoleNotMade,
    RefoldOvertaken,
    RefoldUnderWay,
    NoSuchReplay,
    ReplayNameTaken,
    ReplayNameUnfit,
    ReplayOfAnotherShape,
    NotADemonstration,
    BackupError,
    EmbeddedServerError,
    LogUnavailable,
    ReadModelsUnavailable,
    NothingToRead,
    MigrationChanged,
    UnfitName,
    UnknownTopic,
    DamagedEvent,
    WrappingKeyMissing,
    Rejected,
    psycopg.OperationalError,
)


def in_words(error: BaseException) -> str:
    """Say an expected failure in Chinese and English."""
    if isinstance(error, Rejected):
        return str(error)
    if isinstance(error, psycopg.OperationalError):
        return "无法连接数据库, 请检查 LIANXIN_DATABASE_URL | The database cannot be reached"
    text = " ".join((type(error).__doc__ or "").split())
    return f"{text} {error}".strip()


def application(house: House) -> FastAPI:
    """Make the web application over a house."""
    return create_app(services_of(house))


def services_of(house: House) -> Services:
    """Give what the web side works with."""
    return Services(
        office=house.office,
        read_models=house.read_models,
        clock=house.clock,
        ledger=house.ledger,
        prover=prover_of(house),
        development=listens_on_loopback(house.settings.host),
    )


def serve(house: House, *, announce: Callable[[str], None]) -> None:
    """Serve pages and API until stopped, projecting in this process if it is elected.

    A log that was never opened is opened as production: a demonstration is opened by `demo`.
    """
    settings = house.settings
    if house.clock.mode is None:
        open_production(house)
    app = application(house)
    house.start_projecting()
    house.start_attending()
    house.start_publishing()
    if listens_on_loopback(settings.host):
        announce(
            "开发身份已开启: 页面可选择“我是…”, 接口可用 X-Lianxin-Acting; 仅限本机访问"
            " | development personas are on, for this machine only"
        )
    announce(f"http://{settings.host}:{settings.port}/")
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run()


def open_production(house: House) -> None:
    """Open an empty log as production."""
    house.open_log(LogOpened(mode=LogMode.PRODUCTION))


def project(house: House) -> None:
    """Run a projector alone until stopped, look after what is due, and publish the log's root."""
    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: over.set())
    house.start_projecting()
    house.start_attending()
    house.start_publishing()
    over.wait()


def acting(said: str | None) -> Actor:
    """Give who acts at the command line: the system, or `<uuid> <role> <area>` as in the header.

    Raises `ActingNotUnderstood`.
    """
    if said is None:
        return Actor(SYSTEM, Role.SYSTEM, "")
    parts = said.split()
    try:
        who, role, *area = parts
        return Actor(UUID(who), Role.of(role), area[0] if area else "")
    except (ValueError, IndexError) as error:
        raise ActingNotUnderstood from error


def places(house: House) -> list[Place]:
    """Give the associations of the district, as the log has them now."""
    house.projector.catch_up()
    with house.read_models.connection() as connection:
        reading = house.read_models.reading(connection)
        return list(ListReader(connection, reading).places())


def listens_on_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a host."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _published(house: House) -> str:
    try:
        return f"{house.ledger.published().checkpoint.size} 条 rows"
    except NothingPublished:
        return "尚未公布 nothing yet"


def open_reporting(house: House, *, password: str | None) -> str:
    """Let a role of its own read the views for dashboards; give its name. Raises `RoleNotMade`."""
    schema = house.settings.log_schema
    with psycopg.connect(house.service_url, autocommit=True) as connection:
        for build in house.read_models.builds(connection):
            open_to_reporting(connection, schema, build.name)
    return grant_reporting(house.administrator_url, schema=schema, password=password)


def close_reporting(house: House) -> str:
    """Let nobody read the views for dashboards; give the role's name."""
    return revoke_reporting(house.administrator_url, schema=house.settings.log_schema)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing examined."""

    name: str
    fine: bool
    detail: str


def examine(house: House) -> list[Finding]:
    """Check the log's positions, the read models' progress, and the read models against a refold."""
    schema = house.settings.log_schema
    with psycopg.connect(house.service_url, autocommit=True) as connection:
        row = connection.execute(
            psycopg.sql.SQL("select count(*), coalesce(max(position), 0) from {}.events").format(
                psycopg.sql.Identifier(schema)
            )
        ).fetchone()
        assert row is not None
        count, last = row
        house.projector.catch_up()
        reading = house.read_models.reading(connection)
        parked = house.read_models.parked(connection, reading)
        fresh = fill(connection, house.log, all_models(), log_schema=schema)
        serving = digest(connection, reading.schema, all_models())
        refolded = digest(connection, fresh, all_models())
        drop_build(connection, schema, fresh)
    loss = house.ledger.loss()
    differing = sorted(name for name in serving if serving[name] != refolded[name])
    return [
        Finding("位置连续 dense positions", count == last, f"{count} = {last}"),
        Finding(
            "与已公布的一致 as published", loss is None, loss.kind if loss else _published(house)
        ),
        Finding("投影进度 projected", reading.position >= last, f"{reading.position} / {last}"),
        Finding("搁置 parked", parked == 0, str(parked)),
        Finding("与重算一致 equals a refold", not differing, ", ".join(differing) or "全部 all"),
    ]
