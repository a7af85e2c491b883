"""Where the servers of the tests keep their data: in memory where there is room, which no test notices.

A server of the tests dies by signals at most, never with the machine, and half of what a new
database costs on a disk is the making of its three hundred files.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - where Linux keeps files in memory.
ROOM_BYTES_MIN: Final = 4 * 1024**3


def quick_directory(memory: Path = MEMORY, *, room_bytes_min: int = ROOM_BYTES_MIN) -> Path:
    """Give `memory` if it is there, may be written to and has room, else where temporary files go."""
    if not os.access(memory, os.W_OK | os.X_OK):
        return Path(tempfile.gettempdir())
    if shutil.disk_usage(memory).free < room_bytes_min:
        return Path(tempfile.gettempdir())
    return memory
