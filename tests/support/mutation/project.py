"""Where the mutated code is, and how its tests are started."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest
from hypothesis import Phase, settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_OURSELVES: Final = ("support.mutation", "__main__")
_OPTIONS: Final = (
    "--override-ini=addopts=",  # one process: this one
    "--import-mode=importlib",
    "--exitfirst",
    "--assert=plain",
    "-pno:cacheprovider",
    "-pno:terminal",
)


class Project(NamedTuple):
    """The folder with `src` and `tests`, the code to mutate, and the tests that should notice."""

    root: Path
    code: Path
    tests: tuple[Path, ...]
    conftest: bool

    def files(self) -> Iterator[Path]:
        """Give the modules to mutate, in the order of their names."""
        yield from sorted(self.code.rglob("*.py")) if self.code.is_dir() else (self.code,)

    def named(self, file: Path) -> str:
        """Give the name under which a module of ours is imported."""
        parts = file.relative_to(self.root / "src").with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def run(self, tests: Iterable[Path], *plugins: Any) -> int:
        """Run tests in this process; give pytest's exit code."""
        options = [*_OPTIONS, f"--rootdir={self.root}"]
        if not self.conftest:
            options.append("--noconftest")
        return int(pytest.main([*options, *map(str, tests)], plugins=plugins))

    def forget(self) -> None:
        """Forget everything of ours that was imported, and keep the libraries."""
        ours = (self.root / "src", self.root / "tests")
        for name, module in tuple(sys.modules.items()):
            file = Path(getattr(module, "__file__", None) or "")
            if not name.startswith(_OURSELVES) and any(map(file.is_relative_to, ours)):
                del sys.modules[name]


def tame_hypothesis() -> None:
    """Let hypothesis try the same values at every run, and not look for the smallest failure."""
    settings.register_profile(
        "mutation",
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.explicit, Phase.generate),
    )
    settings.load_profile("mutation")
