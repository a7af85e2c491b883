"""Files that wait to be confirmed, and imports that run: in this process's memory only, for an hour.

A file of persons is never put on a disk. When the process ends, what was confirmed is in the log,
and the same file sent again goes on where it stopped.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from domain.history import Rejected
from eventstore.append import LogUnavailable
from importing.refusals import ImportInterrupted, ImportStillRunning, ImportUnknown

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from application.actor import Actor
    from importing.batch import Batch, Outcome
    from importing.preview import Preview

WAITING_MAX: Final = 20
KEPT_SECONDS: Final = 3_600.0


class Stage(StrEnum):
    """How far an import is."""

    PREVIEWED = "previewed"
    RUNNING = "running"
    DONE = "done"
    INTERRUPTED = "interrupted"


@dataclass(slots=True)
class Waiting:
    """One file of one actor. `batch` holds the file until it has been written."""

    actor: Actor
    preview: Preview
    batch: Batch | None
    until: float
    stage: Stage = Stage.PREVIEWED
    done: int = 0
    outcome: Outcome | None = None
    refusal: Rejected | None = None
    thread: threading.Thread | None = field(default=None, repr=False)

    @property
    def error_sheet(self) -> bytes | None:
        """The rows refused: by the import once it is done, by the preview before."""
        return self.preview.error_sheet if self.outcome is None else self.outcome.error_sheet


class Imports:
    """The imports of this process. Safe for any number of threads."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        """Hold none yet; `now` is a clock of seconds that never goes back."""
        self._now = now
        self._mutex = threading.Lock()
        self._waiting: OrderedDict[tuple[Actor, str], Waiting] = OrderedDict()

    def keep(self, actor: Actor, batch: Batch, preview: Preview) -> Waiting:
        """Keep a file that was previewed; the oldest give way. Raises `ImportStillRunning`."""
        with self._mutex:
            self._forget_old()
            known = self._waiting.pop((actor, batch.digest), None)
            if known is not None and known.stage is Stage.RUNNING:
                self._waiting[actor, batch.digest] = known
                raise ImportStillRunning
            waiting = Waiting(actor, preview, batch, self._now() + KEPT_SECONDS)
            self._waiting[actor, batch.digest] = waiting
            return waiting

    def find(self, actor: Actor, digest: str) -> Waiting:
        """Give the import of a file by its digest. Raises `ImportUnknown`; so for anybody else's."""
        with self._mutex:
            self._forget_old()
            waiting = self._waiting.get((actor, digest))
        if waiting is None:
            raise ImportUnknown
        return waiting

    def start(
        self, waiting: Waiting, *, at: Callable[[], datetime | None], wait_seconds: float
    ) -> None:
        """Write a file in a thread of its own; come back when it is done, or after a while."""
        with self._mutex:
            if waiting.stage is not Stage.PREVIEWED:
                return
            waiting.stage = Stage.RUNNING
            waiting.thread = threading.Thread(
                target=_run, args=(waiting, at), name="import", daemon=True
            )
            waiting.thread.start()
        waiting.thread.join(wait_seconds)

    def demand_idle(self, actor: Actor, digest: str) -> None:
        """Refuse what may not be done while a file is being written: `ImportStillRunning`."""
        with self._mutex:
            waiting = self._waiting.get((actor, digest))
        if waiting is not None and waiting.stage is Stage.RUNNING:
            raise ImportStillRunning

    def drop(self, actor: Actor, digest: str) -> None:
        """Forget a file that was turned down."""
        with self._mutex:
            self._waiting.pop((actor, digest), None)

    def _forget_old(self) -> None:
        idle = [key for key, each in self._waiting.items() if each.stage is not Stage.RUNNING]
        over = len(self._waiting) - WAITING_MAX + 1
        for index, key in enumerate(idle):
            if index < over or self._waiting[key].until < self._now():
                del self._waiting[key]


def _run(waiting: Waiting, at: Callable[[], datetime | None]) -> None:
    def moved(done: int) -> None:
        waiting.done = done

    assert waiting.batch is not None
    try:
        waiting.outcome = waiting.batch.confirm(at=at, progress=moved)
        waiting.stage = Stage.DONE
    except Rejected as refusal:
        waiting.refusal, waiting.stage = refusal, Stage.INTERRUPTED
    except LogUnavailable:
        waiting.refusal, waiting.stage = ImportInterrupted(), Stage.INTERRUPTED
    finally:
        if waiting.stage is Stage.RUNNING:  # a mistake of ours; nobody may wait for ever
            waiting.refusal, waiting.stage = ImportInterrupted(), Stage.INTERRUPTED
        waiting.batch = None
