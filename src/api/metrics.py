"""Counters and gauges for Prometheus. Labels are routes and statuses, never people."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from application.refusals import LogUnavailable
from projections.running.builds import NothingToRead, ReadModelsUnavailable

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from api.services import Services

REGISTRY: Final = CollectorRegistry()
REQUESTS: Final = Counter(
    "lianxin_requests_total", "Requests answered.", ("method", "route", "status"), registry=REGISTRY
)
SECONDS: Final = Histogram(
    "lianxin_request_seconds", "Seconds to answer.", ("method", "route"), registry=REGISTRY
)
LAST_POSITION: Final = Gauge("lianxin_log_position", "Last position of the log.", registry=REGISTRY)
READ_POSITION: Final = Gauge(
    "lianxin_read_position", "Last position folded by the build that serves.", registry=REGISTRY
)
PARKED: Final = Gauge(
    "lianxin_parked_events", "Events that could not be folded.", registry=REGISTRY
)
REFOLD_DIFFERING: Final = Gauge(
    "lianxin_refold_differing_rows",
    "Rows that differed from a refold of the log at the last nightly comparison.",
    registry=REGISTRY,
)
REFOLD_AT: Final = Gauge(
    "lianxin_refold_timestamp_seconds",
    "When the read models were last compared with a refold; 0 before the first time.",
    registry=REGISTRY,
)
DATABASE_UP: Final = Gauge(
    "lianxin_database_up", "1 while the database answers.", registry=REGISTRY
)


def observe(services: Services) -> None:
    """Read the gauges."""
    try:
        LAST_POSITION.set(services.office.log.last_position())
        with services.read_models.connection() as connection:
            reading = services.read_models.reading(connection)
            READ_POSITION.set(reading.position)
            PARKED.set(services.read_models.parked(connection, reading))
            refold = services.read_models.last_refold(connection)
            if refold is not None:
                REFOLD_DIFFERING.set(refold.differing)
                REFOLD_AT.set(refold.checked_at.timestamp())
        DATABASE_UP.set(1)
    except (LogUnavailable, ReadModelsUnavailable):
        DATABASE_UP.set(0)
    except NothingToRead:
        READ_POSITION.set(0)
        DATABASE_UP.set(1)


class CountRequests:
    """Counts every request by its route, not by its path, which names records."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and count how it was answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = HTTPStatus.INTERNAL_SERVER_ERROR.value

        async def answered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, answered)
        finally:
            method, route = scope["method"], getattr(scope.get("route"), "path", "unknown")
            REQUESTS.labels(method, route, str(status)).inc()
            SECONDS.labels(method, route).observe(time.perf_counter() - started)
