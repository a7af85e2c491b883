"""The pages for people: server-rendered, readable without script. One file a page.

Each page has its template beside it; what several share lies in `templates` and `static`. Pages
call the same application and projection functions as the JSON routes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.staticfiles import StaticFiles

from api.pages import errors, persona
from api.pages.auditing import printable
from api.pages.cases import documents, listing, one_case
from api.pages.changes import showing
from api.pages.errors import fitting
from api.pages.figures import dashboard, one_figure
from api.pages.forms import appeal, receipt, visit
from api.pages.imports import importing
from api.pages.months import month
from api.pages.rendering import STATIC
from api.pages.work import today

if TYPE_CHECKING:
    from fastapi import APIRouter, FastAPI

__all__ = ["PAGES", "add_to", "fitting"]

PAGES: tuple[APIRouter, ...] = (
    dashboard.router,
    one_figure.router,
    appeal.router,
    visit.router,
    receipt.router,
    listing.router,
    one_case.router,
    showing.router,
    printable.router,
    importing.router,
    today.router,
    month.router,
    documents.router,
    persona.router,
)


def add_to(app: FastAPI) -> None:
    """Add every page, the static files, and problems as pages. After `api.problems`."""
    for router in PAGES:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    errors.add_to(app)
