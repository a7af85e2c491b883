"""What is refused before anything reads it: bodies that are too large, or of another kind than JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from fastapi import Request

from api import pages, problems
from api.documents.media import FILE_BYTES_MAX
from api.documents.refusals import FileTooLarge
from api.problems import BodyTooLarge, WrongContentType
from sheets.limits import FILE_BYTES_MAX as SHEET_FILE_BYTES_MAX

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_BYTES_MAX: Final = 1_000_000
SHEET_BYTES_MAX: Final = SHEET_FILE_BYTES_MAX + 100_000  # a sheet, and what a form has beside it
UPLOAD_BYTES_MAX: Final = FILE_BYTES_MAX + 100_000

_JSON_PATHS: Final = "/api/"
_SHEETS: Final = frozenset({"/api/v1/imports", "/imports"})
_UPLOADS: Final = re.compile(r"/api/v1/documents/?|/cases/[0-9a-f-]{36}/documents")


def body_bytes_max(path: str) -> int:
    """Tell how large a body sent to this address may be."""
    if path in _SHEETS:
        return SHEET_BYTES_MAX
    return UPLOAD_BYTES_MAX if takes_files(path) else BODY_BYTES_MAX


def takes_files(path: str) -> bool:
    """Tell whether files are sent to this address, as a form with parts."""
    return _UPLOADS.fullmatch(path) is not None


class DemandJson:
    """Refuses what is posted to the API as anything but JSON, or a form where files are sent."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "http" and scope["method"] == "POST":
            request = Request(scope)
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            path = request.url.path
            wanted = "multipart/form-data" if takes_files(path) else "application/json"
            if path.startswith(_JSON_PATHS) and path not in _SHEETS and kind != wanted:
                await problems.document(WrongContentType(), request)(scope, receive, send)
                return
        await self._app(scope, receive, send)


class LimitBody:
    """Refuses bodies over a megabyte, announced or not, before anything reads them.

    Where files and sheets are sent, a body may be as large as one and the form around it.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        bytes_max = body_bytes_max(scope["path"])
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
        refusal = FileTooLarge() if takes_files(scope["path"]) else BodyTooLarge()
        response: Any = pages.fitting(request, problems.document(refusal, request))
        await response(scope, receive, send)
