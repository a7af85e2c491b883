"""A page read as of a past moment says so, with the position, and leads back to what is known now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fastapi.routing import APIRoute

from api.pages import PAGES
from support.reading import Page

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from support.site_story import Told

WITHOUT_A_MOMENT: Final = {
    "/appeals/new": "a form to fill in now",
    "/visits/new": "a form to fill in now",
    "/receipts/{id}": "what was just written",
    "/imports": "a form to fill in now",
    "/imports/{digest}": "a file held in memory while it is imported",
    "/imports/templates/{kind}": "an empty sheet",
    "/imports/{digest}/errors": "a file held in memory while it is imported",
    "/persona": "who looks",
}
"""The pages that show no reading of the log, each with its reason."""


def pages() -> dict[str, APIRoute]:
    """Give every page that is asked for, by its path."""
    return {
        route.path: route
        for router in PAGES
        for route in router.routes
        if isinstance(route, APIRoute) and route.methods and "GET" in route.methods
    }


def asked_by(route: APIRoute) -> set[str]:
    """Name what a page may be asked, also by what it depends on."""
    found: set[str] = set()
    waiting = [route.dependant]
    while waiting:
        dependant = waiting.pop()
        found.update(each.alias for each in dependant.query_params)
        waiting += dependant.dependencies
    return found


def test_every_page_of_the_log_can_be_read_as_known_at_a_past_moment() -> None:
    without = {
        path for path, route in pages().items() if not {"known_at", "then"} & asked_by(route)
    }
    assert without == WITHOUT_A_MOMENT.keys()


def test_every_page_read_as_of_a_past_moment_says_so_with_its_position(
    reader: TestClient, told: Told
) -> None:
    filled = {"id": str(told.overdue), "measure": "M04"}
    for path in sorted(pages().keys() - WITHOUT_A_MOMENT.keys()):
        if "changes" in path:
            continue
        page = Page(reader.get(path.format(**filled), params={"known_at": "2022-04-30"}))
        assert "以下按 2022年4月30日 当日结束时 所知: 只含账本第" in page.text, path
        assert "看现在所知" in page.text, path
        now = Page(reader.get(path.format(**filled)))
        assert "所知: 只含账本第" not in now.text, path
