"""What is refused before anything reads it: bodies that are too large, or of another kind than JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fastapi import Request

from api import pages, problems
from api.problems import BodyTooLarge, WrongContentType
from sheets.limits import FILE_BYTES_MAX

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_BYTES_MAX: Final = 1_000_000
FORM_BYTES_MAX: Final = FILE_BYTES_MAX + 100_000  # a sheet, and what a form has beside it

_JSON_PATHS: Final = "/api/"
_SHEET_PATHS: Final = frozenset({"/api/v1/imports", "/imports"})


class DemandJson:
    """Refuses what is posted to the API as anything but JSON; a sheet is posted as a form."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "http" and scope["method"] == "POST":
            request = Request(scope)
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            path = request.url.path
            if (
                path.startswith(_JSON_PATHS)
                and path not in _SHEET_PATHS
                and kind != "application/json"
            ):
                await problems.document(WrongContentType(), request)(scope, receive, send)
                return
        await self._app(scope, receive, send)


class LimitBody:
    """Refuses bodies over a megabyte, sheets over 32, announced or not, before anything reads them."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        bytes_max = FORM_BYTES_MAX if scope["path"] in _SHEET_PATHS else BODY_BYTES_MAX
        headers = dict(scope["headers"])
        announced = headers.get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > bytes_max:
            await self._refuse(scope, receive, send)
            return
        received = 0
        refused = False

        async def counted() -> Message:
            nonlocal received, refused
            message = await receive()
            received += len(message.get("body", b""))
            if received > bytes_max:
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
