"""support.mutation on one tiny module: what its tests notice is killed, what they do not is told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.mutation.forks import Outcome
from support.mutation.score import score

TESTS = Path(__file__).parent

CODE = """\
from __future__ import annotations

FEW_MAX = 3


def is_few(number: int | None, *, least: int = 0) -> bool:
    if number is None:
        return False
    return least <= number <= FEW_MAX


def nobody_asks() -> int:
    return 7
"""
WHAT_IS_TESTED = """\
from tiny import is_few


def test_three_are_few_and_four_are_not() -> None:
    assert is_few(3)
    assert not is_few(4)
    assert not is_few(-1)


def test_nothing_is_not_few() -> None:
    assert not is_few(None)
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give what is said of the tiny module, by a process of its own."""
    root = tmp_path_factory.mktemp("tiny")
    for name, text in {"src/tiny.py": CODE, "tests/test_tiny.py": WHAT_IS_TESTED}.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "support.mutation", "tiny.py", "--tests", "test_tiny.py"]
    ran = subprocess.run(
        command,
        cwd=root / "tests",
        env={**os.environ, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{TESTS}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert (root / "src/tiny.py").read_text(encoding="utf-8") == CODE
    return ran.stdout


def test_annotations_and_the_bare_star_are_not_counted(told: str) -> None:
    assert "11 in annotations" in told
    assert "11 no Python any more" in told


def test_a_fault_that_no_test_notices_is_told_with_its_line(told: str) -> None:
    assert "survived: src/tiny.py:9 core/ReplaceComparisonOperator_LtE_Eq\n" in told
    assert "    + return least <= number == FEW_MAX\n" in told


def test_a_fault_in_a_function_that_a_test_notices_is_killed(told: str) -> None:
    assert "src/tiny.py:9 core/ReplaceComparisonOperator_LtE_Gt\n" not in told
    assert "src/tiny.py:7 " not in told


def test_a_fault_that_works_on_import_is_killed(told: str) -> None:
    assert "FEW_MAX = " not in told


def test_a_function_that_no_test_calls_is_told(told: str) -> None:
    assert told.count("not reached: src/tiny.py:13 core/NumberReplacer") == 2


def test_the_interval_is_that_of_wilson() -> None:
    noticed = [Outcome.KILLED] * 7 + [Outcome.TIMED_OUT]
    missed = [Outcome.SURVIVED, Outcome.NOT_REACHED]

    share, low, high = score([*noticed, *missed])

    assert (share, round(low, 3), round(high, 3)) == (0.8, 0.490, 0.943)
