"""Build the read models anew beside those that serve, compare, switch; and switch back at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg

from projections.catalogue import all_models
from projections.running.builds import NothingToRead, drop_build, switch_to
from projections.running.comparing import Differences, compare
from projections.running.filling import fill
from projections.running.replay import replays

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bootstrap.house import House
    from projections.running.model import ReadModel


class NoFormerBuild(Exception):
    """没有可返回的上一版统计视图。 | There is no former build of the read models to return to."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A new build, what differs from the one that served, and whether it serves now."""

    name: str
    differences: Differences | None
    switched: bool


def rebuild(
    house: House,
    *,
    models: Callable[[], Sequence[ReadModel]] = all_models,
    agree: Callable[[Differences], bool] = lambda _: True,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Rebuilt:
    """Build anew beside what serves and compare; switch when nothing differs or `agree` says so.

    The build that served before is kept, and kept up to date, so that a return is instant and no
    request in flight loses its tables; older ones are dropped. Without consent the new one goes.
    """
    schema, read_models = house.settings.log_schema, house.read_models
    with psycopg.connect(house.service_url, autocommit=True, options="-c jit=off") as connection:
        try:
            serving = read_models.reading(connection).schema
        except NothingToRead:
            serving = None
        looked_at = replays(connection, schema)
        older = [
            build.name
            for build in read_models.builds(connection)
            if not build.serving and build.name not in looked_at
        ]
        name = fill(connection, house.log, models(), log_schema=schema, progress=progress)
        differences = None
        if serving is not None:
            house.projector.catch_up()
            differences = compare(connection, schema, serving, name, models())
            if not differences.none and not agree(differences):
                drop_build(connection, schema, name)
                return Rebuilt(name, differences, switched=False)
        switch_to(connection, schema, name)
        for build in older:
            drop_build(connection, schema, build)
    return Rebuilt(name, differences, switched=True)


def return_to_former(house: House) -> str:
    """Let the build serve again that served before; give its name. Raises `NoFormerBuild`.

    It was kept up to date all the while, so nothing has to be folded.
    """
    with psycopg.connect(house.service_url, autocommit=True) as connection:
        former = house.read_models.former(connection)
        if former is None:
            raise NoFormerBuild
        house.projector.catch_up()
        switch_to(connection, house.settings.log_schema, former)
    return former
