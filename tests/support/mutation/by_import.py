"""Mutants that work when their module is imported: everything of ours is imported anew with them."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from typing import TYPE_CHECKING

import pytest

from support.mutation.forks import Trial
from support.mutation.in_place import seconds_max

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import CodeType, ModuleType

    from support.mutation.mutants import Mutant
    from support.mutation.project import Project
    from support.mutation.reach import Reach, Test


def trials_by_import(project: Project, reach: Reach, mutants: Iterable[Mutant]) -> Iterator[Trial]:
    """Give the trials, to be begun by a process that has forgotten what is ours."""
    project.forget()
    for mutant in mutants:
        yield _trial(project, reach, mutant)


def _trial(project: Project, reach: Reach, mutant: Mutant) -> Trial:
    near = reach.in_time(reach.tests_near(mutant.file))
    far = [test for test in reach.in_time(reach.tests) if test not in set(near)]

    def passes() -> bool:
        sys.meta_path.insert(0, _FromMemory(project.named(mutant.file), mutant))
        return all(_passes(project, tests) for tests in (near, far) if tests)

    return Trial(mutant, passes, seconds_max([*near, *far]))


def _passes(project: Project, tests: Sequence[Test]) -> bool:
    """Tell whether tests pass. Some may be named for what a mutant changed, and be gone."""
    code = project.run(dict.fromkeys(test.file for test in tests), _Only(tests))
    return code in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}


class _Only:
    """A pytest plugin that runs the given tests in the given order."""

    def __init__(self, tests: Iterable[Test]) -> None:
        self._places = {test.name: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid in self._places),
            key=lambda item: self._places[item.nodeid],
        )


class _FromMemory:
    """Finds one module, in its mutated form."""

    def __init__(self, name: str, mutant: Mutant) -> None:
        self._name = name
        self._mutant = mutant

    def find_spec(
        self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Give the mutated module if it is asked for."""
        if name != self._name:
            return None
        loader = _Mutated(name, self._mutant)
        return spec_from_file_location(name, self._mutant.file, loader=loader)


class _Mutated(SourceFileLoader):
    """Loads a module from its mutated text."""

    def __init__(self, name: str, mutant: Mutant) -> None:
        super().__init__(name, str(mutant.file))
        self._mutant = mutant

    def get_code(self, _fullname: str) -> CodeType:
        """Compile the mutated text."""
        code: CodeType = compile(self._mutant.source, self._mutant.file, "exec", dont_inherit=True)
        return code
