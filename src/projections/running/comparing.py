"""What differs between two builds: figures by village and month, and tables by row.

Two builds are compared as of the same position, in one snapshot of the database, so that nothing
written meanwhile shows as a difference.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import psycopg
from psycopg import sql

from projections.figures.facts import FACTS
from projections.running.builds import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from projections.running.model import ReadModel

    Connection = psycopg.Connection[tuple[Any, ...]]

_COUNTED: Final = """
    select measure, code, month, count(*) as keys, sum(amount)::bigint as amount from (
        select measure, code, to_char(occurred_on, 'YYYY-MM') as month, person, rest,
               sum(amount) as amount
        from {facts} where position <= %(position)s
        group by 1, 2, 3, 4, 5 having sum(amount) <> 0
    ) k group by 1, 2, 3
"""
_DIFFERING: Final = (
    "with a as (" + _COUNTED.replace("{facts}", "{former}") + "),"
    " b as (" + _COUNTED.replace("{facts}", "{new}") + ")"
    " select measure, code, month, coalesce(a.keys, 0), coalesce(b.keys, 0),"
    " coalesce(a.amount, 0), coalesce(b.amount, 0)"
    " from a full join b using (measure, code, month)"
    " where (a.keys, a.amount) is distinct from (b.keys, b.amount) order by 1, 2, 3"
)


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """One measure of one village in one month, as two builds have it.

    `keys` are what is counted once (people, cases), `amount` their sum.
    """

    measure: str
    code: str
    month: str
    former_keys: int
    new_keys: int
    former_amount: int
    new_amount: int


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs as of `position`; `tables` is None when the builds stood at different positions."""

    position: int
    figures: tuple[FigureDifference, ...]
    tables: tuple[str, ...] | None

    @property
    def none(self) -> bool:
        """Whether nothing differs."""
        return not self.figures and not self.tables


def compare(
    connection: Connection, log_schema: str, former: str, new: str, models: Sequence[ReadModel]
) -> Differences:
    """Compare two builds of one shape at the last position that both have folded."""
    with snapshot(connection):
        at_former, at_new = (position_of_build(connection, log_schema, x) for x in (former, new))
        position = min(at_former, at_new)
        rows = connection.execute(
            sql.SQL(_DIFFERING).format(former=FACTS.within(former), new=FACTS.within(new)),
            {"position": position},
        ).fetchall()
        tables = None
        if at_former == at_new:
            tables = differing_tables(connection, former, new, models)
    return Differences(position, tuple(FigureDifference(*row) for row in rows), tables)


def differing_tables(
    connection: Connection, former: str, new: str, models: Sequence[ReadModel]
) -> tuple[str, ...]:
    """Name the tables whose digests differ; the two builds stand at the same position."""
    there, here = (digest(connection, name, models) for name in (former, new))
    return tuple(sorted(name for name in here if here[name] != there[name]))


def position_of_build(connection: Connection, log_schema: str, name: str) -> int:
    """Tell how far a build is folded."""
    row = connection.execute(
        sql.SQL("select position from {}.builds where name = %s").format(
            sql.Identifier(log_schema)
        ),
        [name],
    ).fetchone()
    assert row is not None
    return int(row[0])


@contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """See the database as it is now, whatever is written meanwhile."""
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        yield
