"""What PostgreSQL is told.

`CLUSTER` is for the making of the data directory. `TUNING` is written into its postgresql.conf
then, for an office machine with 2 cores and 24 GiB shared with other programs; an operator may edit
it. What `required` returns is said at every start, so that no file can say otherwise.
"""

import os
import re
from pathlib import Path
from typing import Final

from eventstore.embedded.place import PORT

CLUSTER: Final = (
    "--username=postgres",
    # Only the owner of the socket's directory can reach the server at all.
    "--auth=trust",
    "--encoding=UTF8",
    # PostgreSQL's own Unicode rules: the order is by code point, and the same on every machine.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
)

TUNING: Final = {
    "max_connections": "120",
    "shared_buffers": "256MB",
    "effective_cache_size": "4GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "random_page_cost": "1.1",
    "wal_compression": "on",
    "min_wal_size": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
}

_PLAIN: Final = re.compile(r"[\w/.-]+", re.ASCII)
_SHARED_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - where POSIX puts it; we only ask its size.
_SHARED_MEMORY_BYTES_MIN: Final = 256 * 1024 * 1024


def required(socket_directory: Path, *, fsync: bool) -> dict[str, str]:
    """Return what every start of the server says.

    Without `fsync` a crash of the machine may destroy the data: for tests only.
    """
    durable = "on" if fsync else "off"
    return {
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": _as_list_element(socket_directory),
        "unix_socket_permissions": "0700",
        "fsync": durable,
        "full_page_writes": durable,
        "synchronous_commit": durable,
        "timezone": "Asia/Shanghai",
        "jit": "off",
        # Incremental backups are told by it what has changed.
        "summarize_wal": "on",
        # A folder of backups that nobody uses any more must not fill the disk.
        "max_slot_wal_keep_size": "4GB",
        **_logging(),
        **_small_shared_memory(),
    }


def _logging() -> dict[str, str]:
    # Errors quote values and their details quote rows, so neither they nor statements are logged;
    # the application gets them as answers. What remains is the life of the server itself.
    return {
        "logging_collector": "off",
        "log_destination": "stderr",
        "log_line_prefix": "%m [%p] ",
        "log_timezone": "Asia/Shanghai",
        "lc_messages": "C",
        "log_min_messages": "log",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_statement": "none",
        "log_min_duration_statement": "-1",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "log_checkpoints": "off",
    }


def _small_shared_memory() -> dict[str, str]:
    # In a container /dev/shm often has 64 MB, and a parallel query fails when it is used up.
    try:
        found = os.statvfs(_SHARED_MEMORY)
    except OSError:
        return {}
    if found.f_blocks * found.f_frsize >= _SHARED_MEMORY_BYTES_MIN:
        return {}
    return {"dynamic_shared_memory_type": "mmap"}


def _as_list_element(path: Path) -> str:
    # The setting is a list with commas between, and a quoted element may hold anything.
    text = str(path)
    return text if _PLAIN.fullmatch(text) else '"' + text.replace('"', '""') + '"'
