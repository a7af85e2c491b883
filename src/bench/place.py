"""Where measurements are made: a house of their own, durable, in a directory that is thrown away."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from application.actor import Actor
from bootstrap import House, Settings, build
from domain.system import LogOpened
from domain.words import LogMode, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

OFFICER: Final = Actor(UUID("0190b1f0-0000-7000-8000-00000000b001"), Role.DISTRICT, "320371")


@contextmanager
def house() -> Iterator[House]:
    """Lend a house with an empty production log, fsync on."""
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-", ignore_cleanup_errors=True) as name:
        directory = Path(name)
        directory.chmod(0o711)  # the user that a server started by root runs as must pass through
        with build(Settings(var=directory)) as lent:
            lent.open_log(LogOpened(mode=LogMode.PRODUCTION))
            yield lent
