"""The facts table added up without any roll-up, index or SQL: row by row, in memory."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from psycopg import sql

from projections.figures.fact import Kind
from projections.measures import MEASURES

if TYPE_CHECKING:
    from uuid import UUID

    import psycopg

    from projections.figures.figure import Question


class PlainFacts:
    """Every row of the facts of one build."""

    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]], build: str) -> None:
        statement = sql.SQL(
            "select measure, person, rest, code, occurred_on, amount, position from {}.facts"
        ).format(sql.Identifier(build))
        self.rows = connection.execute(statement).fetchall()

    def keys(self, question: Question, position: int) -> set[tuple[UUID, str]]:
        """Give the keys of a figure that is no rate."""
        is_stock = MEASURES[question.measure].kind is Kind.STOCK
        sums: Counter[tuple[UUID, str]] = Counter()
        for measure, person, rest, code, day, amount, known_at in self.rows:
            if (
                measure == question.measure
                and known_at <= position
                and (is_stock or question.first <= day)
                and day <= question.last
                and code.startswith(question.area or "")
            ):
                sums[person, rest] += amount
        return {key for key, amount in sums.items() if amount > 0}
