"""The functions of a module: in its text, in compiled text, and alive in this process."""

from __future__ import annotations

import ast
import gc
from functools import _lru_cache_wrapper, cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Final, NamedTuple

_IN_FUNCTION: Final = 0x1 | 0x2  # CO_OPTIMIZED and CO_NEWLOCALS: no module, no body of a class


class Function(NamedTuple):
    """A function that is in no other: its file, and the line it begins on with its decorators."""

    file: str
    line: int

    @classmethod
    def of(cls, code: CodeType) -> Function:
        """Give the function that was compiled to `code`."""
        return cls(code.co_filename, code.co_firstlineno)

    def code_in(self, source: str) -> CodeType:
        """Give what the function is compiled to if its file holds `source`."""
        waiting: list[CodeType] = [compile(source, self.file, "exec", dont_inherit=True)]
        for code in waiting:  # which grows meanwhile
            if code.co_firstlineno == self.line and code.co_flags & _IN_FUNCTION:
                return code
            waiting += (each for each in code.co_consts if isinstance(each, CodeType))
        raise AssertionError(self)


def function_at(file: Path, line: int) -> Function | None:
    """Give the function whose body holds a line; what runs when imported is in none."""
    for first, body, last in _functions_in(file):
        if body <= line <= last:
            return Function(str(file), first)
    return None


@cache
def _functions_in(file: Path) -> tuple[tuple[int, int, int], ...]:
    """Give the functions that are in no other: the first line, that of the body, and the last."""
    found = []
    waiting: list[ast.AST] = [ast.parse(file.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min(each.lineno for each in (node, *node.decorator_list))
            found.append((first, node.body[0].lineno, node.end_lineno or node.lineno))
        else:
            waiting += ast.iter_child_nodes(node)
    return tuple(sorted(found))


class Living:
    """The functions of some code that this process has, so that they can be made to do otherwise."""

    def __init__(self, code: Path) -> None:
        things = gc.get_objects()
        self._functions: dict[Function, list[FunctionType]] = {}
        for each in things:
            if type(each) is FunctionType and each.__code__.co_filename.startswith(str(code)):
                self._functions.setdefault(Function.of(each.__code__), []).append(each)
        self._caches = [each for each in things if type(each) is _lru_cache_wrapper]

    def __contains__(self, function: Function) -> bool:
        return function in self._functions

    def replace(self, function: Function, code: CodeType) -> None:
        """Let the function do what `code` says, and forget every answer that was kept."""
        for each in self._functions[function]:
            each.__code__ = code
        for kept in self._caches:
            kept.cache_clear()
