"""Problems as pages: the same refusals as the API's, for people, with the way back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.pages.places import TOWN_DIGITS, Places
from api.pages.rendering import caller, drawn, me, mode_of
from api.pages.words.zh import WORDS
from api.problems import NobodyActing
from api.services import services_of
from application.refusals import LogUnavailable
from domain.history import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI, Request, Response

KINDS: Final = (Rejected, LogUnavailable, RequestValidationError, HTTPException, Exception)

FOR_PROGRAMS: Final = ("/api/", "/livez", "/readyz", "/metrics", "/static/")


def add_to(app: FastAPI) -> None:
    """Draw every problem of a page as a page; the problem itself stays that of `api.problems`."""
    for kind in KINDS:
        app.exception_handlers[kind] = _drawing(app.exception_handlers[kind])


def _drawing(document_of: Any) -> Callable[[Request, Any], Response]:  # noqa: ANN401
    def answer(request: Request, error: Any) -> Response:  # noqa: ANN401
        return fitting(request, document_of(request, error))

    return answer


def fitting(request: Request, document: Response) -> Response:
    """Give a problem document as it is to programs, and as a page to people."""
    if request.url.path.startswith(FOR_PROGRAMS):
        return document
    return _page(request, document)


def _page(request: Request, document: Response) -> Response:
    """Draw a problem document."""
    problem = json.loads(bytes(document.body))
    retry_after = document.headers.get("retry-after")
    return drawn(
        "templates/problem.html",
        {
            "here": request.url.path,
            "chosen": True,
            "me": _me(request),
            "mode": mode_of(services_of(request)),
            "today": None,
            "status": document.status_code,
            "title": WORDS.get(f"problem_{document.status_code}", WORDS["problem_other"]),
            "problem": problem,
            "retry_after": retry_after,
            "back": _back(request),
        },
        answer=document.status_code,
        headers={"Retry-After": retry_after} if retry_after else None,
    )


def _me(request: Request) -> str | None:
    """Say who looks, as far as that is known without reading anything."""
    try:
        actor = caller(request).actor
    except NobodyActing:
        return None
    town = replace(actor, area=actor.area[:TOWN_DIGITS])
    return me(town, Places(()))


def _back(request: Request) -> str:
    """Give the page that led here, if it is one of ours; else the dashboard."""
    referer = request.headers.get("referer", "")
    ours = f"{request.url.scheme}://{request.url.netloc}/"
    return referer if referer.startswith(ours) and referer != str(request.url) else "/"
