"""The whole story, played once a session into a database of its own. Read it, do not write to it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bootstrap import House, Settings, build
from story.numbers import STORY_BEGINS_AT
from story.play import opening, play
from support.database import SCHEMA, fresh_database

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from story.diary import Act
    from support.database import Database

SEED = 2022


def settings_of(database: Database, var: Path) -> Settings:
    """Give the settings of a house over a test's database."""
    return Settings(
        database_url=SecretStr(database.service_url),
        owner_url=SecretStr(database.owner_url),
        log_schema=SCHEMA,
        var=var,
    )


def play_into(house: House, acts: Sequence[Act]) -> None:
    """Open the log if it is not open, and play what is not played yet."""
    house.open_log(opening(begun_at=datetime.now(UTC)), at=STORY_BEGINS_AT)
    play(house.office, acts)


def played(server_url: str, acts: Sequence[Act], var: Path) -> Iterator[House]:
    """Lend a house in whose log the story stands, with its read models folded."""
    for database in fresh_database(server_url):
        with build(settings_of(database, var)) as house:
            play_into(house, acts)
            house.projector.catch_up()
            yield house
