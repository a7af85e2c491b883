"""One process for each mutant, forked from this one: what it does to itself, it does to nobody."""

from __future__ import annotations

import gc
import os
import resource
import signal
import traceback
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from support.mutation.mutants import Mutant

_MEMORY_BYTES_MAX: Final = 4 << 30
_TIMES_WAITED_MAX: Final = 20
_TOO_LONG: Final = {signal.SIGPROF, signal.SIGALRM}
_PASSED, _FAILED, _BROKEN = 0, 1, 70


class Outcome(Enum):
    """What became of a mutant."""

    KILLED = "killed"
    TIMED_OUT = "timed out"
    SURVIVED = "survived"
    NOT_REACHED = "not reached"

    @property
    def is_noticed(self) -> bool:
        """Whether the tests noticed the fault."""
        return self in {Outcome.KILLED, Outcome.TIMED_OUT}


class Trial(NamedTuple):
    """A mutant, what says whether the tests pass with it, and how long they may take."""

    mutant: Mutant
    passes: Callable[[], bool]
    seconds_max: int


def tried(trials: Iterable[Trial], processes: int) -> Iterator[tuple[Mutant, Outcome]]:
    """Give what becomes of each mutant, in the order in which that is known."""
    gc.collect()
    gc.freeze()
    running: dict[int, Mutant] = {}
    for trial in trials:
        if len(running) == processes:
            yield _next_end(running)
        running[_start(trial)] = trial.mutant
    while running:
        yield _next_end(running)


def _next_end(running: dict[int, Mutant]) -> tuple[Mutant, Outcome]:
    process, status = os.wait()
    mutant, code = running.pop(process), os.waitstatus_to_exitcode(status)
    if code == _BROKEN:
        raise RuntimeError(f"this could not be tried: {mutant}")
    if code == _PASSED:
        return mutant, Outcome.SURVIVED
    return mutant, Outcome.TIMED_OUT if -code in _TOO_LONG else Outcome.KILLED


def _start(trial: Trial) -> int:
    process = os.fork()
    if process:
        return process
    code = _BROKEN
    try:
        # Nobody handles these two signals, so they end the process: after so long a time of its
        # own, since the machine may be busy, or when it waits for something that never comes.
        signal.setitimer(signal.ITIMER_PROF, trial.seconds_max)
        signal.alarm(_TIMES_WAITED_MAX * trial.seconds_max)
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES_MAX, _MEMORY_BYTES_MAX))
        errors = os.dup(2)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        code = _PASSED if trial.passes() else _FAILED
    except (SyntaxError, MemoryError, KeyboardInterrupt, SystemExit, pytest.exit.Exception):
        code = _FAILED  # the mutant is no Python, or tears down whoever runs it
    except BaseException as error:  # noqa: BLE001 - whatever it was, there must not be two parents
        if isinstance(error.__cause__, MemoryError):
            code = _FAILED  # pytest found no memory to say what else had failed
        else:
            os.write(errors, traceback.format_exc().encode())
    finally:
        os._exit(code)
