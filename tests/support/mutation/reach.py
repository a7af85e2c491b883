"""Which tests reach which function, and how long each takes: found out by running them once.

What is watched is who is called, not what becomes of it. A mutant is given to the quickest of the
tests that reach it, as many as take so many seconds: brute force over decades comes last.
"""

from __future__ import annotations

import sys
import time
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest

from support.mutation.functions import Function

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from types import CodeType, FrameType

_CALLS_WATCHED_MAX: Final = 400_000  # of one test: by then it has called whatever it calls
SECONDS_A_MUTANT: Final = 8


class Test(NamedTuple):
    """One test: pytest's name for it, its file, and how long it took."""

    name: str
    file: Path
    seconds: float


class Reach:
    """A pytest plugin that watches the tests and can then say which of them reach what."""

    def __init__(self, code: Path, *, seconds: float = SECONDS_A_MUTANT) -> None:
        """Watch who calls into `code`; a mutant may cost so many seconds of tests."""
        self._code: Final = str(code)
        self._seconds = seconds
        self._met: dict[int, CodeType] = {}
        self._imported: frozenset[Function] = frozenset()
        self._reached: dict[Test, frozenset[Function]] = {}
        self._calls = 0
        self._is_testing = False
        self.is_done = False

    @property
    def tests(self) -> list[Test]:
        """All tests, the quick ones first."""
        return sorted(self._reached, key=lambda test: test.seconds)

    def tests_of(self, function: Function) -> list[Test]:
        """Give the tests that call a function."""
        return [test for test in self.tests if function in self._reached[test]]

    def tests_near(self, file: Path) -> list[Test]:
        """Give the tests that call anything in the folder of a module."""
        folder = str(file.parent)
        return [
            test
            for test in self.tests
            if any(str(Path(met.file).parent) == folder for met in self._reached[test])
        ]

    def runs_on_import(self, function: Function) -> bool:
        """Tell whether a function was called while the tests were imported."""
        return function in self._imported

    def in_time(self, tests: Iterable[Test]) -> list[Test]:
        """Give as many of the tests as one mutant may cost, and at least one."""
        waiting = list(tests)
        took = list(accumulate(test.seconds for test in waiting))
        return waiting[: max(1, bisect_right(took, self._seconds))]

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Generator[None, Any, Any]:
        """Watch what is called while the tests are imported."""
        sys.settrace(self._meet)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            self._imported = self._functions_met()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Watch what a test calls, when it runs for the first time."""
        if self.is_done:
            return (yield)
        began = time.perf_counter()
        self._calls, self._is_testing = 0, True
        sys.settrace(self._meet)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            test = Test(item.nodeid, item.path, time.perf_counter() - began)
            self._reached[test] = self._functions_met()

    def _meet(self, frame: FrameType, _event: str, _argument: object) -> None:
        self._calls += 1
        if self._calls > _CALLS_WATCHED_MAX and self._is_testing:
            sys.settrace(None)
        if frame.f_code.co_filename.startswith(self._code):
            self._met[id(frame.f_code)] = frame.f_code

    def _functions_met(self) -> frozenset[Function]:
        met = frozenset(map(Function.of, self._met.values()))
        self._met.clear()
        return met
