"""What is refused before anything reads it: bodies that are too large, or of another kind than JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fastapi import Request

from api import pages, problems
from api.problems import BodyTooLarge, WrongContentType

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_BYTES_MAX: Final = 1_000_000

_JSON_PATHS: Final = "/api/"


class DemandJson:
    """Refuses what is posted to the API as anything but JSON."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "http" and scope["method"] == "POST":
            request = Request(scope)
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if request.url.path.startswith(_JSON_PATHS) and kind != "application/json":
                await problems.document(WrongContentType(), request)(scope, receive, send)
                return
        await self._app(scope, receive, send)


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
