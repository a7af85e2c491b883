"""The catalogues in `docs/` say what the code says."""

from __future__ import annotations

import pytest

from application.catalogue import COMMANDS
from domain.catalogue import EVENTS
from domain.resident import SubsidyTriggerRaised
from projections.measures import MEASURES
from support.catalogue_pages import DOCS, pages
from support.exploring import events_decided
from support.state_pages import KINDS, steps

PAGES = pages()

NOT_EXPLORED = {SubsidyTriggerRaised}  # a reminder, which changes no state


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


def test_every_event_that_a_command_decides_is_a_step_of_a_diagram() -> None:
    found = {step.event for diagram in steps().values() for step in diagram}

    assert {event for kind in KINDS for event in events_decided(kind)} - found == NOT_EXPLORED
