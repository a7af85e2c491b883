"""How far the read models have read, told as it moves: server-sent events for pages that stay open.

One look serves everybody who watches, at most every 200 ms, and nobody looks while nobody watches.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from api.services import services_of
from projections.running.builds import NothingToRead, ReadModelsUnavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from projections.running.builds import ReadModels

router = APIRouter(prefix="/api/v1")

LOOK_EVERY_SECONDS: Final = 0.2
SAY_SOMETHING_EVERY_SECONDS: Final = 15.0
STREAM_SECONDS_MAX: Final = 600.0
COME_BACK_MILLISECONDS: Final = 2_000


class Positions:
    """The read position of this process's read models, shared by everybody who watches it."""

    def __init__(self, read_models: ReadModels) -> None:
        """Watch `read_models`, once somebody asks."""
        self._read_models = read_models
        self._position = 0
        self._moved = asyncio.Condition()
        self._watchers = 0
        self._looking: asyncio.Task[None] | None = None

    @property
    def watchers(self) -> int:
        """How many watch now."""
        return self._watchers

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """Look for as long as anybody watches."""
        self._watchers += 1
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        try:
            yield
        finally:
            self._watchers -= 1
            if self._watchers == 0 and self._looking is not None:
                self._looking.cancel()
                self._looking = None

    async def after(self, seen: int, *, within_seconds: float) -> int | None:
        """Wait for a position past `seen`; None when there is none in time."""
        try:
            async with asyncio.timeout(within_seconds), self._moved:
                await self._moved.wait_for(lambda: self._position > seen)
                return self._position
        except TimeoutError:
            return None

    async def _look(self) -> None:
        while True:
            position = await run_in_threadpool(self._read)
            if position > self._position:
                async with self._moved:
                    self._position = position
                    self._moved.notify_all()
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    def _read(self) -> int:
        """Read the position; what cannot be read now has not moved."""
        try:
            with self._read_models.connection() as connection:
                return self._read_models.reading(connection).position
        except (ReadModelsUnavailable, NothingToRead):
            return self._position


@router.get("/positions", include_in_schema=False)
async def positions(request: Request) -> StreamingResponse:
    """Send the read position at once and whenever it moves; it never ends, so no document lists it."""
    state = request.app.state
    if not hasattr(state, "positions"):
        state.positions = Positions(services_of(request).read_models)
    return StreamingResponse(
        told(state.positions),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def told(positions: Positions) -> AsyncIterator[str]:
    """Tell positions as events, and a comment in quiet times, so that nobody hangs up."""
    loop = asyncio.get_running_loop()
    until = loop.time() + STREAM_SECONDS_MAX
    seen = 0
    yield f"retry: {COME_BACK_MILLISECONDS}\n\n"
    async with positions.watched():
        while loop.time() < until:
            position = await positions.after(seen, within_seconds=SAY_SOMETHING_EVERY_SECONDS)
            if position is None:
                yield ": still here\n\n"
            else:
                seen = position
                yield f"event: position\ndata: {position}\n\n"
