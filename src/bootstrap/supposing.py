"""What if a rule had been otherwise: the log retold into a schema of its own, compared, and dropped.

The log is only read, by a package that cannot do anything else; the schema is a replay, which
nobody serves from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg

from projections.catalogue import ALL
from projections.figures.facts import FactsModel
from projections.running.replay import drop_replay, reading_of_replay, replay
from supposing.difference import difference
from supposing.feed import SupposedFeed
from supposing.measures import Rules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from bootstrap.house import House
    from projections.running.batch import Feed
    from projections.running.model import ReadModel
    from supposing.difference import Difference
    from supposing.supposition import Supposition


def suppose(
    house: House,
    supposition: Supposition | None,
    rules: Rules,
    *,
    measures: Sequence[str],
    first: date,
    last: date,
    area: str | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Difference:
    """Tell what would be otherwise as known now, under a supposition, or counted by other `rules`."""
    schema = house.settings.log_schema
    feed: Feed = house.log if supposition is None else SupposedFeed(house.log, supposition)
    house.projector.catch_up()
    with psycopg.connect(house.service_url, autocommit=True, options="-c jit=off") as connection:
        real = house.read_models.reading(connection)
        models = _models(rules)
        name = replay(
            connection,
            feed,
            models,
            log_schema=schema,
            position=real.position,
            name=f"{schema}_supposed_{uuid4().hex[:8]}",
            progress=progress,
        )
        try:
            supposed = reading_of_replay(connection, schema, name, models)
            return difference(
                connection,
                real,
                supposed,
                rules=rules,
                measures=measures,
                first=first,
                last=last,
                area=area,
            )
        finally:
            drop_replay(connection, schema, name)


def _models(rules: Rules) -> tuple[ReadModel, ...]:
    """Make one of each read model, the facts counted by `rules`."""
    return tuple(FactsModel(rules.families) if kind is FactsModel else kind() for kind in ALL)
