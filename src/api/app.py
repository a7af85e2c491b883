"""The web application: routers, pages, problems, limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fastapi import FastAPI, Request
from starlette.middleware.gzip import GZipMiddleware

from api import metrics, pages, problems
from api.problems import BodyTooLarge, WrongContentType
from api.routers import ROUTERS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from fastapi import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from api.services import Services

BODY_BYTES_MAX: Final = 1_000_000

_JSON_PATHS: Final = "/api/"


def create_app(services: Services) -> FastAPI:
    """Make the application over joined services."""
    app = FastAPI(
        title="连心 Lianxin",
        version="0.1.0",
        description="村(社区)残协事项跟踪: 每一件事只记一次, 一切数字、清单和期限都由记录读出。",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.services = services
    for router in ROUTERS:
        app.include_router(router)
    problems.add_to(app)
    pages.add_to(app)
    _demand_json(app)
    metrics.count_requests(app)
    app.add_middleware(GZipMiddleware, minimum_size=1_000)
    app.add_middleware(LimitBody)
    return app


def _demand_json(app: FastAPI) -> None:
    @app.middleware("http")
    async def json_only(
        request: Request, call_next: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        if request.method == "POST" and request.url.path.startswith(_JSON_PATHS):
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind != "application/json":
                return problems.document(WrongContentType(), request)
        return await call_next(request)


class LimitBody:
    """Refuses bodies over a megabyte, announced or not, before anything reads them."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        announced = headers.get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > BODY_BYTES_MAX:
            await self._refuse(scope, receive, send)
            return
        received = 0
        refused = False

        async def counted() -> Message:
            nonlocal received, refused
            message = await receive()
            received += len(message.get("body", b""))
            if received > BODY_BYTES_MAX:
                refused = True
                return {"type": "http.disconnect"}
            return message

        async def answered(message: Message) -> None:
            if not refused:
                await send(message)

        try:
            await self._app(scope, counted, answered)
        except Exception:
            if not refused:
                raise
        if refused:
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        response: Any = pages.fitting(request, problems.document(BodyTooLarge(), request))
        await response(scope, receive, send)
