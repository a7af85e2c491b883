"""Every event of the catalogue (`domain.md` Appendix E) is there, can come about, and is kept for ever.

`appendix_e.csv` holds the catalogue, a line an event, with its word on the screens.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

import pytest

from application.catalogue import COMMANDS
from application.command.signatures import events_of
from domain.catalogue import EVENTS
from support.golden import path_of

ROWS: Final = tuple(
    csv.DictReader(
        (Path(__file__).parent / "appendix_e.csv").read_text(encoding="utf-8").splitlines()
    )
)
CLASSES: Final = {event.__name__: event for event in EVENTS}
DECIDED: Final = {
    event.__name__: command for command in COMMANDS for event in events_of(command.decide)
}

OTHER_TRADES: Final = frozenset({"Payroll", "ServiceOrder", "HomePlacement", "RightsRequest"})
"""Aggregates of other trades than casework: money, services, homes, and people's rights."""

NOT_BUILT: Final = {
    **dict.fromkeys(("ExportMade", "BreakGlassUsed", "AccessReviewed"), "accounts and access"),
}
"""What is in the catalogue and not here yet, with what it waits for."""

WITHOUT_COMMAND: Final = {
    "LogOpened": "said once, by whoever sets a log up",
    **dict.fromkeys(
        ("DeadlineApproaching", "DeadlineMissed", "DeadlineRecalculated"),
        "noted of running clocks by the watcher",
    ),
    "ResidentShredded": "by the retention of files, which is not built",
}

HERE: Final = [
    row for row in ROWS if row["aggregate"] not in OTHER_TRADES and row["event"] not in NOT_BUILT
]


@pytest.mark.parametrize("row", HERE, ids=lambda row: row["event"])
def test_an_event_is_there_with_its_word_its_golden_file_and_a_command(row: dict[str, str]) -> None:
    event = CLASSES[row["event"]]

    assert row["chinese"] in (event.__doc__ or "")
    assert path_of(event.topic).exists()
    if event.__name__ not in WITHOUT_COMMAND:
        assert DECIDED[event.__name__].roles


def test_what_is_missing_is_named_and_nothing_that_is_there() -> None:
    catalogued = {row["event"] for row in ROWS}

    assert set(NOT_BUILT) <= catalogued
    assert not set(NOT_BUILT) & CLASSES.keys()
    assert not set(WITHOUT_COMMAND) & DECIDED.keys()
