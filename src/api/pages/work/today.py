"""今日待办: what is to be done today, the most pressing first, each with one next step."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.pages.asking import KnownAt, moment_notice
from api.pages.places import Places
from api.pages.rendering import Calling, page
from api.worklist import today_of

router = APIRouter(include_in_schema=False)

PATH = "/worklist"


@router.get(PATH, response_class=HTMLResponse)
def worklist(calling: Calling, known_at: KnownAt = None) -> HTMLResponse:
    """Show today's work of who looks."""
    reads = calling.reads(known_at=known_at)
    with reads.open() as opened:
        places = Places(opened.lists.places())
        notice = moment_notice(known_at, opened.reading)
    return page(
        "work/today.html",
        calling,
        places=places,
        areas=places,
        work=today_of(reads),
        notice=notice,
        now=PATH,
    )
