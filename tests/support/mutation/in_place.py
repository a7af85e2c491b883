"""Mutants in functions: the tests are there already, and the function is replaced where it lives.

What was computed with the function while modules were imported stays as it was. So a mutant that
survives here in such a function is left to be imported.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import pytest

from support.mutation.forks import Outcome, Trial, tried
from support.mutation.functions import Function, Living, function_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from support.mutation.mutants import Mutant
    from support.mutation.reach import Reach, Test

    Note = Callable[[Mutant, Outcome], None]


class InPlace:
    """A pytest plugin that runs the tests as they are, and then tries mutants on them.

    What becomes of them is told to `note`; `left` are those that must be imported to be tried.
    """

    def __init__(
        self, code: Path, reach: Reach, mutants: Iterable[Mutant], processes: int, note: Note
    ) -> None:
        self._code = code
        self._reach = reach
        self._mutants = mutants
        self._processes = processes
        self._has_failed = False
        self._note = note
        self.left: list[Mutant] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Run the tests, then the trials."""
        if not self._all_pass(session.items):
            raise session.Failed("the tests fail on the code as it is")
        self._reach.is_done = True
        trials = self._trials(session.items, Living(self._code))
        for mutant, outcome in tried(trials, self._processes):
            function = function_at(mutant.file, mutant.line)
            if outcome is Outcome.SURVIVED and function and self._reach.runs_on_import(function):
                self.left.append(mutant)
            else:
                self._note(mutant, outcome)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note that a test failed."""
        self._has_failed = self._has_failed or report.failed

    def _all_pass(self, items: Iterable[pytest.Item]) -> bool:
        waiting = deque(items)
        while waiting and not self._has_failed:
            item = waiting.popleft()
            after = waiting[0] if waiting else None
            item.ihook.pytest_runtest_protocol(item=item, nextitem=after)
        return not self._has_failed

    def _trials(self, items: Iterable[pytest.Item], living: Living) -> Iterator[Trial]:
        by_name = {item.nodeid: item for item in items}
        for mutant in self._mutants:
            function = function_at(mutant.file, mutant.line)
            tests = self._reach.in_time(self._reach.tests_of(function)) if function else []
            if function and function in living and tests:
                yield self._trial(mutant, function, living, tests, by_name)
            elif function and function in living and not self._reach.runs_on_import(function):
                self._note(mutant, Outcome.NOT_REACHED)
            else:
                self.left.append(mutant)

    def _trial(
        self,
        mutant: Mutant,
        function: Function,
        living: Living,
        tests: Sequence[Test],
        by_name: dict[str, pytest.Item],
    ) -> Trial:
        def passes() -> bool:
            living.replace(function, function.code_in(mutant.source))
            items = [by_name[test.name] for test in tests]
            for item in items:
                item._initrequest()  # type: ignore[attr-defined]  # each runs a second time
            return self._all_pass(items)

        return Trial(mutant, passes, seconds_max(tests))


def seconds_max(tests: Iterable[Test]) -> int:
    """Give how long a mutant may take before it is taken to run for ever."""
    return 20 + 5 * int(sum(test.seconds for test in tests))
