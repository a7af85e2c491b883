"""Which mutants there are, by cosmic-ray's operators, and which of them are not counted.

A mutant is not counted where no test could tell it from the code, or no test is needed to:

* in annotations and under `if TYPE_CHECKING`: they are the type checker's matter;
* where `is` becomes `==`, or `is not` becomes `!=`: what is compared so are words, classes and
  None, for which the two mean the same;
* in the options of `@dataclass`: what is frozen or keyword-only is the type checker's matter too;
* where the bare `*` of a signature or the `|` between patterns becomes another operator: that is
  no Python any more, and every import would notice; so it would between the classes of a union.
"""

from __future__ import annotations

import ast
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    Place = tuple[int, int]
    Span = tuple[Place, Place]


class NotCounted(Enum):
    """Why a mutant is not counted."""

    ANNOTATION = "in annotations and under TYPE_CHECKING"
    SAME = "`is` made `==`"
    OPTION = "options of @dataclass"
    NO_PYTHON = "no Python any more, or no union of classes"


_SAME: Final = (
    "core/ReplaceComparisonOperator_Is_Eq",
    "core/ReplaceComparisonOperator_IsNot_NotEq",
)


class Mutant(NamedTuple):
    """One small fault: the operator, and the how-manieth place in the file it is applied to."""

    file: Path
    operator: str
    occurrence: int
    line: int
    column: int

    @property
    def source(self) -> str:
        """The whole text of the mutated module."""
        mutated: str = mutate_code(_text(self.file), get_operator(self.operator)(), self.occurrence)
        return mutated

    @property
    def change(self) -> tuple[str, str]:
        """What the mutated line said, and what it says instead."""
        before, after = _text(self.file).splitlines(), self.source.splitlines()
        if len(before) != len(after):
            return before[self.line - 1].strip(), "(removed)"
        changed = (pair for pair in zip(before, after, strict=True) if pair[0] != pair[1])
        was, became = next(changed, ("", ""))
        return was.strip(), became.strip()

    @property
    def not_counted(self) -> NotCounted | None:
        """Why this mutant is not counted, if it is not."""
        marks = _Marks.of(self.file)
        if self._is_within(marks.annotations):
            return NotCounted.ANNOTATION
        if self._is_within(marks.options):
            return NotCounted.OPTION
        if self.operator in _SAME:
            return NotCounted.SAME
        if "BinaryOperator_BitOr" in self.operator and self._is_within(marks.unions):
            return NotCounted.NO_PYTHON
        after = _text(self.file).splitlines()[self.line - 1][self.column + 1 :].lstrip()
        if "BinaryOperator_Mul" in self.operator and after.startswith(","):
            return NotCounted.NO_PYTHON
        return None

    def _is_within(self, spans: Iterable[Span]) -> bool:
        return any(first <= (self.line, self.column) < last for first, last in spans)


def mutants_of(file: Path) -> Iterator[Mutant]:
    """Give every mutant of a module that cosmic-ray makes without being told more."""
    nodes = tuple(ast_nodes(get_ast(_text(file))))
    for name in operator_names():
        kind = get_operator(name)
        if kind.arguments():
            continue
        operator = kind()
        places = (place for node in nodes for place, _ in operator.mutation_positions(node))
        for occurrence, (line, column) in enumerate(places):
            yield Mutant(file, name, occurrence, line, column)


@cache
def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


class _Marks(NamedTuple):
    """Where a module holds what is not counted, each from a place up to another."""

    annotations: list[Span]
    options: list[Span]
    unions: list[Span]

    @classmethod
    @cache
    def of(cls, file: Path) -> _Marks:
        lines = _text(file).splitlines()
        marks = cls([], [], [])
        for node in ast.walk(ast.parse(_text(file))):
            match node:
                case (
                    ast.arg(annotation=ast.expr() as found)
                    | ast.AnnAssign(annotation=found)
                    | ast.FunctionDef(returns=ast.expr() as found)
                ):
                    marks.annotations.append(_span(found, lines))
                case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                    marks.annotations.append(_span(node, lines))
                case ast.Call(func=ast.Name(id="dataclass"), keywords=options):
                    marks.options.extend(_span(option, lines) for option in options)
                case ast.match_case(pattern=found):
                    marks.unions.append(_span(found, lines))
                case ast.BinOp(op=ast.BitOr(), right=ast.Name(id=name)) if name[0].isupper():
                    marks.unions.append(_span(node, lines))
                case _:
                    pass
        return marks


def _span(node: ast.stmt | ast.expr | ast.pattern | ast.keyword, lines: list[str]) -> Span:
    """Give where a node begins and ends, in characters, where `ast` counts bytes."""
    last = node.end_lineno or node.lineno
    return (
        (node.lineno, _characters(lines[node.lineno - 1], node.col_offset)),
        (last, _characters(lines[last - 1], node.end_col_offset or 0)),
    )


def _characters(line: str, count_bytes: int) -> int:
    return len(line.encode()[:count_bytes].decode())
