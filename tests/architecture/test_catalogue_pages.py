"""The catalogues in `docs/` say what the code says."""

from __future__ import annotations

import pytest

from application.catalogue import COMMANDS
from domain.catalogue import EVENTS
from projections.measures import MEASURES
from support.catalogue_pages import DOCS, pages

PAGES = pages()


@pytest.mark.parametrize("name", PAGES)
def test_a_catalogue_is_what_the_code_says(name: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")

    assert written == PAGES[name], "run `python -m support.catalogue_pages` in tests/"


def test_everything_is_in_them() -> None:
    assert all(f"| `{event.topic}` |" in PAGES["events.md"] for event in EVENTS)
    assert all(f"| {measure} |" in PAGES["figures.md"] for measure in MEASURES)
    assert PAGES["commands.md"].count("\n| `") + PAGES["commands.md"].count("\n| (new)") == len(
        COMMANDS
    )
