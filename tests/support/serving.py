"""Serves an application on a port of its own, as uvicorn does it in earnest."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI

START_SECONDS_MAX = 60


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve `app` from a thread; give its address."""
    config = uvicorn.Config(app, port=0, log_config=None, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="server", daemon=True)
    thread.start()
    give_up_at = time.monotonic() + START_SECONDS_MAX
    while not server.started:
        assert time.monotonic() < give_up_at, "the server does not start"
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
