"""Every row of the state tables (`domain.md` 10.1 to 10.12) is a command here, with its roles.

From where each is accepted is held by `domain/test_state_table_*`.
"""

from __future__ import annotations

from typing import Final

import pytest

from application.catalogue import COMMANDS
from application.command.signatures import events_of
from domain.catalogue import EVENTS
from domain.history import Corrected, Voided
from support.golden import path_of
from support.state_tables import ROWS, Row, roles_of

CLASSES: Final = {event.__name__: event for event in EVENTS}
BY_PATH: Final = {f"{command.resource}/{command.name}": command for command in COMMANDS}
HERE: Final = tuple(row for row in ROWS if row["path"])
NOT_HERE: Final = tuple(row for row in ROWS if not row["path"])

OF_ANY_RECORD: Final = frozenset({"correct", "void", "revert-void"})
"""The corrections of 10.0, which every record has."""

BESIDE: Final = {
    "appeals/confirm-delivery": "10.1, Reply: the clock to ask for a review runs from receipt",
    "appeals/withdraw-reply": "10.1, corrections",
    "appeals/change-subject": "10.1, corrections",
    "appeals/decline-publication": "10.1, invariants: a recorded reason not to publish",
    "appeals/transfer": "10.7, invariants: a merger transfers open cases",
    "assessments/notify-conclusion": "10.2, invariants: the time to object starts there",
    "assessments/correct-result": "10.2, corrections",
    "assessments/rate": "10.13a",
    "pairings/correct-start": "10.4, corrections",
    "pairings/orphan": "10.4, invariants: the helper left",
    "pairings/note-missed-duty": "10.5, deadline",
    "pairings/note-first-visit": "10.4, clock: first visit",
    "pairings/take-back-first-visit": "10.4, clock: first visit",
    "visits/": "10.5, RecordVisit of a visit that nobody planned",
    "visits/resolve-risk": "10.14: a flagged risk is a task, until it is resolved",
    "disputes/assign-mediator": "10.6, Accept: mediators may be several",
    "disputes/amend-agreement": "10.6, corrections",
    "disputes/withdraw": "10.6, states",
    "associations/correct-term": "10.7, corrections",
    "associations/publish-pledge": "10.7, events",
    "associations/start-term": "10.7, events",
    "associations/end-term": "10.7, events",
    "residents/register": "10.13a, of somebody suspected so far",
    "residents/suspect": "10.13a",
    "residents/join-household": "10.13a",
    "residents/leave-household": "10.13a",
    "residents/set-carer": "10.13a",
    "residents/end-carer": "10.13a",
    "residents/remind-of-expiry": "10.14",
    "residents/raise-subsidy-trigger": "10.14, 2.4",
    "residents/confirm-not-duplicate": "10.12, ProposeMerge denied",
}
"""Commands that no row has, and where `domain.md` asks for them."""


def names_of(path: str) -> set[str]:
    command = BY_PATH[path]
    of_any = {"correct": command.kind.corrected, "void": command.kind.voided}
    if command.name in of_any:
        return {of_any[command.name].__name__}
    return {event.__name__ for event in events_of(command.decide)}


@pytest.mark.parametrize("row", HERE, ids=lambda row: row["path"])
def test_a_row_is_a_command_with_its_events_kept_for_ever(row: Row) -> None:
    events = set(row["events"].split())

    assert events <= names_of(row["path"])
    for name in events:
        event = CLASSES[name]
        assert path_of(event.topic).exists() or issubclass(event, (Corrected, Voided))


@pytest.mark.parametrize("row", [row for row in HERE if row["roles"]], ids=lambda row: row["path"])
def test_a_row_may_be_done_by_its_roles(row: Row) -> None:
    assert BY_PATH[row["path"]].roles == roles_of(row["roles_here"] or row["roles"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['section']}-{row['command']}")
def test_what_differs_from_the_table_says_why(row: Row) -> None:
    differs = bool(row["roles_here"] or row["from_here"] or not row["path"])

    assert bool(row["reason"]) is differs
    assert row["roles_here"] != row["roles"] or not row["roles"]
    assert row["from_here"].split() != row["from"].split() or not row["from"]


def test_every_command_of_these_records_is_in_a_row_or_named_beside_them() -> None:
    resources = {row["path"].partition("/")[0] for row in HERE}
    ours = {
        path
        for path, command in BY_PATH.items()
        if command.resource in resources and command.name not in OF_ANY_RECORD
    }
    in_rows = {row["path"] for row in HERE} & ours

    assert ours - in_rows == set(BESIDE)


def test_nothing_that_is_said_to_be_missing_is_decided_by_a_command() -> None:
    missing = {event for row in NOT_HERE for event in row["events"].split()}
    decided = {event.__name__ for command in COMMANDS for event in events_of(command.decide)}

    assert missing
    assert not missing & decided
