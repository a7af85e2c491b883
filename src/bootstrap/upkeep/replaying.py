"""The read models as of a past moment, beside everything that serves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg

from application.moments import position_of
from projections.catalogue import all_models
from projections.running.replay import drop_replay, reading_of_replay, replay, replays

if TYPE_CHECKING:
    from collections.abc import Callable

    from bootstrap.house import House
    from projections.figures.figure import Reading


def make_replay(
    house: House,
    moment: str,
    *,
    schema: str | None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> tuple[str, int]:
    """Build the read models as of a moment; give the schema and the position."""
    position = position_of(house.office, moment)
    with psycopg.connect(house.service_url, autocommit=True, options="-c jit=off") as connection:
        name = replay(
            connection,
            house.log,
            all_models(),
            log_schema=house.settings.log_schema,
            position=position,
            name=schema,
            progress=progress,
        )
    return name, position


def known_replays(house: House) -> dict[str, int]:
    """Give every replay's schema and position."""
    with house.read_models.connection() as connection:
        return replays(connection, house.settings.log_schema)


def remove_replay(house: House, name: str) -> None:
    """Drop a replay. Raises `NoSuchReplay`."""
    with psycopg.connect(house.service_url, autocommit=True) as connection:
        drop_replay(connection, house.settings.log_schema, name)


def reading_of(house: House, connection: psycopg.Connection[tuple[Any, ...]], name: str) -> Reading:
    """Give where to read a replay. Raises `NoSuchReplay` and `ReplayOfAnotherShape`."""
    return reading_of_replay(connection, house.settings.log_schema, name, all_models())
